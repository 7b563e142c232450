package org.zhizhi.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  @TempDir Path temp;

  @Test
  void aResumedRunHasTheLinesOfTheUninterruptedOne() throws Exception {
    Path whole = Files.createDirectory(temp.resolve("whole"));
    try (Metrics metrics = Metrics.open(whole, 0)) {
      log(metrics, 10, 100);
    }
    Path killed = Files.createDirectory(temp.resolve("killed"));
    try (Metrics metrics = Metrics.open(killed, 0)) {
      log(metrics, 10, 70);
    }
    Path file = killed.resolve("metrics.jsonl");
    Files.writeString(file, "{\"step\":80,\"lo", StandardOpenOption.APPEND);
    assertEquals(7, Metrics.read(killed).size());
    try (Metrics metrics = Metrics.open(killed, 50)) {
      assertEquals(5, Metrics.read(killed).size());
      log(metrics, 60, 100);
      metrics.force();
    }
    assertEquals(Files.readString(whole.resolve("metrics.jsonl")), Files.readString(file));
    assertEquals(
        "{\"step\":10,\"loss\":0.1,\"grad_norm\":\"NaN\"}", Files.readAllLines(file).getFirst());
  }

  @Test
  void eventFilesReadAsTensorBoardReadsThem() throws Exception {
    try (Metrics metrics = Metrics.open(temp, 300)) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", 2.5);
      values.put("损失/验证", -0.125);
      metrics.log(310, values);
      metrics.log(1L << 40, Map.of("loss", 1e-3));
    }
    Path file;
    try (var files = Files.list(temp)) {
      file = files.filter(f -> f.getFileName().toString().contains("tfevents")).findFirst().get();
    }
    byte[] bytes = Files.readAllBytes(file);
    // how every event file of TensorFlow starts: a frame of 24 bytes and the CRC of that length
    assertEquals("1800000000000000a37f4b2209", java.util.HexFormat.of().formatHex(bytes, 0, 13));
    List<String> events = decode(bytes);
    assertEquals(
        List.of(
            "version brain.Event:2",
            "step 301 start",
            "step 310 loss=2.5 损失/验证=-0.125",
            "step 1099511627776 loss=0.001"),
        events);
  }

  private static void log(Metrics metrics, int from, int to) {
    for (int step = from; step <= to; step += 10) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", step / 100.0);
      values.put("grad_norm", Double.NaN);
      metrics.log(step, values);
    }
  }

  /** An event file as lines of text; checks lengths and both checksums of each frame. */
  private static List<String> decode(byte[] bytes) {
    List<String> events = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int at = in.position();
      int length = Math.toIntExact(in.getLong());
      assertEquals(maskedCrc(bytes, at, 8), in.getInt());
      ByteBuffer event = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      in.position(in.position() + length);
      assertEquals(maskedCrc(bytes, at + 12, length), in.getInt());
      events.add(event(event));
    }
    return events;
  }

  private static String event(ByteBuffer in) {
    StringBuilder text = new StringBuilder();
    while (in.hasRemaining()) {
      switch ((int) varint(in)) {
        case 1 << 3 | 1 ->
            assertEquals(System.currentTimeMillis() / 1e3, in.getDouble(), 60, "wall_time");
        case 2 << 3 -> text.append("step ").append(varint(in));
        case 3 << 3 | 2 -> text.append("version ").append(text(in));
        case 5 << 3 | 2 -> {
          ByteBuffer summary = part(in);
          while (summary.hasRemaining()) {
            assertEquals(1 << 3 | 2, varint(summary));
            ByteBuffer value = part(summary);
            assertEquals(1 << 3 | 2, varint(value));
            text.append(' ').append(text(value));
            assertEquals(2 << 3 | 5, varint(value));
            text.append('=').append(value.getFloat());
          }
        }
        case 7 << 3 | 2 -> {
          ByteBuffer log = part(in);
          assertEquals(1 << 3, varint(log));
          assertEquals(1, varint(log));
          text.append(" start");
        }
        default -> throw new AssertionError("unknown field");
      }
    }
    return text.toString();
  }

  private static ByteBuffer part(ByteBuffer in) {
    int length = (int) varint(in);
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return part;
  }

  private static String text(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(part(in)).toString();
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  /** Castagnoli's CRC bit by bit, then TensorFlow's mask. */
  private static int maskedCrc(byte[] bytes, int offset, int length) {
    int crc = -1;
    for (int i = offset; i < offset + length; i++) {
      crc ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }
}
