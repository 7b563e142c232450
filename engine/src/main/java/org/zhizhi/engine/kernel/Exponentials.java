package org.zhizhi.engine.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * What softmax and cross-entropy share: {@code exp((x[i] - shift) * scale)} of a row and their sum.
 * Any shift gives the same softmax; the largest x is the safe one, but to find it takes a pass. So
 * the caller names an element that will do nearly always, and only if the sum comes out too large
 * is the row done again from its largest.
 */
final class Exponentials {
  private static final int N = Bf16.F.length();

  /** Far below e^88, where {@link Exp} stops, and still small enough to divide by. */
  private static final float LARGE = 1e30f;

  private final float[] row;
  private final float[] scratch = new float[N];
  private float shift;
  private float total;

  /**
   * @param width of the longest row
   */
  Exponentials(int width) {
    this.row = new float[Math.ceilDiv(width, N) * N];
  }

  /**
   * Takes the exponentials of {@code n} elements.
   *
   * @param from index in {@code x} of the first
   * @param pivot which of the n to subtract
   * @param scale above 0, multiplied into each
   */
  void of(HostTensor x, long from, int n, int pivot, float scale) {
    of(x, from, n, 0, n, pivot, scale);
  }

  /** The same, where elements before {@code first} and from {@code last} on become 0. */
  void of(HostTensor x, long from, int n, int first, int last, int pivot, float scale) {
    shift = x.get(from + pivot);
    total = sum(x, from, n, first, last, scale);
    if (!(total < LARGE)) {
      shift = Float.NEGATIVE_INFINITY;
      for (int i = first; i < last; i++) {
        shift = Math.max(shift, x.get(from + i));
      }
      total = sum(x, from, n, first, last, scale);
    }
  }

  /** What was subtracted. */
  float shift() {
    return shift;
  }

  /** The sum. */
  float total() {
    return total;
  }

  /** Exponential {@code i}. */
  float get(int i) {
    return row[i];
  }

  private float sum(HostTensor x, long from, int n, int first, int last, float scale) {
    long address = x.address(from, n);
    DType dtype = x.dtype();
    float minus = -shift * scale;
    FloatVector sum = FloatVector.zero(Bf16.F);
    int i = 0;
    for (; i <= n - N; i += N) {
      FloatVector e =
          Exp.exp(
              Lanes.load(dtype, address, i)
                  .fma(FloatVector.broadcast(Bf16.F, scale), FloatVector.broadcast(Bf16.F, minus)));
      e.intoArray(row, i);
      sum = sum.add(e);
    }
    for (int j = i; j < n; j++) {
      row[j] = Exp.exp(Math.fma(x.get(from + j), scale, minus));
    }
    if (i == n && first == 0 && last == n) {
      return Lanes.sum(sum, scratch);
    }
    Arrays.fill(row, 0, first, 0f);
    Arrays.fill(row, last, row.length, 0f);
    return Lanes.sum(row, n, scratch);
  }

  /** {@code to[at + i] = exponential i * factor}. */
  void store(float factor, HostTensor to, long at, int n) {
    long address = to.address(at, n);
    DType dtype = to.dtype();
    int i = 0;
    for (; i <= n - N; i += N) {
      Lanes.store(FloatVector.fromArray(Bf16.F, row, i).mul(factor), dtype, address, i);
    }
    for (; i < n; i++) {
      to.set(at + i, row[i] * factor);
    }
  }
}
