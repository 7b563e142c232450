package org.zhizhi.earth.raster;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Undoes a TIFF compression. What comes out is never longer than what was asked for. */
enum Codec {
  NONE(1) {
    @Override
    int decode(byte[] in, byte[] out) {
      int n = Math.min(in.length, out.length);
      System.arraycopy(in, 0, out, 0, n);
      return n;
    }
  },
  LZW(5) {
    @Override
    int decode(byte[] in, byte[] out) {
      return lzw(in, out);
    }
  },
  /** Baseline JPEG, one stream a block: {@link JpegBlock}. */
  JPEG(7) {
    @Override
    int decode(byte[] in, byte[] out) {
      throw new UnsupportedOperationException("a picture, not bytes");
    }
  },
  DEFLATE(8) {
    @Override
    int decode(byte[] in, byte[] out) {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(in);
        int n = 0;
        while (n < out.length) {
          int more = inflater.inflate(out, n, out.length - n);
          if (more == 0 && (inflater.finished() || inflater.needsInput())) {
            break;
          }
          if (more == 0) {
            return -1; // wants a dictionary
          }
          n += more;
        }
        return n;
      } catch (DataFormatException e) {
        return -1;
      } finally {
        inflater.end();
      }
    }
  },
  PACKBITS(32773) {
    @Override
    int decode(byte[] in, byte[] out) {
      int n = 0;
      int at = 0;
      while (at < in.length && n < out.length) {
        int head = in[at++];
        if (head >= 0) {
          int length = Math.min(head + 1, Math.min(in.length - at, out.length - n));
          System.arraycopy(in, at, out, n, length);
          at += head + 1;
          n += length;
        } else if (head != -128 && at < in.length) {
          int length = Math.min(1 - head, out.length - n);
          java.util.Arrays.fill(out, n, n + length, in[at++]);
          n += length;
        }
      }
      return n;
    }
  };

  private static final int CLEAR = 256;
  private static final int END = 257;

  private final int number;

  Codec(int number) {
    this.number = number;
  }

  /** By TIFF's number; null for one that is not read here. */
  static Codec of(long number) {
    long same = number == 32946 ? 8 : number; // Deflate before Adobe's supplement
    for (Codec codec : values()) {
      if (codec.number == same) {
        return codec;
      }
    }
    return null;
  }

  /**
   * Fills {@code out} from its start.
   *
   * @return how many bytes came; -1 if {@code in} is damaged
   */
  abstract int decode(byte[] in, byte[] out);

  /** TIFF 6.0, section 13: codes from the highest bit on, one longer a code early. */
  private static int lzw(byte[] in, byte[] out) {
    int[] prefix = new int[4096];
    byte[] last = new byte[4096];
    byte[] stack = new byte[4097];
    int free = 258;
    int width = 9;
    int previous = -1;
    int first = 0;
    long bits = 0;
    int have = 0;
    int at = 0;
    int n = 0;
    while (n < out.length) {
      while (have < width && at < in.length) {
        bits = bits << 8 | in[at++] & 0xff;
        have += 8;
      }
      if (have < width) {
        return n;
      }
      int code = (int) (bits >>> have - width) & (1 << width) - 1;
      have -= width;
      if (code == END) {
        return n;
      }
      if (code == CLEAR) {
        free = 258;
        width = 9;
        previous = -1;
        continue;
      }
      if (code > free || previous < 0 && code > 255) {
        return -1;
      }
      int depth = 0;
      int walk = code;
      if (code == free && previous >= 0) {
        stack[depth++] = (byte) first;
        walk = previous;
      } else if (code >= free) {
        return -1;
      }
      while (walk > 255) {
        if (depth >= 4096 || walk < 258) {
          return -1;
        }
        stack[depth++] = last[walk];
        walk = prefix[walk];
      }
      first = walk;
      stack[depth++] = (byte) walk;
      while (depth > 0 && n < out.length) {
        out[n++] = stack[--depth];
      }
      if (previous >= 0 && free < 4096) {
        prefix[free] = previous;
        last[free++] = (byte) first;
        if (free == (1 << width) - 1 && width < 12) {
          width++;
        }
      }
      previous = code;
    }
    return n;
  }
}
