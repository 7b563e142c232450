package org.zhizhi.trust.guarantee;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.zhizhi.trust.Binomial;

/**
 * Learn then Test (Angelopoulos et al., 2021): settings are chosen by testing, for each, the
 * hypothesis that its risk is above what is aimed at.
 *
 * <p>Fixed-sequence testing takes the settings in an order that the calibration outcomes had no
 * part in, and stops at the first that is not shown. Every one is tested at the full level, and
 * still the chance that any setting passed has too high a risk is at most delta: let J be the first
 * in the order whose risk is too high. J is a fixed number, the sequence gets past it only if its
 * own test errs, and that has a probability of at most delta. (Bauer, 1991. Nothing is asked of how
 * the tests depend on one another, nor that risk rises along the order.)
 */
public final class LearnThenTest {
  private LearnThenTest() {}

  /**
   * The last setting that fixed-sequence testing passes; empty if the first one already fails.
   *
   * @param settings how many; 0 is tested first
   * @param pValue of a setting: at most {@code u} with a probability of at most {@code u} if its
   *     risk is too high; not asked for after the first failure
   * @param delta greatest probability of an error
   */
  public static OptionalInt last(int settings, IntToDoubleFunction pValue, double delta) {
    int passed = 0;
    while (passed < settings && pValue.applyAsDouble(passed) <= delta) {
      passed++;
    }
    return passed == 0 ? OptionalInt.empty() : OptionalInt.of(passed - 1);
  }

  /**
   * The exact p value for outcomes that are right or wrong: {@code P(Bin(n, risk) <= wrong)}; 1
   * without any. Below delta exactly where Clopper and Pearson's upper bound ({@code
   * Proportion.atMost}) is below the risk.
   */
  public static double exact(long wrong, long n, double risk) {
    return n == 0 ? 1 : Binomial.atMost(wrong, n, risk);
  }

  /**
   * The Hoeffding-Bentkus p value (Bates et al., 2021) for independent losses in [0, 1] whose mean
   * is {@code mean}: the smaller of Hoeffding's exponential bound and e times a binomial tail.
   */
  public static double hoeffdingBentkus(double mean, long n, double risk) {
    if (!(mean >= 0 && mean <= 1 && risk > 0 && risk < 1 && n >= 0)) {
      throw new IllegalArgumentException("mean " + mean + " of " + n + ", risk " + risk);
    }
    if (n == 0) {
      return 1;
    }
    double m = Math.min(mean, risk);
    double divergence =
        (m == 0 ? 0 : m * Math.log(m / risk)) + (1 - m) * Math.log((1 - m) / (1 - risk));
    double hoeffding = Math.exp(-n * divergence);
    // a sum of n losses rounds: 3.0000000000000004 is 3
    double wrong = Math.min(n, Math.ceil(n * mean - 1e-9));
    double bentkus = Math.E * Binomial.atMost(Math.max(0, wrong), n, risk);
    return Math.min(1, Math.min(hoeffding, bentkus));
  }
}
