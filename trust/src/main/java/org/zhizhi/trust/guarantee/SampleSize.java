package org.zhizhi.trust.guarantee;

import org.zhizhi.trust.Binomial;

/** How many answered calibration items a promise needs, by exact binomial tails. */
public final class SampleSize {
  private static final int MOST_WRONG = 100_000;

  private SampleSize() {}

  /** The fewest answers, all right, that support {@code aim}: 45 for 5 % at 90 %. */
  public static long least(Aim aim) {
    return leastWith(0, aim);
  }

  /** The fewest answers that support {@code aim} when {@code wrong} of them are wrong. */
  public static long leastWith(long wrong, Aim aim) {
    long high = wrong + 1;
    while (Binomial.atMost(wrong, high, aim.risk()) > aim.delta()) {
      high *= 2;
    }
    long low = wrong; // all wrong: never enough
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (Binomial.atMost(wrong, middle, aim.risk()) > aim.delta()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * The fewest answers that support {@code aim} with probability {@code power} if in truth a share
   * {@code trueRisk} of them is wrong. Divide by the expected coverage for the calibration items;
   * multiply by the design effect where items hang together.
   *
   * @param trueRisk in [0, risk); the closer to the aim's risk, the more it takes
   * @param power in (0, 1), such as 0.8
   */
  public static long answered(Aim aim, double trueRisk, double power) {
    if (!(trueRisk >= 0 && trueRisk < aim.risk() && power > 0 && power < 1)) {
      throw new IllegalArgumentException("true risk " + trueRisk + ", power " + power);
    }
    for (long wrong = 0; wrong < MOST_WRONG; wrong++) {
      long n = leastWith(wrong, aim);
      if (Binomial.atMost(wrong, n, trueRisk) >= power) {
        return n;
      }
    }
    throw new IllegalArgumentException(
        "true risk " + trueRisk + " is too close to " + aim.risk() + " to be told apart");
  }
}
