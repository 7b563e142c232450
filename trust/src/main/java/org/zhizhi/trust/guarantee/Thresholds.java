package org.zhizhi.trust.guarantee;

import java.util.Arrays;
import org.zhizhi.trust.Binomial;
import org.zhizhi.trust.Order;
import org.zhizhi.trust.Scored;

/**
 * Sequences of thresholds to be tested from the strictest to the loosest. They must be fixed
 * without the outcomes of the calibration items: by a separate sample, or by a plain grid.
 *
 * <p>Where a sequence begins decides much. At too strict a threshold so few items are answered that
 * not even a faultless record shows anything, the first test fails, and nothing is promised at all.
 */
public final class Thresholds {
  /** One step per percent of coverage: finer gains nothing that the sample could tell apart. */
  public static final int STEPS = 100;

  private Thresholds() {}

  /**
   * By a tuning sample, of which neither scores nor outcomes are used again: from where the test is
   * most likely to succeed to where all tuning items are answered.
   *
   * @param tuning independent of the calibration items; its scores by fits that never saw them
   *     ({@code CrossFit.held})
   * @param n how many calibration items there will be; of dependent ones, how many groups
   * @param steps how finely coverage is cut, such as {@link #STEPS}
   * @return falling, at least one
   */
  public static double[] tuned(Scored tuning, Aim aim, long n, int steps) {
    int[] order = Order.descending(tuning.score());
    double[] candidates = quantiles(tuning.score(), order, steps);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    int answered = 0;
    int wrong = 0;
    for (int c = 0; c < candidates.length; c++) {
      while (answered < order.length && tuning.score()[order[answered]] >= candidates[c]) {
        wrong += tuning.right()[order[answered++]] ? 0 : 1;
      }
      double expected = (double) n * answered / order.length;
      double share = (wrong + 0.5) / (answered + 1.0);
      double p = Binomial.atMost(expected * share, expected, aim.risk());
      if (p < least) {
        least = p;
        best = c;
      }
    }
    return Arrays.copyOfRange(candidates, best, candidates.length);
  }

  /**
   * By scores alone, from the threshold where {@code n} calibration items will have about twice the
   * answers that a faultless record needs.
   *
   * @param scores of a sample independent of the calibration items
   * @param n how many calibration items there will be; of dependent ones, how many groups
   */
  public static double[] quantiles(double[] scores, Aim aim, long n, int steps) {
    double[] candidates = quantiles(scores, Order.descending(scores), steps);
    double start = Math.min(1, 2.0 * SampleSize.least(aim) / n);
    int first = Math.min(candidates.length - 1, (int) (start * candidates.length));
    return Arrays.copyOfRange(candidates, first, candidates.length);
  }

  /** {@code steps} + 1 thresholds evenly spaced from {@code high} down to {@code low}. */
  public static double[] grid(double high, double low, int steps) {
    if (!(high > low) || steps < 1) {
      throw new IllegalArgumentException(high + " down to " + low + " in " + steps + " steps");
    }
    double[] grid = new double[steps + 1];
    Arrays.setAll(grid, i -> high - (high - low) * i / steps);
    grid[steps] = low;
    return grid;
  }

  private static double[] quantiles(double[] scores, int[] order, int steps) {
    double[] candidates = new double[steps];
    int count = 0;
    for (int s = 1; s <= steps; s++) {
      int rank = (int) Math.max(1, (long) scores.length * s / steps);
      double t = scores[order[rank - 1]];
      if (count == 0 || t < candidates[count - 1]) {
        candidates[count++] = t;
      }
    }
    return Arrays.copyOf(candidates, count);
  }
}
