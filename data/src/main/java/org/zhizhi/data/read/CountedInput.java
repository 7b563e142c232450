package org.zhizhi.data.read;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that is told how much of it was read or skipped, and may put a stop to it. */
public abstract class CountedInput extends FilterInputStream {
  protected CountedInput(InputStream in) {
    super(in);
  }

  /**
   * Hears that {@code n} more bytes were taken, 0 or more.
   *
   * @throws IOException if no more may be
   */
  protected abstract void count(long n) throws IOException;

  @Override
  public final int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public final int read(byte[] into, int at, int length) throws IOException {
    int n = super.read(into, at, length);
    count(Math.max(n, 0));
    return n;
  }

  @Override
  public final long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  /** No: what is read twice would be counted twice. */
  @Override
  public final boolean markSupported() {
    return false;
  }
}
