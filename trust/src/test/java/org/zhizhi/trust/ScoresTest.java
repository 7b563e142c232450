package org.zhizhi.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhizhi.base.Seed;

class ScoresTest {
  /** Table I of Newcombe, Statistics in Medicine 17 (1998), methods 3 and 5. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662, 0.2527, 0.3676",
    "15, 148, 0.0624, 0.1605, 0.0578, 0.1617",
    "0, 20, 0.0000, 0.1611, 0.0000, 0.1684",
    "1, 29, 0.0061, 0.1718, 0.0009, 0.1776"
  })
  void intervalsAreThoseOfNewcombe(
      long correct, long n, double low, double high, double exactLow, double exactHigh) {
    Proportion p = new Proportion(correct, n);
    assertEquals(low, p.wilson(0.95).low(), 5.1e-5);
    assertEquals(high, p.wilson(0.95).high(), 5.1e-5);
    assertEquals(exactLow, p.clopperPearson(0.95).low(), 5.1e-5);
    assertEquals(exactHigh, p.clopperPearson(0.95).high(), 5.1e-5);
    Proportion mirrored = new Proportion(n - correct, n);
    assertEquals(1 - p.wilson(0.95).low(), mirrored.wilson(0.95).high(), 1e-15);
    assertEquals(1 - p.clopperPearson(0.95).low(), mirrored.clopperPearson(0.95).high(), 1e-15);
  }

  @Test
  void clopperPearsonEndsHaveTheBinomialTailsTheyPromise() {
    for (int n : new int[] {1, 2, 7, 40, 150}) {
      for (int k = 0; k <= n; k += Math.max(1, n / 9)) {
        for (double level : new double[] {0.5, 0.9, 0.999}) {
          Interval exact = new Proportion(k, n).clopperPearson(level);
          double tail = (1 - level) / 2;
          if (k > 0) {
            assertEquals(1, (1 - atMost(k - 1, n, exact.low())) / tail, 1e-9, k + " of " + n);
          }
          if (k < n) {
            assertEquals(1, atMost(k, n, exact.high()) / tail, 1e-9, k + " of " + n);
          }
        }
      }
    }
  }

  @Test
  void betaHoldsForLargeCounts() {
    // closed forms: Beta(a, 1) and Beta(1, b)
    assertEquals(Math.pow(0.999, 1e4), Beta.cdf(0.999, 1e4, 1), 1e-12);
    assertEquals(1 - Math.pow(0.999, 1e4), Beta.cdf(0.001, 1, 1e4), 1e-12);
    // the median of a symmetric distribution
    assertEquals(0.5, Beta.cdf(0.5, 1e6, 1e6), 1e-8);
    // R: qbeta(0.025, 500, 501) and binom.test(500, 1000)$conf.int[1]
    assertEquals(0.4685492, new Proportion(500, 1000).clopperPearson(0.95).low(), 1e-7);
    Interval million = new Proportion(700_000, 1_000_000).clopperPearson(0.95);
    double half = 1.959964 * Math.sqrt(0.7 * 0.3 / 1e6);
    assertEquals(0.7 - half, million.low(), 2e-6);
    assertEquals(0.7 + half, million.high(), 2e-6);
    assertEquals(Math.log(3628800), Beta.logGamma(11), 1e-13);
    assertEquals(Math.log(Math.sqrt(Math.PI)), Beta.logGamma(0.5), 1e-14);
  }

  @Test
  void normalQuantilesAreThoseOfWichura() {
    assertEquals(-0.6744897501960817, Normal.quantile(0.25), 1e-15);
    assertEquals(-3.090232306167814, Normal.quantile(0.001), 1e-14);
    assertEquals(-9.262340089798408, Normal.quantile(1e-20), 1e-14);
    assertEquals(1.959963984540054, Normal.quantile(0.975), 1e-14);
  }

  @Test
  void proportionsHaveValueAndError() {
    Proportion p = Proportion.of(new boolean[] {true, false, true, true});
    assertEquals(new Proportion(3, 4), p);
    assertEquals(0.75, p.value());
    assertEquals(Math.sqrt(0.75 * 0.25 / 4), p.standardError(), 1e-16);
    assertEquals(1 - Math.pow(0.05, 0.1), new Proportion(0, 10).atMost(0.95), 1e-14);
    assertEquals(Math.pow(0.05, 0.1), new Proportion(10, 10).atLeast(0.95), 1e-14);
    assertThrows(IllegalArgumentException.class, () -> new Proportion(5, 4));
    assertThrows(IllegalArgumentException.class, () -> new Proportion(0, 0));
    assertThrows(IllegalArgumentException.class, () -> p.wilson(95));
  }

  @Test
  void pairedDifferencesCountWhereTheTwoDiffer() {
    boolean[] first = {true, true, false, false, true, false};
    boolean[] second = {true, false, true, true, true, true};
    PairedDifference d = PairedDifference.of(first, second);
    assertEquals(new PairedDifference(1, 3, 6), d);
    assertEquals(2 / 6.0, d.value());
    double mean = 2 / 6.0;
    double squares = 2 * mean * mean + (-1 - mean) * (-1 - mean) + 3 * (1 - mean) * (1 - mean);
    assertEquals(Math.sqrt(squares / 6 / 6), d.standardError(), 1e-15);
    assertEquals(2 * (1 + 4) / 16.0, d.pValue(), 1e-14);
    assertEquals(1, new PairedDifference(4, 4, 9).pValue());
    assertEquals(1, new PairedDifference(0, 0, 9).pValue());
    assertEquals(2 * atMost(12, 43, 0.5), new PairedDifference(12, 31, 99).pValue(), 1e-13);
    assertTrue(d.interval(0.95).low() < d.value() && d.value() < d.interval(0.95).high());
    assertThrows(IllegalArgumentException.class, () -> PairedDifference.of(first, new boolean[2]));
  }

  @Test
  void bootstrapOfAMeanAgreesWithTheFormulaAndRepeats() {
    SplittableRandom random = new Seed(1).split("values").random();
    double[] values = random.doubles(400).toArray();
    Bootstrap bootstrap = Bootstrap.mean(values, 0.95, 4000, new Seed(5));
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    double error = Math.sqrt(1 / 12.0 / 400);
    assertEquals(error, bootstrap.standardError(), 0.1 * error);
    assertEquals(mean - 1.96 * error, bootstrap.interval().low(), 0.3 * error);
    assertEquals(mean + 1.96 * error, bootstrap.interval().high(), 0.3 * error);
    assertEquals(bootstrap, Bootstrap.mean(values, 0.95, 4000, new Seed(5)));
    assertEquals(new Interval(7, 7), Bootstrap.of(3, i -> 7, 0.9, 10, new Seed(5)).interval());
  }

  /** P(X <= k) for X of Binomial(n, p), in exact integers and fifty digits. */
  private static double atMost(int k, int n, double p) {
    MathContext digits = new MathContext(50);
    BigDecimal right = new BigDecimal(p);
    BigDecimal wrong = BigDecimal.ONE.subtract(right);
    BigDecimal sum = BigDecimal.ZERO;
    BigInteger ways = BigInteger.ONE;
    for (int i = 0; i <= k; i++) {
      sum =
          sum.add(
              new BigDecimal(ways)
                  .multiply(right.pow(i, digits), digits)
                  .multiply(wrong.pow(n - i, digits), digits));
      ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return sum.doubleValue();
  }
}
