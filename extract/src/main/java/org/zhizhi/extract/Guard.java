package org.zhizhi.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.zhizhi.data.read.CountedInput;
import org.zhizhi.data.read.GuardedInput;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.Refusal;

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
  private Optional<Refusal> spent = Optional.empty();
  private boolean told;

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
    if (spent.isPresent()) {
      throw spent.get();
    }
    if (++entries > settings.entries()) {
      spent(new Refusal("too many entries", "holds over " + settings.entries() + " entries"));
    }
  }

  private void spent(Refusal refusal) throws Refusal {
    spent = Optional.of(refusal);
    throw refusal;
  }

  /** Whether the file has taken all that it may: nothing more of it is read. */
  boolean isSpent() {
    return spent.isPresent();
  }

  /** Whether that has not been told yet; from now on it has. */
  boolean tell() {
    boolean news = !told;
    told = true;
    return news;
  }

  void depth(int depth) throws Refusal {
    if (depth > settings.depth()) {
      throw new Refusal("nested too deeply", "lies over " + settings.depth() + " archives deep");
    }
  }

  /** The same stream, whose bytes count as unpacked. */
  InputStream unpacking(InputStream in) {
    return new CountedInput(in) {
      @Override
      protected void count(long n) throws IOException {
        Guard.this.count(n);
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
    } catch (Refusal e) {
      spent(e);
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
