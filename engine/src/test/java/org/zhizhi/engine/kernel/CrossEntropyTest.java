package org.zhizhi.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

final class CrossEntropyTest {
  private static final int VOCAB = 83;

  @Test
  void lossAndGradientEqualDoubleArithmetic() {
    SplittableRandom random = new SplittableRandom(1);
    for (double spread : new double[] {0.1, 3, 40, 400}) { // the target far below the largest too
      float[] x = new float[VOCAB];
      for (int i = 0; i < VOCAB; i++) {
        x[i] = (float) (spread * random.nextGaussian());
      }
      for (int target : new int[] {0, 17, VOCAB - 1, largest(x)}) {
        double sum = 0;
        for (float v : x) {
          sum += Math.exp((double) v - x[largest(x)]);
        }
        try (Arena arena = Arena.ofConfined()) {
          HostTensor logits = row(arena, x);
          double loss = lossAndGradient(logits, target);
          double expected = Math.log(sum) + x[largest(x)] - x[target];
          assertEquals(expected, loss, 1e-5 * (1 + expected));
          for (int i = 0; i < VOCAB; i++) {
            double p = Math.exp((double) x[i] - x[largest(x)]) / sum;
            assertEquals(p - (i == target ? 1 : 0), logits.get(i), 2e-5, "spread " + spread);
          }
        }
      }
    }
  }

  @Test
  void notANumberStaysNotANumber() {
    for (int at = 0; at < VOCAB; at++) {
      float[] x = new float[VOCAB];
      x[at] = Float.NaN;
      try (Arena arena = Arena.ofConfined()) {
        assertTrue(Double.isNaN(lossAndGradient(row(arena, x), 3)), "at " + at);
      }
    }
  }

  @Test
  void infinityIsNoFiniteLoss() {
    float[] x = new float[VOCAB];
    x[VOCAB - 1] = Float.POSITIVE_INFINITY;
    try (Arena arena = Arena.ofConfined()) {
      assertFalse(Double.isFinite(lossAndGradient(row(arena, x), 3)));
    }
  }

  private static double lossAndGradient(HostTensor logits, int target) {
    return new CrossEntropy(VOCAB).lossAndGradient(logits, new int[] {target}, 0, 1f);
  }

  private static HostTensor row(Arena arena, float[] x) {
    HostTensor row =
        new HostTensor(DType.F32, new long[] {1, VOCAB}, arena.allocate(4L * VOCAB, 64));
    row.write(x);
    return row;
  }

  private static int largest(float[] x) {
    int best = 0;
    for (int i = 1; i < x.length; i++) {
      best = x[i] > x[best] ? i : best;
    }
    return best;
  }
}
