package org.zhizhi.trust.guarantee;

/** What came of an aim: a threshold that reaches it, or none, and why. */
public sealed interface Guarantee {
  /** What was to be promised. */
  Aim aim();

  /** How many calibration items it was judged on. */
  long n();

  /** Whether a threshold was found. */
  default boolean reached() {
    return this instanceof Reached;
  }

  /**
   * The promise holds for answers given to items that score at least {@code threshold}.
   *
   * @param answered calibration items at or above the threshold, at least 1
   * @param wrong of these
   * @param groups how many groups of dependent items the calibration items are; n if independent
   */
  record Reached(Aim aim, double threshold, long answered, long wrong, long n, long groups)
      implements Guarantee {
    public Reached {
      if (answered < 1 || wrong < 0 || wrong > answered || answered > n || groups > n) {
        throw new IllegalArgumentException(
            wrong + " wrong of " + answered + " answered of " + n + " in " + groups + " groups");
      }
      if (Double.isNaN(threshold)) {
        throw new IllegalArgumentException("threshold is NaN");
      }
    }

    /** Share of the calibration items that is answered. */
    public double coverage() {
      return (double) answered / n;
    }
  }

  /**
   * No threshold reaches the aim: nothing may be promised.
   *
   * @param answered calibration items answered at the threshold that was tried first
   * @param wrong of these
   */
  record Unreached(Aim aim, long answered, long wrong, long n, long groups) implements Guarantee {
    /**
     * Whether the answers were too few to tell even had all been right; else too many were wrong.
     */
    public boolean tooFew() {
      return answered < SampleSize.least(aim);
    }
  }
}
