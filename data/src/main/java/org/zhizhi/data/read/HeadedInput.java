package org.zhizhi.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stream whose start is looked at before it is read. Where it fails within the start, it fails
 * there again when it is read, after all that came before.
 */
final class HeadedInput extends InputStream {
  private final InputStream in;
  private final byte[] head;
  private Optional<IOException> failure = Optional.empty();
  private int given;

  /**
   * @param length bytes to look at, if there are so many
   */
  HeadedInput(InputStream in, int length) {
    this.in = in;
    byte[] start = new byte[length];
    int read = 0;
    try {
      for (int n = 0; n >= 0 && read < length; read += Math.max(n, 0)) {
        n = in.read(start, read, length - read);
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
    this.head = read == length ? start : Arrays.copyOf(start, read);
  }

  /** The start; all there is where it is shorter than was asked for. */
  byte[] head() {
    return head;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    if (given < head.length) {
      int n = Math.min(length, head.length - given);
      System.arraycopy(head, given, into, at, n);
      given += n;
      return n;
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return in.read(into, at, length);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
