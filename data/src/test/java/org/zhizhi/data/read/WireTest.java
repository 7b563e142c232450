package org.zhizhi.data.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class WireTest {
  private static final Wire.Head HEAD =
      new Wire.Head("id", "源", "zh", "CC0", Double.NaN, Map.of("a", "b"), "", "", 7, "3/0", 12);

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Wire.write(out, Wire.Kind.BEGUN);
    Wire.write(out, Wire.Kind.ITEM, HEAD);
    Wire.Request request = new Wire.Request("/路径", "name", "1/2", ReadSettings.DEFAULTS);
    Wire.write(out, Wire.Kind.REQUEST, request);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertEquals(Wire.Kind.BEGUN, Wire.read(in).orElseThrow().kind());
    assertEquals(HEAD, Wire.value(Wire.read(in).orElseThrow(), Wire.Head.class));
    assertEquals(request, Wire.value(Wire.read(in).orElseThrow(), Wire.Request.class));
    assertEquals(Optional.empty(), Wire.read(in));
  }

  @Test
  void lengthsAreCheckedBeforeMemoryIsTaken() {
    byte[] boast = {'T', 0x7f, -1, -1, -1};
    Wire.Garbled e =
        assertThrows(Wire.Garbled.class, () -> Wire.read(new ByteArrayInputStream(boast)));
    assertEquals("TEXT of 2147483647 bytes, at most 1048576", e.getMessage());
    byte[] negative = {'T', -1, -1, -1, -1};
    assertThrows(Wire.Garbled.class, () -> Wire.read(new ByteArrayInputStream(negative)));
    byte[] cut = {'T', 0, 0, 0, 9, 'x'};
    assertThrows(EOFException.class, () -> Wire.read(new ByteArrayInputStream(cut)));
  }

  @Test
  void anyBytesAreMessagesOrRefused() throws IOException {
    SplittableRandom random = new Seed(5).split("wire").random();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Wire.write(out, Wire.Kind.OPEN, new Wire.Opened("0", "a"));
    Wire.write(out, Wire.Kind.ITEM, HEAD);
    byte[] good = out.toByteArray();
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      try {
        Optional<Wire.Message> message = Wire.read(in);
        while (message.isPresent()) {
          Class<?> type =
              message.get().kind() == Wire.Kind.ITEM ? Wire.Head.class : Wire.Opened.class;
          Wire.value(message.get(), type);
          message = Wire.read(in);
        }
      } catch (EOFException | Wire.Garbled e) {
        refused++;
      }
    }
    assertTrue(refused > 10_000, "refused " + refused);
  }
}
