package org.zhizhi.engine.kernel;

import jdk.incubator.vector.FloatVector;
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
      Lanes.load(p, at + low, this.p, n);
      Lanes.load(dp, at + low, this.dp, n);
      differentiate(n, Lanes.dot(this.p, this.dp, 0, n, scratch));
      Lanes.store(this.dp, dp, at + low, n);
      Lanes.zero(dp, at, low);
      Lanes.zero(dp, at + high, columns - high);
    }
  }

  private void differentiate(int n, float mean) {
    int i = 0;
    for (; i <= n - N; i += N) {
      FloatVector.fromArray(Bf16.F, dp, i)
          .sub(mean)
          .mul(FloatVector.fromArray(Bf16.F, p, i))
          .mul(scale)
          .intoArray(dp, i);
    }
    for (; i < n; i++) {
      dp[i] = (dp[i] - mean) * p[i] * scale;
    }
  }
}
