package org.zhizhi.trust;

/** The beta distribution, by StrictMath: the same bits on every machine. */
public final class Beta {
  /** Lanczos coefficients for g = 7 and nine terms; relative error about 1e-15. */
  private static final double[] LANCZOS = {
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private Beta() {}

  /** The regularised incomplete beta function: the share of Beta(a, b) below {@code x}. */
  public static double cdf(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    // the continued fraction converges fast on this side of the mean only
    return x <= (a + 1) / (a + b + 2) ? tail(x, 1 - x, a, b) : 1 - tail(1 - x, x, b, a);
  }

  /** The {@code x} with {@code cdf(x, a, b) = p}, to the last bit that bisection can tell. */
  public static double quantile(double p, double a, double b) {
    double low = 0;
    double high = 1;
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return middle;
      }
      if (cdf(middle, a, b) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /** ln of the gamma function for {@code x >= 0.5}. */
  static double logGamma(double x) {
    double z = x - 1;
    double t = z + 7.5;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (z + i);
    }
    return 0.5 * StrictMath.log(2 * Math.PI)
        + (z + 0.5) * StrictMath.log(t)
        - t
        + StrictMath.log(sum);
  }

  /** Lentz's method on the continued fraction 26.5.8 of Abramowitz and Stegun; y = 1 - x. */
  private static double tail(double x, double y, double a, double b) {
    double front =
        StrictMath.exp(
                a * StrictMath.log(x)
                    + b * (y > 0.5 ? StrictMath.log1p(-x) : StrictMath.log(y))
                    - logBeta(a, b))
            / a;
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    // terms needed grow with the square root of the larger parameter
    int terms = 200 + (int) (5 * Math.sqrt(Math.max(a, b)));
    for (int m = 1; m <= terms; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      fraction *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      double step = d * c;
      fraction *= step;
      if (Math.abs(step - 1) < 1e-16) {
        break;
      }
    }
    return front * fraction;
  }

  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  private static double nonZero(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }
}
