package org.zhizhi.trust;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Binomial tails by adding up exact fractions: the oracle of everything that tests by them. */
public final class ExactBinomial {
  private ExactBinomial() {}

  /** How probable at most {@code k} of {@code n} draws are successes. */
  public static double atMost(int k, int n, BigDecimal p) {
    BigDecimal q = BigDecimal.ONE.subtract(p);
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i <= k; i++) {
      sum = sum.add(new BigDecimal(choose(n, i)).multiply(p.pow(i)).multiply(q.pow(n - i)));
    }
    return sum.doubleValue();
  }

  /** How many ways there are to choose {@code k} of {@code n}. */
  static BigInteger choose(int n, int k) {
    BigInteger c = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      c = c.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return c;
  }
}
