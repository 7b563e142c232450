package org.zhizhi.extract;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;

/** Files that are compressed one by one: gzip, zstd, bzip2, xz, lz4, compress. */
final class Packed {
  private static final String[] ENDINGS = {".gz", ".zst", ".bz2", ".xz", ".lz4", ".Z"};

  private Packed() {}

  /** What {@code content} unpacks to, empty if it is not compressed. */
  static Optional<Content> open(Content content, byte[] head) throws IOException {
    Optional<InputStream> in = unpack(content, head);
    return in.map(stream -> Content.stream(stream, strip(content.name()), "", -1, content.guard()));
  }

  private static Optional<InputStream> unpack(Content content, byte[] head) throws IOException {
    int limit = (int) (Runtime.getRuntime().maxMemory() >> 12); // KiB, a quarter of the heap
    if (starts(head, 0x1f, 0x8b)) {
      return Optional.of(
          GzipCompressorInputStream.builder()
              .setInputStream(content.stream())
              .setDecompressConcatenated(true)
              .get());
    } else if (starts(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return Optional.of(new ZstdInputStream(content.stream()));
    } else if (starts(head, 'B', 'Z', 'h')) {
      return Optional.of(new BZip2CompressorInputStream(content.stream(), true));
    } else if (starts(head, 0xfd, '7', 'z', 'X', 'Z')) {
      return Optional.of(
          XZCompressorInputStream.builder()
              .setInputStream(content.stream())
              .setDecompressConcatenated(true)
              .setMemoryLimitKiB(limit)
              .get());
    } else if (starts(head, 0x04, 0x22, 0x4d, 0x18)) {
      return Optional.of(new FramedLZ4CompressorInputStream(content.stream(), true));
    } else if (starts(head, 0x1f, 0x9d)) {
      return Optional.of(new ZCompressorInputStream(content.stream(), limit));
    }
    return Optional.empty();
  }

  private static String strip(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String ending : ENDINGS) {
      if (lower.endsWith(ending.toLowerCase(Locale.ROOT))) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return lower.endsWith(".tgz") ? name.substring(0, name.length() - 4) + ".tar" : name;
  }

  private static boolean starts(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
