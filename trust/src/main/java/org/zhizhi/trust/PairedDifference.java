package org.zhizhi.trust;

/**
 * How much more often one system is right than another on the same questions. Only the questions on
 * which they differ count, so the error bar is far narrower than that of two separate scores.
 *
 * @param onlyFirst questions that only the first got right
 * @param onlySecond questions that only the second got right
 * @param n all questions, at least 1
 */
public record PairedDifference(long onlyFirst, long onlySecond, long n) {
  public PairedDifference {
    if (onlyFirst < 0 || onlySecond < 0 || n < 1 || onlyFirst > n - onlySecond) {
      throw new IllegalArgumentException(onlyFirst + " and " + onlySecond + " differing of " + n);
    }
  }

  /** Compares outcomes question by question. */
  public static PairedDifference of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "questions differ: " + first.length + " != " + second.length);
    }
    long onlyFirst = 0;
    long onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      onlyFirst += first[i] && !second[i] ? 1 : 0;
      onlySecond += second[i] && !first[i] ? 1 : 0;
    }
    return new PairedDifference(onlyFirst, onlySecond, first.length);
  }

  /** Share right of the second less that of the first, in [-1, 1]. */
  public double value() {
    return (double) (onlySecond - onlyFirst) / n;
  }

  /** Standard error of {@link #value}. */
  public double standardError() {
    return error(onlyFirst, onlySecond, n);
  }

  /**
   * Interval of Agresti and Min (2005): half a question is added to each of the four cells, which
   * keeps the level where the plain interval loses it.
   *
   * @param level confidence in (0, 1), such as 0.95
   */
  public Interval interval(double level) {
    double z = Normal.quantile(0.5 + Proportion.requireLevel(level) / 2);
    double centre = (onlySecond - onlyFirst) / (n + 2.0);
    double half = z * error(onlyFirst + 0.5, onlySecond + 0.5, n + 2.0);
    return new Interval(Math.max(-1, centre - half), Math.min(1, centre + half));
  }

  /** McNemar's exact test: how probable so uneven a split is if neither is better; two-sided. */
  public double pValue() {
    long fewer = Math.min(onlyFirst, onlySecond);
    long differing = onlyFirst + onlySecond;
    // a fair coin's share of at most `fewer` heads
    return fewer == differing - fewer
        ? 1
        : Math.min(1, 2 * Beta.cdf(0.5, differing - fewer, fewer + 1.0));
  }

  private static double error(double first, double second, double n) {
    double difference = (second - first) / n;
    return Math.sqrt(Math.max(0, (first + second) / n - difference * difference) / n);
  }
}
