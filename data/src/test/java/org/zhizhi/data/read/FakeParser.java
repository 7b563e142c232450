package org.zhizhi.data.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A parser for tests: each line of a file is an entry, and says what happens there: {@code text},
 * {@code refuse}, {@code hang}, {@code exit CODE}, {@code die} between entries, {@code garble},
 * {@code boast} of a length, {@code long} without end.
 */
final class FakeParser {
  private static final byte[] WARM = "{}".getBytes(StandardCharsets.UTF_8);

  private FakeParser() {}

  public static void main(String[] args) throws Exception {
    InputStream in = new BufferedInputStream(System.in);
    OutputStream out = System.out;
    Wire.write(OutputStream.nullOutputStream(), Wire.Kind.OPEN, new Wire.Opened("", "")); // warm
    Wire.value(new Wire.Message(Wire.Kind.REQUEST, WARM), Wire.Request.class);
    Wire.write(out, Wire.Kind.BEGUN);
    out.flush();
    Optional<Wire.Message> message = Wire.read(in);
    while (message.isPresent()) {
      file(Wire.value(message.get(), Wire.Request.class), out);
      message = Wire.read(in);
    }
  }

  private static void file(Wire.Request request, OutputStream out) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(request.path()));
    int from = request.entry().isEmpty() ? 0 : Integer.parseInt(request.entry());
    Wire.write(out, Wire.Kind.OPEN, new Wire.Opened("", request.name()));
    for (int i = from; i < lines.size(); i++) {
      entry(request.name() + "#" + i, String.valueOf(i), lines.get(i).split(" ", 2), out);
      out.flush();
    }
    Wire.write(out, Wire.Kind.CLOSE);
    Wire.write(out, Wire.Kind.DONE);
    out.flush();
  }

  private static void entry(String source, String place, String[] line, OutputStream out)
      throws Exception {
    if (line[0].equals("die")) {
      out.flush();
      Runtime.getRuntime().halt(7);
    }
    Wire.write(out, Wire.Kind.OPEN, new Wire.Opened(place, source));
    out.flush();
    switch (line[0]) {
      case "text" -> {
        for (int i = 0; i < Integer.parseInt(line[1]); i++) {
          text(out, "text " + i);
          item(source + "#" + i, source, "", place, i + 1, out);
        }
      }
      case "refuse" -> item(source + "#0", source, line[1], Position.behind(place), 0, out);
      case "hang" -> Thread.sleep(1_000_000);
      case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(line[1]));
      case "garble" -> out.write("no message at all".getBytes(StandardCharsets.UTF_8));
      case "boast" -> out.write(new byte[] {'T', 0x7f, -1, -1, -1});
      case "long" -> {
        while (true) {
          text(out, "x".repeat(1 << 19));
        }
      }
      default -> throw new IllegalArgumentException(line[0]);
    }
    Wire.write(out, Wire.Kind.CLOSE);
  }

  private static void text(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Wire.write(out, Wire.Kind.TEXT, bytes, 0, bytes.length);
  }

  private static void item(
      String id, String source, String reason, String nextEntry, int nextItem, OutputStream out)
      throws IOException {
    Wire.Head head =
        new Wire.Head(
            id, source, "", "", Double.NaN, Map.of(), reason, reason, 0, nextEntry, nextItem);
    Wire.write(out, Wire.Kind.ITEM, head);
  }
}
