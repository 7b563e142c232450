package org.zhizhi.data.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** How one file is compressed. */
public enum Packing {
  NONE,
  GZIP,
  ZSTD;

  /** The packing of a file that starts with {@code head}. */
  static Packing of(byte[] head) {
    return Format.starts(head, "\u001f\u008b")
        ? GZIP
        : Format.starts(head, "\u0028\u00b5\u002f\u00fd") ? ZSTD : NONE;
  }

  /** The packing that a name stands for. */
  static Packing of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".gz") ? GZIP : lower.endsWith(".zst") ? ZSTD : NONE;
  }

  /** The name without the ending of its packing. */
  static String strip(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".gz")
        ? name.substring(0, name.length() - 3)
        : lower.endsWith(".zst") ? name.substring(0, name.length() - 4) : name;
  }

  InputStream unpack(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, 1 << 16);
      case ZSTD -> new ZstdInputStream(in);
    };
  }
}
