package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.DType;

/**
 * Rows of a tensor to floats and back, and the arithmetic on float rows that the other kernels
 * share. Rows stay in the first-level cache, so that a kernel reads and writes each tensor once.
 */
final class Lanes {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
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

  /** Adds the lanes always as the same tree; {@code reduceLanes} promises no order. */
  static float sum(FloatVector sum, float[] scratch) {
    sum.intoArray(scratch, 0);
    return sum(scratch, 0);
  }

  /** The sum of {@code lanes[at .. at + N - 1]}, N lanes as {@link Bf16#F} has, as one tree. */
  static float sum(float[] lanes, int at) {
    return switch (N) {
      case 16 ->
          four(lanes, at) + four(lanes, at + 4) + (four(lanes, at + 8) + four(lanes, at + 12));
      case 8 -> four(lanes, at) + four(lanes, at + 4);
      default -> {
        float sum = four(lanes, at);
        for (int i = 4; i < N; i += 4) {
          sum += four(lanes, at + i);
        }
        yield sum;
      }
    };
  }

  private static float four(float[] lanes, int at) {
    return lanes[at] + lanes[at + 1] + (lanes[at + 2] + lanes[at + 3]);
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
    float max = max(best, scratch);
    for (; i < to; i++) {
      max = Math.max(max, row[i]);
    }
    return max;
  }

  /** {@code row[i] = from[at + i]} over {@code start <= i < end}; returns the largest of them. */
  static float loadMax(
      DType dtype, MemorySegment from, long at, float[] row, int start, int end, float[] scratch) {
    if (dtype != DType.BF16) {
      MemorySegment.copy(from, FLOAT, 4 * (at + start), row, start, end - start);
      return max(row, start, end, scratch);
    }
    FloatVector best = FloatVector.broadcast(Bf16.F, Float.NEGATIVE_INFINITY);
    int i = start;
    for (; i <= end - N; i += N) {
      FloatVector v = Bf16.load(from, 2 * (at + i));
      v.intoArray(row, i);
      best = best.max(v);
    }
    float max = max(best, scratch);
    for (; i < end; i++) {
      row[i] = Bf16.toFloat(from.get(SHORT, 2 * (at + i)));
      max = Math.max(max, row[i]);
    }
    return max;
  }

  private static float max(FloatVector best, float[] scratch) {
    best.intoArray(scratch, 0);
    for (int half = N / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        scratch[lane] = Math.max(scratch[lane], scratch[lane + half]);
      }
    }
    return scratch[0];
  }

  /** {@code to[at + i] = row[i] * factor} over {@code start <= i < end}. */
  static void scaleStore(
      DType dtype, float[] row, float factor, MemorySegment to, long at, int start, int end) {
    if (dtype != DType.BF16) {
      scale(row, start, end, factor);
      MemorySegment.copy(row, start, to, FLOAT, 4 * (at + start), end - start);
      return;
    }
    int i = start;
    for (; i <= end - N; i += N) {
      Bf16.store(FloatVector.fromArray(Bf16.F, row, i).mul(factor), to, 2 * (at + i));
    }
    for (; i < end; i++) {
      to.set(SHORT, 2 * (at + i), Bf16.fromFloat(row[i] * factor));
    }
  }

  /** {@code to[at + i] = 0} over {@code start <= i < end}. */
  static void zero(DType dtype, MemorySegment to, long at, int start, int end) {
    if (end > start) {
      long bytes = dtype.bytes();
      to.asSlice((at + start) * bytes, (end - start) * bytes).fill((byte) 0);
    }
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
          Exp.exp(
              FloatVector.fromArray(Bf16.F, row, i)
                  .fma(FloatVector.broadcast(Bf16.F, scale), minus));
      e.intoArray(row, i);
      sum = sum.add(e);
    }
    float total = sum(sum, scratch);
    for (; i < to; i++) {
      row[i] = Exp.exp(Math.fma(row[i], scale, -shift));
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
}
