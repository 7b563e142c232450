package org.zhizhi.engine.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

class SafetensorsTest {
  @TempDir Path folder;

  /** What the reference implementation writes for these two tensors, byte for byte. */
  @Test
  void writesTheBytesOfTheReference() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, List.of(bytes("b", DType.U8, 3, 7, 8, 9), floats("a", 1f, 2f)));
    String json =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[8,11]}}";
    int padded = (json.length() + 7) / 8 * 8;
    ByteBuffer expected =
        ByteBuffer.allocate(8 + padded + 11).order(ByteOrder.LITTLE_ENDIAN).putLong(padded);
    expected.put((json + " ".repeat(padded - json.length())).getBytes(StandardCharsets.UTF_8));
    expected.putFloat(1f).putFloat(2f).put(new byte[] {7, 8, 9});
    assertArrayEquals(expected.array(), Files.readAllBytes(file));
  }

  @Test
  void readsBackWhatItWroteInAnyOrder() throws IOException {
    Path one = folder.resolve("one.safetensors");
    Path two = folder.resolve("two.safetensors");
    List<TensorSource> tensors =
        List.of(
            floats("层.weight", 3f, -0f, Float.NaN),
            new TensorSource("scalar", DType.F64, new long[0], () -> heap(new byte[8])),
            new TensorSource("empty", DType.BF16, new long[] {4, 0}, () -> heap(new byte[0])));
    Safetensors.write(one, tensors, Map.of("note", "中文 \" \n"));
    Safetensors.write(two, tensors.reversed(), Map.of("note", "中文 \" \n"));
    assertEquals(-1, Files.mismatch(one, two));
    try (Safetensors read = Safetensors.open(one)) {
      assertEquals(List.of("scalar", "层.weight", "empty"), List.copyOf(read.tensors().keySet()));
      assertEquals(Map.of("note", "中文 \" \n"), read.metadata());
      HostTensor weight = read.tensor("层.weight");
      assertEquals(3f, weight.data().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0));
      assertEquals(0, read.tensor("scalar").shape().length);
      assertEquals(0, read.tensor("empty").elements());
      assertTrue(read.find("absent").isEmpty());
      BadInput e = assertThrows(BadInput.class, () -> read.tensor("absent"));
      assertTrue(e.getMessage().contains("has no tensor absent among its 3"), e.getMessage());
    }
  }

  @Test
  void tensorsAreUnreadableAfterClose() {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, List.of(floats("a", 1f)));
    Safetensors read = Safetensors.open(file);
    MemorySegment data = read.tensor("a").data();
    read.close();
    assertThrows(IllegalStateException.class, () -> data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0));
  }

  @Test
  void leavesNothingBehindWhenASourceIsWrong() throws IOException {
    Path file = folder.resolve("a.safetensors");
    TensorSource wrong = new TensorSource("a", DType.F32, new long[] {2}, () -> heap(new byte[4]));
    assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file, List.of(wrong)));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,5]}} | needs 4 bytes",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,9]}} | outside the file",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[5,4]}} | outside the file",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}} | the file has 8",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}} | a hole",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}} | overlaps",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[8,8]}} | Duplicate",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}"
            + "| too large for any memory",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}"
            + "| whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}} | whole numbers",
        "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}} | is not one of",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | lacks",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[[[[[[2]]]]]],\"data_offsets\":[0,8]}} | whole",
        "{\"a\":{\"dtype\":\"F32\",\"x\":1}} | unknown field",
        "{\"__metadata__\":{\"a\":{\"b\":1}}} | is not a string",
        "{\"__metadata__\":{\"a\":1}} | is not a string",
        "{\"a\":7} | is not an object",
        "[] | does not start with",
        "{} {} | more than one",
        "{\"a | not valid JSON",
        "{} | the file has 8",
      })
  void refusesHostileHeadersInOneLine(String json, String expected) throws IOException {
    Path file = folder.resolve("bad.safetensors");
    Files.write(file, file(json.strip().getBytes(StandardCharsets.UTF_8), new byte[8]));
    BadInput e = assertThrows(BadInput.class, () -> Safetensors.open(file).close());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void refusesLengthsBeforeItAllocates() throws IOException {
    Path file = folder.resolve("bad.safetensors");
    for (long length : new long[] {-1, 0, 1, 9, 99_999_999, 100_000_001, Long.MAX_VALUE}) {
      byte[] bytes = file(new byte[8], new byte[0]);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      Files.write(file, bytes);
      BadInput e = assertThrows(BadInput.class, () -> Safetensors.open(file).close());
      assertTrue(e.getMessage().contains("header has"), e.getMessage());
    }
    Files.write(file, new byte[7]);
    assertThrows(BadInput.class, () -> Safetensors.open(file).close());
    Files.write(file, file(new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"'}, new byte[0]));
    BadInput e = assertThrows(BadInput.class, () -> Safetensors.open(file).close());
    assertTrue(e.getMessage().contains("not UTF-8 at byte 10"), e.getMessage());
    assertThrows(BadInput.class, () -> Safetensors.open(folder.resolve("absent.safetensors")));
  }

  @Test
  void anyMutationIsReadOrRefusedButNeverCrashes() throws IOException {
    Path valid = folder.resolve("valid.safetensors");
    Safetensors.write(
        valid, List.of(floats("a", 1f, 2f), floats("b", 3f), bytes("c", DType.I8, 2, 1, 2)));
    byte[] original = Files.readAllBytes(valid);
    SplittableRandom random = new Seed(2).split("mutations").random();
    Path file = folder.resolve("mutant.safetensors");
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      Files.write(file, mutate(original, random));
      try (Safetensors read = Safetensors.open(file)) {
        for (HostTensor tensor : read.tensors().values()) {
          tensor.data().toArray(ValueLayout.JAVA_BYTE);
        }
      } catch (BadInput e) {
        refused++;
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
    assertTrue(refused > 1000, "mutations refused: " + refused);
  }

  @Test
  void readsTheEndOfAFileOverTwoGibibytes() throws IOException {
    long n = 3L << 30;
    Assumptions.assumeTrue(
        Files.getFileStore(folder).getUsableSpace() > 4L << 30, "less than 4 GiB of disk");
    Path file = folder.resolve("large.safetensors");
    byte[] header =
        ("{\"a\":{\"dtype\":\"U8\",\"shape\":["
                + n
                + "],\"data_offsets\":[0,"
                + n
                + "]},"
                + "\"z\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":["
                + n
                + ","
                + (n + 4)
                + "]}}")
            .getBytes(StandardCharsets.UTF_8);
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      out.write(ByteBuffer.wrap(file(header, new byte[0])));
      out.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), 8 + header.length + n);
    }
    try (Safetensors read = Safetensors.open(file)) {
      assertEquals(n, read.tensor("a").elements());
      assertEquals(0, read.tensor("a").data().get(ValueLayout.JAVA_BYTE, n - 1));
      assertArrayEquals(
          new byte[] {1, 2, 3, 4}, read.tensor("z").data().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void readsAShardedModelByItsIndex() throws IOException {
    Safetensors.write(folder.resolve("m-1.safetensors"), List.of(floats("a", 1f)));
    Safetensors.write(folder.resolve("m-2.safetensors"), List.of(floats("b", 2f)));
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(
        index, "{\"weight_map\":{\"a\":\"m-1.safetensors\",\"b\":\"m-2.safetensors\"}}");
    try (Safetensors read = Safetensors.open(folder)) {
      assertEquals(2f, read.tensor("b").data().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0));
      assertEquals(2, read.tensors().size());
    }
    for (String bad :
        List.of(
            "{\"weight_map\":{\"a\":\"../m-1.safetensors\"}}",
            "{\"weight_map\":{\"a\":\"m-3.safetensors\"}}",
            "{\"weight_map\":{\"q\":\"m-1.safetensors\"}}",
            "{\"weight_map\":{\"a\":7}}",
            "{}",
            "{\"weight_map\":")) {
      Files.writeString(index, bad);
      assertThrows(BadInput.class, () -> Safetensors.open(index).close(), bad);
    }
    Files.delete(index);
    assertThrows(BadInput.class, () -> Safetensors.open(folder).close());
    assertFalse(Files.exists(index));
  }

  private static byte[] mutate(byte[] original, SplittableRandom random) {
    byte[] bytes = original.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
      }
      case 1 -> {
        int at = random.nextInt(bytes.length);
        int n = random.nextInt(bytes.length - at);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at + n);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
      }
      default -> {
        for (int i = 0; i <= random.nextInt(4); i++) {
          String json = "0123456789{}[]\":,.-eEaF\u0000\u00ff\n\\";
          bytes[random.nextInt(bytes.length)] =
              random.nextBoolean()
                  ? (byte) random.nextInt(256)
                  : (byte) json.charAt(random.nextInt(json.length()));
        }
        return bytes;
      }
    }
  }

  private static byte[] file(byte[] header, byte[] data) {
    return ByteBuffer.allocate(8 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.length)
        .put(header)
        .put(data)
        .array();
  }

  private static TensorSource floats(String name, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return new TensorSource(name, DType.F32, new long[] {values.length}, () -> heap(bytes.array()));
  }

  private static TensorSource bytes(String name, DType dtype, int n, int... values) {
    byte[] bytes = new byte[n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) values[i];
    }
    return new TensorSource(name, dtype, new long[] {n}, () -> heap(bytes));
  }

  private static MemorySegment heap(byte[] bytes) {
    return MemorySegment.ofArray(bytes);
  }
}
