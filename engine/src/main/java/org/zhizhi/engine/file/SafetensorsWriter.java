package org.zhizhi.engine.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.Json;

/** Writes safetensors files: a header padded to eight bytes, then the tensors end to end. */
final class SafetensorsWriter {
  private static final int CHUNK = 1 << 20;

  private SafetensorsWriter() {}

  static void write(Path file, List<TensorSource> tensors, Map<String, String> metadata) {
    // wider types first, as the reference does: then every tensor is aligned to its element
    List<TensorSource> sorted =
        tensors.stream()
            .sorted(
                Comparator.comparingInt((TensorSource t) -> -t.dtype().bytes())
                    .thenComparing(TensorSource::dtype)
                    .thenComparing(TensorSource::name))
            .toList();
    byte[] header = header(sorted, metadata);
    byte[] chunk = new byte[CHUNK];
    AtomicFile.write(
        file,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(header.length).array());
          out.write(header);
          for (TensorSource tensor : sorted) {
            copy(tensor, out, chunk);
          }
        });
  }

  private static byte[] header(List<TensorSource> tensors, Map<String, String> metadata) {
    ObjectNode header = Json.object();
    if (!metadata.isEmpty()) {
      ObjectNode text = header.putObject(Header.METADATA);
      new TreeMap<>(metadata).forEach(text::put);
    }
    Set<String> names = new HashSet<>(Set.of(Header.METADATA));
    long at = 0;
    for (TensorSource tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("two tensors are called " + tensor.name());
      }
      ObjectNode place = header.putObject(tensor.name()).put("dtype", tensor.dtype().name());
      ArrayNode shape = place.putArray("shape");
      for (long extent : tensor.shape()) {
        shape.add(extent);
      }
      long end = Math.addExact(at, tensor.bytes());
      place.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    byte[] json = Json.line(header).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void copy(TensorSource tensor, OutputStream out, byte[] chunk) throws IOException {
    MemorySegment data = tensor.data().get();
    if (data.byteSize() != tensor.bytes()) {
      throw new IllegalArgumentException(
          "tensor "
              + tensor.name()
              + " should have "
              + tensor.bytes()
              + " bytes, its source gave "
              + data.byteSize());
    }
    for (long at = 0; at < data.byteSize(); at += chunk.length) {
      int n = (int) Math.min(chunk.length, data.byteSize() - at);
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, chunk, 0, n);
      out.write(chunk, 0, n);
    }
  }
}
