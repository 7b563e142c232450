package org.zhizhi.engine.kernel;

import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * Softmax over the positions a token may attend to: those of its own document, up to itself. Works
 * in place on scores of shape (blocks, columns), where row r of the scores belongs to position
 * {@code from + r mod count} of the row of tokens.
 */
public final class CausalSoftmax {
  private static final int N = Bf16.F.length();
  private final float scale;
  private final Exponentials exponentials;
  private final float[] p;
  private final float[] dp;
  private final float[] scratch = new float[N];

  /**
   * @param columns most key positions a row may have
   * @param scale multiplied into the scores before the softmax
   */
  public CausalSoftmax(int columns, double scale) {
    this.scale = (float) scale;
    this.exponentials = new Exponentials(columns);
    this.p = new float[columns];
    this.dp = new float[columns];
  }

  /**
   * Turns scores into probabilities; what may not be attended to gets 0.
   *
   * @param scores (rows, columns)
   * @param columns key positions, 0 to columns - 1
   * @param from first query position
   * @param count query positions; rows cycle through them
   * @param starts for each position of the row of tokens, where its document starts
   * @param startsAt index in {@code starts} of position 0
   */
  public void forward(
      HostTensor scores, int columns, int from, int count, int[] starts, int startsAt) {
    long rows = scores.elements() / columns;
    for (long r = 0; r < rows; r++) {
      int position = from + (int) (r % count);
      int start = starts[startsAt + position];
      int low = start / N * N; // whole vectors, also where a document begins within one
      int high = Math.min(columns, (position / N + 1) * N);
      int n = high - low;
      long at = r * columns;
      exponentials.of(scores, at + low, n, start - low, position + 1 - low, position - low, scale);
      exponentials.store(1 / exponentials.total(), scores, at + low, n);
      Lanes.zero(scores, at, low);
      Lanes.zero(scores, at + high, columns - high);
    }
  }

  /**
   * Turns {@code dp}, the gradient by the probabilities {@code p}, into that by the scores; what
   * may not be attended to gets 0. The rest as in {@link #forward}.
   */
  public void backward(
      HostTensor p, HostTensor dp, int columns, int from, int count, int[] starts, int startsAt) {
    long rows = p.elements() / columns;
    for (long r = 0; r < rows; r++) {
      int position = from + (int) (r % count);
      int start = starts[startsAt + position];
      int low = start / N * N; // p is 0 in what these bounds have too much
      int high = Math.min(columns, (position / N + 1) * N);
      int n = high - low;
      long at = r * columns;
      float mean = dot(p, dp, at + low, n);
      differentiate(mean, dp, at + low, n);
      Lanes.zero(dp, at, low);
      Lanes.zero(dp, at + high, columns - high);
    }
  }

  /** Reads {@code n} elements of both to {@link #p} and {@link #dp}; returns their product. */
  private float dot(HostTensor p, HostTensor dp, long at, int n) {
    long address = p.address(at, n);
    DType dtype = p.dtype();
    long dAddress = dp.address(at, n);
    DType dDtype = dp.dtype();
    FloatVector sum = FloatVector.zero(Bf16.F);
    int i = 0;
    for (; i <= n - N; i += N) {
      FloatVector v = Lanes.load(dtype, address, i);
      FloatVector d = Lanes.load(dDtype, dAddress, i);
      v.intoArray(this.p, i);
      d.intoArray(this.dp, i);
      sum = v.fma(d, sum);
    }
    float total = Lanes.sum(sum, scratch);
    for (; i < n; i++) {
      this.p[i] = p.get(at + i);
      this.dp[i] = dp.get(at + i);
      total = Math.fma(this.p[i], this.dp[i], total);
    }
    return total;
  }

  private void differentiate(float mean, HostTensor to, long at, int n) {
    long address = to.address(at, n);
    DType dtype = to.dtype();
    int i = 0;
    for (; i <= n - N; i += N) {
      FloatVector d = FloatVector.fromArray(Bf16.F, dp, i).sub(mean).mul(scale);
      Lanes.store(d.mul(FloatVector.fromArray(Bf16.F, p, i)), dtype, address, i);
    }
    for (; i < n; i++) {
      to.set(at + i, (dp[i] - mean) * scale * p[i]);
    }
  }
}
