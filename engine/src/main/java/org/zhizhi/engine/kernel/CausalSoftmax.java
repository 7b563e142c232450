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
  private final float[] p;
  private final float[] dp;
  private final float[] scratch = new float[N];

  /**
   * @param columns most key positions a row may have
   * @param scale multiplied into the scores before the softmax
   */
  public CausalSoftmax(int columns, double scale) {
    this.scale = (float) scale;
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
      int end = position + 1;
      long at = r * columns;
      float max = Lanes.loadMax(scores.dtype(), scores.data(), at, p, start, end, scratch);
      float total = Lanes.expInPlace(p, start, end, scale, max * scale, scratch);
      Lanes.scaleStore(scores.dtype(), p, 1 / total, scores.data(), at, start, end);
      Lanes.zero(scores.dtype(), scores.data(), at, 0, start);
      Lanes.zero(scores.dtype(), scores.data(), at, end, columns);
    }
  }

  /** Turns {@code dp}, the gradient by the probabilities {@code p}, into that by the scores. */
  public void backward(HostTensor p, HostTensor dp, int columns) {
    long rows = p.elements() / columns;
    for (long r = 0; r < rows; r++) {
      Lanes.load(p.dtype(), p.data(), r * columns, this.p, columns);
      Lanes.load(dp.dtype(), dp.data(), r * columns, this.dp, columns);
      float mean = Lanes.dot(this.p, this.dp, 0, columns, scratch);
      differentiate(columns, mean);
      Lanes.store(dp.dtype(), this.dp, dp.data(), r * columns, columns);
    }
  }

  private void differentiate(int columns, float mean) {
    int i = 0;
    for (; i <= columns - N; i += N) {
      FloatVector.fromArray(Bf16.F, dp, i)
          .sub(mean)
          .mul(FloatVector.fromArray(Bf16.F, p, i))
          .mul(scale)
          .intoArray(dp, i);
    }
    for (; i < columns; i++) {
      dp[i] = (dp[i] - mean) * p[i] * scale;
    }
  }
}
