package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.zhizhi.engine.tensor.DType;

/**
 * Rows of a tensor to floats and back, and the arithmetic on float rows that the other kernels
 * share. Rows stay in the first-level cache, so that a kernel reads and writes each tensor once.
 */
final class Lanes {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int N = Bf16.F.length();

  private Lanes() {}

  /** {@code row[0..n)} from element {@code at} of {@code from}, F32 or BF16. */
  static void load(DType dtype, MemorySegment from, long at, float[] row, int n) {
    if (dtype == DType.BF16) {
      Bf16.load(from, 2 * at, row, 0, n);
    } else {
      MemorySegment.copy(from, FLOAT, 4 * at, row, 0, n);
    }
  }

  /** Element {@code at} of {@code to} and on from {@code row[0..n)}, F32 or BF16. */
  static void store(DType dtype, float[] row, MemorySegment to, long at, int n) {
    if (dtype == DType.BF16) {
      Bf16.store(row, 0, to, 2 * at, n);
    } else {
      MemorySegment.copy(row, 0, to, FLOAT, 4 * at, n);
    }
  }

  /** Adds the lanes of {@code sum} in order; {@code reduceLanes} promises no order. */
  static float sum(FloatVector sum, float[] scratch) {
    sum.intoArray(scratch, 0);
    float total = 0;
    for (int i = 0; i < N; i++) {
      total += scratch[i];
    }
    return total;
  }

  /** {@code sum a[i] * b[i]} over {@code from <= i < to}. */
  static float dot(float[] a, float[] b, int from, int to, float[] scratch) {
    FloatVector sum0 = FloatVector.zero(Bf16.F);
    FloatVector sum1 = FloatVector.zero(Bf16.F);
    int i = from;
    for (; i <= to - 2 * N; i += 2 * N) {
      sum0 = FloatVector.fromArray(Bf16.F, a, i).fma(FloatVector.fromArray(Bf16.F, b, i), sum0);
      sum1 =
          FloatVector.fromArray(Bf16.F, a, i + N)
              .fma(FloatVector.fromArray(Bf16.F, b, i + N), sum1);
    }
    float total = sum(sum0.add(sum1), scratch);
    for (; i < to; i++) {
      total = Math.fma(a[i], b[i], total);
    }
    return total;
  }

  /** Largest of {@code row[from..to)}; not-a-number counts as nothing. */
  static float max(float[] row, int from, int to, float[] scratch) {
    FloatVector best = FloatVector.broadcast(Bf16.F, Float.NEGATIVE_INFINITY);
    int i = from;
    for (; i <= to - N; i += N) {
      best = best.max(FloatVector.fromArray(Bf16.F, row, i));
    }
    best.intoArray(scratch, 0);
    float max = Float.NEGATIVE_INFINITY;
    for (int lane = 0; lane < N; lane++) {
      max = Math.max(max, scratch[lane]);
    }
    for (; i < to; i++) {
      max = Math.max(max, row[i]);
    }
    return max;
  }

  /**
   * {@code row[i] = exp(row[i] * scale - shift)} over {@code from <= i < to}; returns their sum.
   */
  static float expInPlace(
      float[] row, int from, int to, float scale, float shift, float[] scratch) {
    FloatVector sum = FloatVector.zero(Bf16.F);
    FloatVector minus = FloatVector.broadcast(Bf16.F, -shift);
    int i = from;
    for (; i <= to - N; i += N) {
      FloatVector e =
          exp(FloatVector.fromArray(Bf16.F, row, i).fma(FloatVector.broadcast(Bf16.F, scale), minus));
      e.intoArray(row, i);
      sum = sum.add(e);
    }
    float total = sum(sum, scratch);
    for (; i < to; i++) {
      row[i] = exp(Math.fma(row[i], scale, -shift));
      total += row[i];
    }
    return total;
  }

  /** {@code row[i] *= factor} over {@code from <= i < to}. */
  static void scale(float[] row, int from, int to, float factor) {
    int i = from;
    for (; i <= to - N; i += N) {
      FloatVector.fromArray(Bf16.F, row, i).mul(factor).intoArray(row, i);
    }
    for (; i < to; i++) {
      row[i] *= factor;
    }
  }

  /** {@code to[i] += from[i]} over {@code i < n}. */
  static void add(float[] to, float[] from, int n) {
    int i = 0;
    for (; i <= n - N; i += N) {
      FloatVector.fromArray(Bf16.F, to, i)
          .add(FloatVector.fromArray(Bf16.F, from, i))
          .intoArray(to, i);
    }
    for (; i < n; i++) {
      to[i] += from[i];
    }
  }

  private static final float LOG2E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUND = 12582912f; // 1.5 * 2^23: adding it rounds to an integer

  // minimax coefficients of exp on [-ln2/2, ln2/2] from Cephes expf
  private static final float C0 = 1.9875691500e-4f;
  private static final float C1 = 1.3981999507e-3f;
  private static final float C2 = 8.3334519073e-3f;
  private static final float C3 = 4.1665795894e-2f;
  private static final float C4 = 1.6666665459e-1f;
  private static final float C5 = 5.0000001201e-1f;

  /** exp to 2 units in the last place; below -87 it is about 1e-38, above 88 about 1.6e38. */
  static FloatVector exp(FloatVector x) {
    FloatVector y = x.max(-87f).min(88f);
    FloatVector rounded = y.fma(FloatVector.broadcast(Bf16.F, LOG2E), FloatVector.broadcast(Bf16.F, ROUND));
    FloatVector n = rounded.sub(ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(Bf16.F, -LN2_HIGH), y);
    r = n.fma(FloatVector.broadcast(Bf16.F, -LN2_LOW), r);
    FloatVector p = r.fma(FloatVector.broadcast(Bf16.F, C0), FloatVector.broadcast(Bf16.F, C1));
    p = p.fma(r, FloatVector.broadcast(Bf16.F, C2));
    p = p.fma(r, FloatVector.broadcast(Bf16.F, C3));
    p = p.fma(r, FloatVector.broadcast(Bf16.F, C4));
    p = p.fma(r, FloatVector.broadcast(Bf16.F, C5));
    p = p.fma(r.mul(r), r.add(1f));
    IntVector exponent = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  /** The same arithmetic as {@link #exp(FloatVector)} for one number. */
  static float exp(float x) {
    float y = Math.min(Math.max(x, -87f), 88f);
    float rounded = Math.fma(y, LOG2E, ROUND);
    float n = rounded - ROUND;
    float r = Math.fma(n, -LN2_HIGH, y);
    r = Math.fma(n, -LN2_LOW, r);
    float p = Math.fma(r, C0, C1);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C5);
    p = Math.fma(p, r * r, r + 1f);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(rounded) << 23));
  }
}
