package org.zhizhi.engine.machine;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.tensor.DType;

/**
 * The rate of libtorch's matrix products when nothing else is done: every thread of a team
 * multiplies squares that fit its cache, and the best of several rounds and sizes counts. All a
 * training step does is measured against it.
 */
public final class Peak {
  private static final int[] SIZES = {512, 768, 1024, 1536};

  private Peak() {}

  /**
   * Floating-point operations per second, two for each multiply-add, of the whole team.
   *
   * @param dtype F32 or BF16
   * @param seconds time to spend, about
   */
  public static double flops(Team team, DType dtype, double seconds) {
    int rounds = 3;
    double each = seconds / (SIZES.length * (rounds + 1));
    double best = 0;
    for (int n : SIZES) {
      for (int round = 0; round <= rounds; round++) {
        double rate = round(team, dtype, n, each);
        if (round > 0) { // the first one warms up
          best = Math.max(best, rate);
        }
      }
    }
    return best;
  }

  private static double round(Team team, DType dtype, int n, double seconds) {
    double[] rates = new double[team.threads()];
    team.forEach(
        rates.length,
        thread -> {
          torch.set_num_threads(1);
          try (PointerScope scope = new PointerScope()) {
            Tensor a = random(dtype, n);
            Tensor b = random(dtype, n);
            Tensor out = random(dtype, n);
            torch.mm_out(out, a, b);
            long start = System.nanoTime();
            long products = 0;
            double spent;
            do {
              torch.mm_out(out, a, b);
              products++;
              spent = (System.nanoTime() - start) * 1e-9;
            } while (spent < seconds);
            rates[thread] = 2.0 * n * n * n * products / spent;
          }
        });
    double total = 0;
    for (double rate : rates) {
      total += rate;
    }
    return total;
  }

  private static Tensor random(DType dtype, int n) {
    return torch
        .rand(new long[] {n, n}, new TensorOptions(ScalarType.Float))
        .to(dtype == DType.BF16 ? ScalarType.BFloat16 : ScalarType.Float);
  }
}
