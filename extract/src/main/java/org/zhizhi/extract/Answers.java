package org.zhizhi.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Texts;
import org.zhizhi.data.read.Wire;

/** What is said to the process that asked. An answer that cannot be given ends this process. */
final class Answers {
  private static final int PIECE = 1 << 17;

  private final OutputStream out;

  Answers(OutputStream out) {
    this.out = out;
  }

  /** Says something. */
  private interface Saying {
    void to(OutputStream out) throws IOException;
  }

  private synchronized void say(Saying saying) {
    try {
      saying.to(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nobody listens
    }
  }

  void begun() {
    say(to -> Wire.write(to, Wire.Kind.BEGUN));
  }

  void done() {
    say(to -> Wire.write(to, Wire.Kind.DONE));
  }

  void alive() {
    say(to -> Wire.write(to, Wire.Kind.ALIVE));
  }

  void open(String entry, String source) {
    say(to -> Wire.write(to, Wire.Kind.OPEN, new Wire.Opened(entry, source)));
  }

  void close() {
    say(to -> Wire.write(to, Wire.Kind.CLOSE));
  }

  /**
   * Gives an item.
   *
   * @param nextEntry where the reading would go on after it
   * @param nextItem items of that entry that have then been given
   */
  void item(Item item, String nextEntry, long nextItem) {
    switch (item) {
      case Item.Read read -> {
        Document document = read.document();
        say(
            to -> {
              pieces(document.text(), to);
              Wire.write(
                  to,
                  Wire.Kind.ITEM,
                  new Wire.Head(
                      document.id(),
                      document.source(),
                      document.lang(),
                      document.license(),
                      document.quality(),
                      document.meta(),
                      "",
                      "",
                      read.bytes(),
                      nextEntry,
                      nextItem));
            });
      }
      case Item.Refused refused ->
          say(
              to ->
                  Wire.write(
                      to,
                      Wire.Kind.ITEM,
                      new Wire.Head(
                          refused.id(),
                          refused.source(),
                          "",
                          "",
                          Double.NaN,
                          Map.of(),
                          refused.reason(),
                          detail(refused.detail()),
                          refused.bytes(),
                          nextEntry,
                          nextItem)));
    }
  }

  /** What a parser said, without what differs from run to run: temporary files, hash codes. */
  static String detail(String said) {
    String lasting =
        said.replace(System.getProperty("java.io.tmpdir"), "")
            .replaceAll("apache-tika-[0-9-]+(\\.tmp)?", "file")
            .replaceAll("@[0-9a-f]{5,8}\\b", "");
    return Texts.line(lasting, 500);
  }

  /** The meta data of a document that may say anything, of bounded length. */
  static Map<String, String> meta(Map<String, String> found) {
    Map<String, String> meta = new TreeMap<>();
    found.forEach(
        (name, value) -> {
          String line = value == null ? "" : Texts.line(value.strip(), 1000);
          if (!line.isEmpty()) {
            meta.put(name, line);
          }
        });
    return meta;
  }

  private static void pieces(String text, OutputStream out) throws IOException {
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(at + PIECE, text.length());
      end -= end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
      byte[] piece = text.substring(at, end).getBytes(StandardCharsets.UTF_8);
      Wire.write(out, Wire.Kind.TEXT, piece, 0, piece.length);
      at = end;
    }
  }
}
