package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.zhizhi.engine.tensor.HostTensor;

/** Rows of a table by token id, and the gradient of that. */
public final class Embedding {
  private final int width;
  private final float[] sum;
  private final float[] row;

  /**
   * @param width length of a row of the table
   */
  public Embedding(int width) {
    this.width = width;
    this.sum = new float[width];
    this.row = new float[width];
  }

  /** {@code x[i] = table[tokens[at + i]]}; table (vocab, width), x (n, width) of one dtype. */
  public void forward(HostTensor table, int[] tokens, int at, HostTensor x) {
    long bytes = (long) width * table.dtype().bytes();
    int n = (int) x.rows();
    for (int i = 0; i < n; i++) {
      MemorySegment.copy(
          table.data(),
          tokens[at + i] * bytes,
          x.data(),
          i * x.stride() * x.dtype().bytes(),
          bytes);
    }
  }

  /**
   * {@code dTable[tokens[at + i]] += dx[i]}. All rows of one token are summed in floats before the
   * table is touched, so a frequent token loses nothing to rounding.
   */
  public void backward(HostTensor dx, int[] tokens, int at, HostTensor dTable) {
    int n = (int) dx.rows();
    long[] byToken = new long[n]; // token in the upper half, position in the lower
    for (int i = 0; i < n; i++) {
      byToken[i] = (long) tokens[at + i] << 32 | i;
    }
    Arrays.sort(byToken);
    for (int i = 0; i < n; ) {
      int token = (int) (byToken[i] >>> 32);
      Lanes.load(dTable, (long) token * width, sum, width);
      for (; i < n && (int) (byToken[i] >>> 32) == token; i++) {
        Lanes.load(dx, (byToken[i] & 0xffffffffL) * dx.stride(), row, width);
        Lanes.add(sum, row, width);
      }
      Lanes.store(sum, dTable, (long) token * width, width);
    }
  }
}
