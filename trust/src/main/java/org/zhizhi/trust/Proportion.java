package org.zhizhi.trust;

/**
 * A share of successes, such as the accuracy of an exam.
 *
 * @param correct successes
 * @param n independent trials, at least 1
 */
public record Proportion(long correct, long n) {
  public Proportion {
    if (n < 1 || correct < 0 || correct > n) {
      throw new IllegalArgumentException(correct + " right of " + n);
    }
  }

  /** The share of the outcomes that are true. */
  public static Proportion of(boolean[] outcomes) {
    long correct = 0;
    for (boolean outcome : outcomes) {
      correct += outcome ? 1 : 0;
    }
    return new Proportion(correct, outcomes.length);
  }

  /** The share itself, in [0, 1]. */
  public double value() {
    return (double) correct / n;
  }

  /** Standard error of {@link #value}: {@code sqrt(p (1 - p) / n)}, 0 at both ends. */
  public double standardError() {
    return Math.sqrt(value() * (1 - value()) / n);
  }

  /**
   * Wilson's score interval (1927): near its level on average and narrow, also for small {@code n};
   * what to print beside a score.
   *
   * @param level confidence in (0, 1), such as 0.95
   */
  public Interval wilson(double level) {
    return wilson(value(), n, level);
  }

  /**
   * Wilson's interval about a share that was seen in as much as {@code n} independent trials tell:
   * the effective number, where trials hang together.
   *
   * @param share in [0, 1]
   * @param n positive, not necessarily whole
   */
  public static Interval wilson(double share, double n, double level) {
    double z = Normal.quantile(0.5 + requireLevel(level) / 2);
    double shrink = 1 + z * z / n;
    double centre = (share + z * z / (2.0 * n)) / shrink;
    double half = z * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n)) / shrink;
    return new Interval(
        share == 0 ? 0 : Math.max(0, centre - half), share == 1 ? 1 : Math.min(1, centre + half));
  }

  /**
   * Clopper and Pearson's interval (1934): covers the true share with probability at least {@code
   * level} whatever that share is; what to build guarantees on.
   *
   * @param level confidence in (0, 1), such as 0.95
   */
  public Interval clopperPearson(double level) {
    double tail = (1 - requireLevel(level)) / 2;
    return new Interval(atLeast(1 - tail), atMost(1 - tail));
  }

  /** Clopper and Pearson's one-sided bound: the true share is this or more, by {@code level}. */
  public double atLeast(double level) {
    return correct == 0 ? 0 : Beta.quantile(1 - requireLevel(level), correct, n - correct + 1.0);
  }

  /** Clopper and Pearson's one-sided bound: the true share is this or less, by {@code level}. */
  public double atMost(double level) {
    return correct == n
        ? 1
        : 1 - Beta.quantile(1 - requireLevel(level), (double) n - correct, correct + 1.0);
  }

  /** {@code level}, which must lie strictly between 0 and 1. */
  public static double requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("confidence " + level + " is not between 0 and 1");
    }
    return level;
  }
}
