package org.zhizhi.engine.kernel;

import org.zhizhi.engine.tensor.HostTensor;

/** Softmax, loss and gradient of next-token prediction in one pass over the logits. */
public final class CrossEntropy {
  private final int vocab;
  private final float[] row;
  private final float[] scratch = new float[Bf16.F.length()];

  /**
   * @param vocab length of a row of logits
   */
  public CrossEntropy(int vocab) {
    this.vocab = vocab;
    this.row = new float[vocab];
  }

  /**
   * Overwrites logits (rows, vocab) by {@code (softmax - onehot(target)) * scale} and returns the
   * sum of {@code -log p(target)} in nats. A target below 0 asks nothing: its row becomes 0.
   *
   * @param targets token ids; {@code targets[at]} belongs to row 0
   */
  public double lossAndGradient(HostTensor logits, int[] targets, int at, float scale) {
    long rows = logits.rows();
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      int target = targets[at + r];
      if (target < 0) {
        Lanes.zero(logits.dtype(), logits.data(), r * logits.stride(), 0, vocab);
        continue;
      }
      loss += lossOfRow(logits, r, target);
      long first = r * logits.stride();
      float ofTarget = row[target] * (scale / total) - scale;
      Lanes.scaleStore(logits.dtype(), row, scale / total, logits.data(), first, 0, vocab);
      logits.set(first + target, ofTarget);
    }
    return loss;
  }

  /**
   * Writes {@code -log p(target)} in nats for each row to {@code losses[at + r]}, 0 where unasked.
   */
  public void losses(HostTensor logits, int[] targets, int at, double[] losses) {
    long rows = logits.rows();
    for (int r = 0; r < rows; r++) {
      int target = targets[at + r];
      losses[at + r] = target < 0 ? 0 : lossOfRow(logits, r, target);
    }
  }

  private float total;

  /** Leaves exp(logit - max) in {@link #row} and their sum in {@link #total}. */
  private double lossOfRow(HostTensor logits, int r, int target) {
    long at = r * logits.stride();
    float max = Lanes.loadMax(logits.dtype(), logits.data(), at, row, 0, vocab, scratch);
    double logit = row[target];
    total = Lanes.expInPlace(row, 0, vocab, 1f, max, scratch);
    return Math.log(total) + max - logit;
  }
}
