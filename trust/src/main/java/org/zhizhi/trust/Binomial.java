package org.zhizhi.trust;

/** Exact tails of counts drawn with replacement (binomial) and without (hypergeometric). */
public final class Binomial {
  private Binomial() {}

  /**
   * How probable at most {@code k} of {@code n} independent draws are successes, each with
   * probability {@code p}. Counts need not be whole: between whole numbers the tail goes on as the
   * incomplete beta function, which is how effective sample sizes enter (Korn and Graubard, 1998).
   *
   * @param k at least 0
   * @param n at least {@code k}
   * @param p in [0, 1]
   */
  public static double atMost(double k, double n, double p) {
    if (!(k >= 0 && k <= n && p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("at most " + k + " of " + n + " by " + p);
    }
    return k == n ? 1 : Beta.cdf(1 - p, n - k, k + 1);
  }

  /**
   * How probable at most {@code k} of {@code drawn} items are marked, drawn without replacement
   * from {@code drawn + rest} items of which {@code marked} are.
   */
  public static double atMostDrawn(long k, long drawn, long rest, long marked) {
    if (k < 0 || drawn < 0 || rest < 0 || marked < 0 || marked > drawn + rest) {
      throw new IllegalArgumentException(
          "at most " + k + " of " + drawn + " beside " + rest + ", " + marked + " marked");
    }
    long least = Math.max(0, marked - rest);
    long most = Math.min(drawn, marked);
    if (k >= most || k < least) {
      return k >= most ? 1 : 0;
    }
    double all = logChoose(drawn + rest, marked);
    double term = Math.exp(logChoose(drawn, k) + logChoose(rest, marked - k) - all);
    double sum = 0;
    // terms below the mode fall ever faster; above it, the greatest lie further down
    for (long i = k; i >= least; i--) {
      sum += term;
      double fall =
          (double) i
              * (rest - marked + i)
              / ((double) (drawn - i + 1) * (marked - i + 1)); // to the term of i - 1
      if (fall < 1 && term * fall / (1 - fall) < 1e-17 * sum) {
        break;
      }
      term *= fall;
      if (term == 0 && fall > 1) { // underflow far above the mode: begin again below
        term = Math.exp(logChoose(drawn, i - 1) + logChoose(rest, marked - i + 1) - all);
      }
    }
    return Math.min(1, sum);
  }

  private static double logChoose(long n, long k) {
    return Beta.logGamma(n + 1.0) - Beta.logGamma(k + 1.0) - Beta.logGamma(n - k + 1.0);
  }
}
