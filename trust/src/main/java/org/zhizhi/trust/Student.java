package org.zhizhi.trust;

/** Student's t distribution, for any degrees of freedom from 1 on, whole or not. */
final class Student {
  private Student() {}

  /** How probable a value at least as far from 0 as {@code t} is, on either side. */
  static double twoSided(double t, double degrees) {
    // t² and its degrees of freedom make a beta variate; t may be infinite
    return Beta.cdf(1 / (1 + t * t / degrees), degrees / 2, 0.5);
  }

  /** The {@code t} beyond which, on either side, lies a share of 1 - {@code level}. */
  static double quantile(double level, double degrees) {
    double x = Beta.quantile(1 - level, degrees / 2, 0.5);
    return Math.sqrt(degrees * (1 - x) / x);
  }
}
