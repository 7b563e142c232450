package org.zhizhi.engine.kernel;

import org.zhizhi.engine.tensor.HostTensor;

/** Softmax, loss and gradient of next-token prediction in one pass over the logits. */
public final class CrossEntropy {
  private final int vocab;
  private final Exponentials exponentials;

  /**
   * @param vocab length of a row of logits
   */
  public CrossEntropy(int vocab) {
    this.vocab = vocab;
    this.exponentials = new Exponentials(vocab);
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
      long first = r * logits.stride();
      int target = targets[at + r];
      if (target < 0) {
        Lanes.zero(logits, first, vocab);
        continue;
      }
      loss += lossOfRow(logits, first, target);
      float factor = scale / exponentials.total();
      exponentials.store(factor, logits, first, vocab);
      logits.set(first + target, exponentials.get(target) * factor - scale);
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
      losses[at + r] = target < 0 ? 0 : lossOfRow(logits, r * logits.stride(), target);
    }
  }

  /** The exponentials are from the target's, so that its loss is the logarithm of their sum. */
  private double lossOfRow(HostTensor logits, long first, int target) {
    double logit = logits.get(first + target);
    exponentials.of(logits, first, vocab, target, 1f);
    return Math.log(exponentials.total()) + exponentials.shift() - logit;
  }
}
