package org.zhizhi.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

final class FloatRowsTest {

  @Test
  void exponentialIsWithinTwoUnitsInTheLastPlace() {
    double worst = 0;
    for (float x = -87; x <= 88; x += 0.00173f) {
      double expected = StrictMath.exp(x);
      worst = Math.max(worst, Math.abs(Exp.exp(x) - expected) / Math.ulp((float) expected));
    }
    assertTrue(worst <= 2, "worst " + worst);
  }

  @Test
  void exponentialOfVectorsHasTheBitsOfTheScalarOne() {
    SplittableRandom random = new SplittableRandom(1);
    int lanes = Bf16.F.length();
    float[] x = new float[lanes];
    float[] y = new float[lanes];
    for (int trial = 0; trial < 20_000; trial++) { // enough to be compiled on the way
      for (int i = 0; i < lanes; i++) {
        x[i] = (float) (random.nextGaussian() * 40);
      }
      Exp.exp(FloatVector.fromArray(Bf16.F, x, 0)).intoArray(y, 0);
      for (int i = 0; i < lanes; i++) {
        assertEquals(Float.floatToRawIntBits(Exp.exp(x[i])), Float.floatToRawIntBits(y[i]));
      }
    }
  }

  @Test
  void exponentialAtTheEnds() {
    float[] x = {
      0, -0f, 1, -1000, 1000, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
    };
    float[] expected = {1, 1, (float) Math.E, 0, 1.6516363e38f, Float.NaN, 0, 1.6516363e38f};
    for (int i = 0; i < x.length; i++) {
      float delta = Float.isNaN(expected[i]) ? 0 : expected[i] * 3e-7f;
      assertEquals(expected[i], Exp.exp(x[i]), delta, "scalar, x " + x[i]);
      float[] row = new float[19];
      Arrays.fill(row, x[i]);
      FloatRows.exp(row, row.length);
      assertEquals(expected[i], row[0], delta, "vector, x " + x[i]);
      assertEquals(row[0], row[18]);
    }
  }

  @Test
  void normGateAndLogSumExpEqualDoubleArithmetic() {
    SplittableRandom random = new SplittableRandom(2);
    for (int trial = 0; trial < 200; trial++) {
      int n = random.nextInt(1, 100);
      float[] x = new float[2 * n];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (3 * random.nextGaussian());
      }
      float[] weight = Arrays.copyOf(x, n);
      float[] y = new float[n];
      FloatRows.rmsNorm(x, n, weight, 1e-6, y, 0);
      double squares = 0;
      double exponentials = 0;
      for (int i = 0; i < n; i++) {
        squares += (double) x[n + i] * x[n + i];
        exponentials += Math.exp(x[n + i]);
      }
      for (int i = 0; i < n; i++) {
        double expected = x[n + i] / Math.sqrt(squares / n + 1e-6) * weight[i];
        assertEquals(expected, y[i], 1e-5);
      }
      assertEquals(Math.log(exponentials), FloatRows.logSumExp(x, n, n), 1e-5);
      FloatRows.swiglu(x, 0, n, n, y, 0);
      for (int i = 0; i < n; i++) {
        assertEquals(x[i] / (1 + Math.exp(-x[i])) * x[n + i], y[i], 1e-5);
      }
    }
  }

  @Test
  void logSumExpOfWhatIsNotFiniteIsNotFinite() {
    for (int at = 0; at < 37; at++) {
      float[] x = new float[37];
      x[at] = Float.NaN;
      assertTrue(Double.isNaN(FloatRows.logSumExp(x, 0, 37)), "not-a-number at " + at);
      x[at] = Float.POSITIVE_INFINITY;
      assertFalse(Double.isFinite(FloatRows.logSumExp(x, 0, 37)), "infinity at " + at);
      x[at] = Float.NEGATIVE_INFINITY;
      assertEquals(Math.log(36), FloatRows.logSumExp(x, 0, 37), 1e-6);
    }
  }
}
