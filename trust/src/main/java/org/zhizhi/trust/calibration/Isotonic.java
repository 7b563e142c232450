package org.zhizhi.trust.calibration;

import java.util.Arrays;
import org.zhizhi.trust.Order;
import org.zhizhi.trust.Scored;

/**
 * Calibration by isotonic regression (Zadrozny and Elkan, 2002): assumes only that a higher score
 * means no less often right. Straight lines run between the centres of the pooled blocks (centred
 * isotonic regression, Oron and Flournoy, 2017), so that a higher score is a higher confidence
 * rather than a step; beyond the outermost centres it stays level.
 *
 * @param score centres of the blocks, strictly rising, finite
 * @param confidence at each centre, never falling, in [0, 1]
 */
public record Isotonic(double[] score, double[] confidence) implements Calibrator {
  public Isotonic {
    if (score.length != confidence.length || score.length == 0) {
      throw new IllegalArgumentException(
          score.length + " scores and " + confidence.length + " confidences");
    }
    for (int i = 0; i < score.length; i++) {
      boolean rises = i == 0 || score[i] > score[i - 1] && confidence[i] >= confidence[i - 1];
      boolean inside = Double.isFinite(score[i]) && confidence[i] >= 0 && confidence[i] <= 1;
      if (!rises || !inside) {
        throw new IllegalArgumentException(
            "knot " + i + " (" + score[i] + ", " + confidence[i] + ") is out of order or range");
      }
    }
  }

  /**
   * Fits items of equal weight.
   *
   * @param items with finite scores
   */
  public static Isotonic fit(Scored items) {
    double[] weights = new double[items.n()];
    Arrays.fill(weights, 1);
    return fit(items, weights);
  }

  /**
   * Fits weighted items. Equal scores are one element. Every block is told one more item, right as
   * often as all are, so that a block of a few right answers does not claim certainty (the prior
   * fades with the block's size); where that unsettles the order, blocks are pooled again.
   *
   * @param items with finite scores
   * @param weights one for each item, positive
   */
  public static Isotonic fit(Scored items, double[] weights) {
    double[] score = items.score();
    int[] order = Order.ascending(score);
    int n = 0;
    double[] at = new double[order.length];
    double[] share = new double[order.length];
    double[] weight = new double[order.length];
    double allRight = 0.5; // half an item right and half one wrong: never a base rate of 0 or 1
    double all = 1;
    for (int item : order) {
      double w = weights[item];
      if (!Double.isFinite(score[item]) || !(w > 0)) {
        throw new IllegalArgumentException(
            "item " + item + " has score " + score[item] + " and weight " + w);
      }
      double r = items.right()[item] ? w : 0;
      if (n == 0 || at[n - 1] != score[item]) {
        at[n++] = score[item] + 0.0;
      }
      share[n - 1] += r;
      weight[n - 1] += w;
      allRight += r;
      all += w;
    }
    for (int i = 0; i < n; i++) {
      share[i] /= weight[i];
    }
    Pava blocks = Pava.fit(Arrays.copyOf(share, n), Arrays.copyOf(weight, n));
    double base = allRight / all;
    double[] smoothed = new double[blocks.value().length];
    for (int b = 0; b < smoothed.length; b++) {
      double w = blocks.weight()[b];
      smoothed[b] = (blocks.value()[b] * w + base) / (w + 1);
    }
    return centred(at, weight, blocks, Pava.fit(smoothed, blocks.weight()));
  }

  /** The knots: the mean score of each block of {@code again}, whose elements are blocks. */
  private static Isotonic centred(double[] at, double[] weight, Pava blocks, Pava again) {
    double[] centre = new double[again.value().length];
    int i = 0;
    for (int b = 0; b < centre.length; b++) {
      int end = blocks.end()[again.end()[b] - 1];
      double total = 0;
      double mean = 0; // moved step by step: a sum of extreme scores would overflow
      for (; i < end; i++) {
        total += weight[i];
        double share = weight[i] / total;
        mean = mean * (1 - share) + at[i] * share;
      }
      centre[b] = mean;
    }
    int kept = 0; // scores one bit apart may share a rounded centre
    double[] confidence = again.value().clone();
    for (int b = 0; b < centre.length; b++) {
      if (kept > 0 && centre[b] <= centre[kept - 1]) {
        continue;
      }
      centre[kept] = centre[b];
      confidence[kept++] = confidence[b];
    }
    return new Isotonic(Arrays.copyOf(centre, kept), Arrays.copyOf(confidence, kept));
  }

  @Override
  public double confidence(double s) {
    int found = Arrays.binarySearch(score, s);
    if (found >= 0) {
      return confidence[found];
    }
    int above = -found - 1;
    if (above == 0 || above == score.length) {
      return confidence[above == 0 ? 0 : above - 1];
    }
    // halved: the difference of two extreme scores would overflow
    double way = (s / 2 - score[above - 1] / 2) / (score[above] / 2 - score[above - 1] / 2);
    double low = confidence[above - 1];
    return low + way * (confidence[above] - low);
  }
}
