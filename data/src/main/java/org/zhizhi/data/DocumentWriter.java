package org.zhizhi.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lines of JSON in UTF-8, one document each, collected in memory; {@link Documents} reads them.
 * Written out by hand: with a JSON library's trees, lines would be half the work of a build.
 */
public final class DocumentWriter {
  /** Texts up to this get room for the worst case, which is 6 bytes a character; others measure. */
  private static final int SHORT = 1 << 16;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1 << 12];
  private int size;
  private int line;
  private int textAt;
  private byte next = '{';

  /** Appends the line of {@code document}. */
  public DocumentWriter document(Document document) {
    start();
    fields(document);
    return end();
  }

  /**
   * Appends the line of a document that does not go into the corpus.
   *
   * @param stage that refused it
   * @param reason in few words that can be counted
   * @param detail what else there is to say, "" for nothing
   */
  public DocumentWriter rejected(Document document, String stage, String reason, String detail) {
    start();
    fields(document);
    return ground(stage, reason, detail);
  }

  /** Appends the line of something of {@code source} that could not be read as a document. */
  public DocumentWriter refused(
      String id, String source, String stage, String reason, String detail) {
    start();
    field("id", id);
    field("source", source);
    return ground(stage, reason, detail);
  }

  /** The lines so far, of which {@link #size} bytes count; good until the next call. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of all lines. */
  public int size() {
    return size;
  }

  /** Bytes of the last line, its end included. */
  public int lineBytes() {
    return size - line;
  }

  /** Where in the last line its text starts, behind the quotation mark. */
  public int textAt() {
    return textAt;
  }

  /** Writes the lines to {@code out} and forgets them. */
  public void flush(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    clear();
  }

  /** Forgets all lines, and the room that an unusually long one took. */
  public void clear() {
    size = 0;
    line = 0;
    if (bytes.length > 16 << 20) {
      bytes = new byte[1 << 12];
    }
  }

  /** {@code text} as it stands between the quotation marks of a line. */
  public static byte[] inside(String text) {
    DocumentWriter writer = new DocumentWriter();
    writer.string(text);
    return Arrays.copyOfRange(writer.bytes, 1, writer.size - 1);
  }

  /** Bytes of {@code text} in UTF-8. */
  public static long utf8(String text) {
    long bytes = 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      // half a surrogate pair takes half of the pair's four bytes; alone it becomes U+FFFD, three
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  private void start() {
    line = size;
    textAt = 0;
    next = '{';
  }

  private DocumentWriter end() {
    room(2);
    put('}');
    put('\n');
    return this;
  }

  private DocumentWriter ground(String stage, String reason, String detail) {
    field("stage", stage);
    field("reason", reason);
    if (!detail.isEmpty()) {
      field("detail", detail);
    }
    return end();
  }

  private void fields(Document d) {
    field("id", d.id());
    name("text");
    textAt = size - line + 1;
    string(d.text());
    field("source", d.source());
    field("lang", d.lang());
    field("license", d.license());
    if (Double.isFinite(d.quality())) {
      name("quality");
      ascii(Double.toString(d.quality()));
    }
    if (!d.meta().isEmpty()) {
      name("meta");
      next = '{';
      for (Map.Entry<String, String> entry : new TreeMap<>(d.meta()).entrySet()) {
        field(entry.getKey(), entry.getValue());
      }
      room(1);
      put('}');
    }
  }

  private void field(String name, String value) {
    name(name);
    string(value);
  }

  private void name(String name) {
    room(1);
    put(next);
    next = ',';
    string(name);
    room(1);
    put(':');
  }

  private void ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void string(String text) {
    room(2 + (text.length() <= SHORT ? 6L * text.length() : measured(text)));
    byte[] to = bytes;
    int at = size;
    to[at++] = '"';
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (c >= ' ' && c != '"' && c != '\\') {
          to[at++] = (byte) c;
        } else {
          at = escape(c, to, at);
        }
      } else if (c < 0x800) {
        to[at++] = (byte) (0xc0 | c >> 6);
        to[at++] = (byte) (0x80 | c & 0x3f);
      } else if (!Character.isSurrogate(c)) {
        to[at++] = (byte) (0xe0 | c >> 12);
        to[at++] = (byte) (0x80 | c >> 6 & 0x3f);
        to[at++] = (byte) (0x80 | c & 0x3f);
      } else if (isPair(text, i)) {
        int pair = Character.toCodePoint(c, text.charAt(++i));
        to[at++] = (byte) (0xf0 | pair >> 18);
        to[at++] = (byte) (0x80 | pair >> 12 & 0x3f);
        to[at++] = (byte) (0x80 | pair >> 6 & 0x3f);
        to[at++] = (byte) (0x80 | pair & 0x3f);
      } else { // U+FFFD
        to[at++] = (byte) 0xef;
        to[at++] = (byte) 0xbf;
        to[at++] = (byte) 0xbd;
      }
    }
    to[at++] = '"';
    size = at;
  }

  private static int escape(char c, byte[] to, int from) {
    int at = from;
    to[at++] = '\\';
    switch (c) {
      case '"', '\\' -> to[at++] = (byte) c;
      case '\n' -> to[at++] = 'n';
      case '\r' -> to[at++] = 'r';
      case '\t' -> to[at++] = 't';
      case '\b' -> to[at++] = 'b';
      case '\f' -> to[at++] = 'f';
      default -> {
        to[at++] = 'u';
        to[at++] = '0';
        to[at++] = '0';
        to[at++] = HEX[c >> 4];
        to[at++] = HEX[c & 15];
      }
    }
    return at;
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length()
        && Character.isHighSurrogate(text.charAt(i))
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  /** Bytes that {@code text} takes, or somewhat more. */
  private static long measured(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return bytes;
  }

  private void room(long more) {
    long wanted = size + more;
    if (wanted > bytes.length) {
      if (wanted > Integer.MAX_VALUE - 8) {
        throw new OutOfMemoryError("lines of " + wanted + " bytes");
      }
      long grown = Math.max(wanted, Math.min(bytes.length * 2L, size + more + (32 << 20)));
      bytes = Arrays.copyOf(bytes, (int) Math.min(grown, Integer.MAX_VALUE - 8));
    }
  }

  private void put(int b) {
    bytes[size++] = (byte) b;
  }
}
