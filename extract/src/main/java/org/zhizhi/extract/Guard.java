package org.zhizhi.extract;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.zhizhi.data.read.GuardedInput;
import org.zhizhi.data.read.ReadSettings;

/** Holds one file, with all that is packed in it, to what it may take. */
final class Guard {
  /** Bytes unpacked after which the other side is told that it goes on. */
  private static final long PULSE = 32L << 20;

  private final ReadSettings settings;
  private final long packed;
  private final Answers answers;
  private long unpacked;
  private long pulse = PULSE;
  private int entries;
  private long held;

  /**
   * @param packed bytes of the file as it lies on the disk
   */
  Guard(ReadSettings settings, long packed, Answers answers) {
    this.settings = settings;
    this.packed = packed;
    this.answers = answers;
  }

  /** Counts an entry of an archive. */
  void entry() throws Refusal {
    if (++entries > settings.entries()) {
      throw new Refusal.Enough("too many entries", "holds over " + settings.entries() + " entries");
    }
  }

  void depth(int depth) throws Refusal {
    if (depth > settings.depth()) {
      throw new Refusal("nested too deeply", "lies over " + settings.depth() + " archives deep");
    }
  }

  /** The same stream, whose bytes count as unpacked. */
  InputStream unpacking(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
      }

      @Override
      public int read(byte[] into, int at, int length) throws IOException {
        int n = super.read(into, at, length);
        count(Math.max(n, 0));
        return n;
      }

      @Override
      public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }

  private void count(long n) throws IOException {
    unpacked += n;
    if (unpacked >= pulse) {
      pulse = unpacked + PULSE;
      answers.alive();
    }
    try {
      GuardedInput.check(unpacked, packed, settings);
    } catch (GuardedInput.TooLarge e) {
      throw new Refusal.Enough("unpacks too large", e.getMessage());
    }
  }

  /** All bytes of {@code in}, to be {@linkplain #release released}. */
  byte[] hold(InputStream in) throws IOException {
    long room = Math.min(limit(), Runtime.getRuntime().maxMemory() / 3 - held);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (bytes.size() + n > room) {
        throw new Refusal(
            "too large",
            "has over " + (Math.max(room, 0) >> 20) + " MiB within an archive: unpack it first");
      }
      bytes.write(buffer, 0, n);
    }
    held += bytes.size();
    return bytes.toByteArray();
  }

  void release(byte[] bytes) {
    held -= bytes.length;
  }

  /** Bytes that a document within an archive may have. */
  private long limit() {
    return Math.min((long) settings.parsedMb() << 20, Runtime.getRuntime().maxMemory() / 4);
  }
}
