package org.zhizhi.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class BinomialTest {
  @Test
  void tailsAreSumsOfExactFractions() {
    for (int n : new int[] {1, 5, 45, 60, 181, 400}) {
      for (String p : new String[] {"0.01", "0.05", "0.2", "0.5", "0.97"}) {
        for (int k = 0; k <= n; k += 1 + n / 12) {
          double exact = ExactBinomial.atMost(k, n, new BigDecimal(p));
          if (exact > 1e-290) {
            assertEquals(1, Binomial.atMost(k, n, Double.parseDouble(p)) / exact, 1e-10);
          }
        }
      }
    }
  }

  @Test
  void tailsAreThoseOfPrintedTables() {
    // CRC standard probability tables, cumulative binomial, n = 20
    assertEquals(0.3585, Binomial.atMost(0, 20, 0.05), 5e-5);
    assertEquals(0.7358, Binomial.atMost(1, 20, 0.05), 5e-5);
    assertEquals(0.1256, Binomial.atMost(5, 20, 0.4), 5e-5);
    assertEquals(0.5881, Binomial.atMost(10, 20, 0.5), 5e-5);
    assertEquals(1, Binomial.atMost(20, 20, 0.5));
    assertThrows(IllegalArgumentException.class, () -> Binomial.atMost(3, 2, 0.5));
  }

  @Test
  void drawsWithoutReplacementAreCountedExactly() {
    for (int drawn : new int[] {1, 4, 30, 90}) {
      for (int rest : new int[] {0, 3, 25, 140}) {
        for (int marked = 0; marked <= drawn + rest; marked += 1 + (drawn + rest) / 9) {
          for (int k = 0; k <= drawn; k += 1 + drawn / 8) {
            assertEquals(
                counted(k, drawn, rest, marked),
                Binomial.atMostDrawn(k, drawn, rest, marked),
                1e-11,
                k + " of " + drawn + " beside " + rest + ", " + marked + " marked");
          }
        }
      }
    }
    // many beside the drawn ones: as with replacement
    assertEquals(
        Binomial.atMost(3, 100, 0.05), Binomial.atMostDrawn(3, 100, 100_000_000, 5_000_005), 1e-5);
    // far above the mode the greatest terms underflow nothing
    assertEquals(1, Binomial.atMostDrawn(9_999, 10_000, 1_000_000, 10_001), 1e-9);
  }

  @Test
  void normalSharesAndQuantilesAreInverse() {
    for (double z = -8; z <= 8; z += 0.25) {
      double p = Normal.cdf(z);
      if (z < 5) { // above, 1 - p has no digits left
        assertEquals(z, Normal.quantile(p), 1e-9);
      }
      assertEquals(1, p + Normal.cdf(-z), 1e-15);
    }
    assertEquals(6.220960574271785e-16, Normal.cdf(-8), 1e-28);
    assertEquals(0, Normal.cdf(-40));
    assertEquals(1, Normal.cdf(40));
  }

  private static double counted(int k, int drawn, int rest, int marked) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i <= Math.min(k, marked); i++) {
      if (marked - i <= rest) {
        sum =
            sum.add(
                ExactBinomial.choose(drawn, i).multiply(ExactBinomial.choose(rest, marked - i)));
      }
    }
    return new BigDecimal(sum)
        .divide(new BigDecimal(ExactBinomial.choose(drawn + rest, marked)), MathContext.DECIMAL64)
        .doubleValue();
  }
}
