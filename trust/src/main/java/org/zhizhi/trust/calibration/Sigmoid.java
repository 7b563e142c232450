package org.zhizhi.trust.calibration;

/** The logistic function and its loss, without overflow at either end. */
final class Sigmoid {
  private Sigmoid() {}

  /** {@code 1 / (1 + e^-x)}. */
  static double of(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** Cross entropy in nats of the log-odds {@code x} where the truth is 1 by {@code target}. */
  static double loss(double x, double target) {
    return Math.max(x, 0) - x * target + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
