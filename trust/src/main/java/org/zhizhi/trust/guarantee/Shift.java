package org.zhizhi.trust.guarantee;

import java.util.Arrays;
import org.zhizhi.trust.Groups;

/**
 * Whether new items score unlike those that a promise was calibrated on: the two-sample test of
 * Kolmogorov and Smirnov. A small p value means the promise may not hold for them. A large one is
 * no proof: items that score alike but are wrong more often show only once someone looks at
 * answers.
 *
 * @param distance greatest difference of the two distribution functions, in [0, 1]
 * @param at score where it lies
 * @param lower whether the new items score lower there
 * @param pValue how probable such a distance is if nothing has shifted
 * @param n how many new items
 */
public record Shift(double distance, double at, boolean lower, double pValue, int n) {

  /**
   * Scores that others are compared with.
   *
   * @param scores ascending, finite; evenly picked if there were more than {@link #MOST}
   * @param n how many independent items they tell as much as; positive
   */
  public record Reference(double[] scores, double n) {
    /** The most scores kept; picking them blurs the distance by no more than a 1,000th. */
    public static final int MOST = 1000;

    public Reference {
      for (int i = 0; i < scores.length; i++) {
        if (!Double.isFinite(scores[i]) || i > 0 && scores[i] < scores[i - 1]) {
          throw new IllegalArgumentException(
              "reference score " + i + " is " + scores[i] + ": they must rise and be finite");
        }
      }
      if (scores.length == 0 || !(n > 0 && Double.isFinite(n))) {
        throw new IllegalArgumentException(scores.length + " scores of " + n + " items");
      }
    }

    /** Of calibration items. */
    public static Reference of(double[] scores, Groups groups) {
      double[] sorted = scores.clone();
      Arrays.sort(sorted);
      double told = independent(scores, sorted, groups);
      if (sorted.length <= MOST) {
        return new Reference(sorted, told);
      }
      double[] picked = new double[MOST];
      for (int i = 0; i < MOST; i++) {
        picked[i] = sorted[(int) ((2L * i + 1) * sorted.length / (2L * MOST))];
      }
      return new Reference(picked, told);
    }

    private double blur() {
      return scores.length == MOST ? 0.5 / MOST : 0;
    }
  }

  /**
   * Compares new items.
   *
   * @param scores of the new items, at least one, no NaN
   * @param groups which of them hang together
   */
  public static Shift of(Reference reference, double[] scores, Groups groups) {
    if (scores.length == 0 || scores.length != groups.n()) {
      throw new IllegalArgumentException(scores.length + " scores, " + groups.n() + " in groups");
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double[] old = reference.scores;
    double distance = 0;
    double signed = 0;
    double at = sorted[0];
    for (int i = 0, j = 0; i < sorted.length && j < old.length; ) {
      double here = Math.min(sorted[i], old[j]);
      while (i < sorted.length && sorted[i] <= here) {
        i++;
      }
      while (j < old.length && old[j] <= here) {
        j++;
      }
      double difference = (double) i / sorted.length - (double) j / old.length;
      if (Math.abs(difference) > distance) {
        distance = Math.abs(difference);
        signed = difference;
        at = here;
      }
    }
    double n = independent(scores, sorted, groups);
    double together = Math.sqrt(n * reference.n / (n + reference.n));
    double certain = Math.max(0, distance - reference.blur());
    // Stephens (1970): good to a few percent from four items on
    double p = kolmogorov((together + 0.12 + 0.11 / together) * certain);
    return new Shift(distance, at, signed > 0, p, scores.length);
  }

  /** Whether to warn: p value below {@code level}, such as 0.01. */
  public boolean warns(double level) {
    return pValue < level;
  }

  /** How probable a scaled distance of {@code x} or more is: Kolmogorov's distribution (1933). */
  static double kolmogorov(double x) {
    if (x < 0.2) {
      return 1; // to 12 digits, and the series is slow here
    }
    double sum = 0;
    for (int k = 1; k <= 100; k++) {
      double term = Math.exp(-2.0 * k * k * x * x);
      sum += k % 2 == 1 ? term : -term;
      if (term < 1e-17) {
        break;
      }
    }
    return Math.clamp(2 * sum, 0.0, 1.0);
  }

  /**
   * How many independent items tell as much of the distribution: the count over the mean design
   * effect of the shares below its nine deciles.
   */
  private static double independent(double[] scores, double[] sorted, Groups groups) {
    int n = scores.length;
    if (groups.independent() || groups.count() < 2) {
      return groups.count();
    }
    double sum = 0;
    int deciles = 0;
    double[] below = new double[n];
    for (int d = 1; d <= 9; d++) {
      double cut = sorted[(int) ((long) n * d / 10)];
      double share = 0;
      for (int i = 0; i < n; i++) {
        below[i] = scores[i] < cut ? 1 : 0;
        share += below[i] / n;
      }
      if (share > 0 && share < 1) {
        double error = groups.standardError(below);
        sum += error * error * n / (share * (1 - share));
        deciles++;
      }
    }
    return deciles == 0 ? groups.count() : n / Math.max(1, sum / deciles);
  }
}
