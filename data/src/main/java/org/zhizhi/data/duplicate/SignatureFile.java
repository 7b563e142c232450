package org.zhizhi.data.duplicate;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.zip.CRC32C;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;

/**
 * The signatures of one chunk of documents, in their order, in a file that is there whole or not at
 * all. Layout, big-endian: the signatures one after the other; where each starts (8 bytes each); a
 * footer of 40 bytes: number of signatures, where the starts begin, CRC-32C of the signatures,
 * CRC-32C of the starts, magic number.
 */
public final class SignatureFile {
  private static final long MAGIC = 0x7a687a6869736731L; // "zhzhisg1"
  private static final int FOOTER = 40;

  private SignatureFile() {}

  /**
   * Writes the signatures of a chunk.
   *
   * @throws BadInput if the disk is full or the place cannot be written
   */
  public static void write(Path file, Iterator<Signature> signatures) {
    AtomicFile.write(file, out -> write(out, signatures));
  }

  /**
   * Gives all signatures of {@code file} in order.
   *
   * @throws BadInput if the file is not what was written
   */
  public static void read(Path file, java.util.function.Consumer<Signature> to) {
    try (Reader reader = new Reader(file)) {
      reader.all(to);
    }
  }

  private static void write(OutputStream out, Iterator<Signature> signatures) throws IOException {
    CRC32C sum = new CRC32C();
    long[] starts = new long[1024];
    int count = 0;
    long at = 0;
    while (signatures.hasNext()) {
      byte[] bytes = signatures.next().toBytes();
      out.write(bytes);
      sum.update(bytes);
      if (count == starts.length) {
        starts = java.util.Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = at;
      at += bytes.length;
    }
    ByteBuffer table = ByteBuffer.allocate(8);
    CRC32C tableSum = new CRC32C();
    for (int i = 0; i < count; i++) {
      byte[] bytes = table.clear().putLong(starts[i]).array();
      out.write(bytes);
      tableSum.update(bytes);
    }
    DataOutputStream footer = new DataOutputStream(out);
    footer.writeLong(count);
    footer.writeLong(at);
    footer.writeLong(sum.getValue());
    footer.writeLong(tableSum.getValue());
    footer.writeLong(MAGIC);
    footer.flush();
  }

  /** A signature file opened for reading; for one thread. */
  static final class Reader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final int count;
    private final long end;
    private final long sum;
    private final long tableSum;

    Reader(Path file) {
      this.file = file;
      FileChannel opened = null;
      try {
        opened = FileChannel.open(file, StandardOpenOption.READ);
        long size = opened.size();
        if (size < FOOTER) {
          throw damaged("has " + size + " bytes", null);
        }
        ByteBuffer footer = read(opened, size - FOOTER, FOOTER);
        long count = footer.getLong();
        this.end = footer.getLong();
        this.sum = footer.getLong();
        this.tableSum = footer.getLong();
        if (footer.getLong() != MAGIC
            || count < 0
            || end < 0
            || end > size
            || count > (size - FOOTER - end) / 8
            || end + 8 * count + FOOTER != size) {
          throw damaged("does not end as a signature file does", null);
        }
        this.count = (int) count;
        this.channel = opened;
      } catch (IOException e) {
        close(opened);
        throw new BadInput(file + ": cannot be read (" + e + ")", "check the path", e);
      } catch (RuntimeException e) {
        close(opened);
        throw e;
      }
    }

    int count() {
      return count;
    }

    /** A number that changes with the content. */
    long sum() {
      return Hash.mix(sum + Hash.mix(tableSum)) + count;
    }

    /**
     * Gives all signatures in order, and refuses the file if a bit of it is not what was written.
     */
    void all(java.util.function.Consumer<Signature> to) {
      CRC32C tableSum = new CRC32C();
      CRC32C sum = new CRC32C();
      int most = 4096;
      long at = 0;
      for (int from = 0; from < count; from += most) {
        int n = Math.min(most, count - from);
        ByteBuffer table = read(end + 8L * from, 8 * n);
        tableSum.update(table.duplicate());
        long[] starts = new long[n + 1];
        table.asLongBuffer().get(starts, 0, n);
        starts[n] = from + n < count ? read(end + 8L * (from + n), 8).getLong() : end;
        check(starts, at);
        at = starts[n];
        ByteBuffer bytes = read(starts[0], (int) (at - starts[0]));
        sum.update(bytes.duplicate());
        for (int i = 0; i < n; i++) {
          byte[] one = new byte[(int) (starts[i + 1] - starts[i])];
          bytes.get(one);
          to.accept(signature(one));
        }
      }
      if (at != end || sum.getValue() != this.sum || tableSum.getValue() != this.tableSum) {
        throw damaged("is not what was written", null);
      }
    }

    /** The {@code i}th signature. */
    Signature get(int i) {
      ByteBuffer places = read(end + 8L * i, i + 1 < count ? 16 : 8);
      long[] starts = {places.getLong(), i + 1 < count ? places.getLong() : end};
      check(starts, starts[0]);
      return signature(read(starts[0], (int) (starts[1] - starts[0])).array());
    }

    private void check(long[] starts, long expected) {
      long before = expected;
      if (starts[0] != expected || starts[0] < 0) {
        throw damaged("has a signature at " + starts[0] + " instead of " + expected, null);
      }
      for (int i = 1; i < starts.length; i++) {
        if (starts[i] < before || starts[i] > before + Signature.MAX_BYTES || starts[i] > end) {
          throw damaged("has a signature from " + before + " to " + starts[i], null);
        }
        before = starts[i];
      }
    }

    private Signature signature(byte[] bytes) {
      try {
        return Signature.of(bytes);
      } catch (IllegalArgumentException e) {
        throw damaged("holds what is no signature (" + e.getMessage() + ")", e);
      }
    }

    private ByteBuffer read(long at, int bytes) {
      try {
        return read(channel, at, bytes);
      } catch (IOException e) {
        throw new BadInput(file + ": cannot be read (" + e + ")", "check the disk", e);
      }
    }

    private ByteBuffer read(FileChannel from, long at, int bytes) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(bytes);
      while (buffer.hasRemaining()) {
        if (from.read(buffer, at + buffer.position()) < 0) {
          throw damaged("ends before byte " + (at + bytes), null);
        }
      }
      return buffer.flip();
    }

    private BadInput damaged(String how, Exception cause) {
      return new BadInput(
          file + ": " + how + ": cut short or damaged",
          "remove it; the build makes it again",
          cause);
    }

    @Override
    public void close() {
      close(channel);
    }

    private static void close(FileChannel channel) {
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
