package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * Rows of a tensor to floats and back, and the arithmetic on float rows that the other kernels
 * share. Rows stay in the first-level cache, so that a kernel reads and writes each tensor once.
 */
final class Lanes {
  private static final int N = Bf16.F.length();

  /**
   * All memory, by address. A loop over a constant segment compiles to the bare loads and stores,
   * unrolled; one over a tensor's own segment looks at its kind, length and scope in every round
   * (2.4 ns against 1.1 to round and store a vector). {@link HostTensor#address} checks the bounds.
   */
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private Lanes() {}

  /**
   * The vector of elements {@code i} and on of F32 or BF16 at {@code address}. For the loops of the
   * network's kernels, which see one type all their life: where both have come by, even in another
   * kernel, the compiler keeps the choice in the loop, and that takes twice as long.
   */
  static FloatVector load(DType dtype, long address, int i) {
    return dtype == DType.BF16 ? Bf16.load(MEMORY, address + 2L * i) : floats(address, i);
  }

  /** The vector to elements {@code i} and on of F32 or BF16 at {@code address}; see load. */
  static void store(FloatVector value, DType dtype, long address, int i) {
    if (dtype == DType.BF16) {
      Bf16.store(value, MEMORY, address + 2L * i);
    } else {
      value.intoMemorySegment(MEMORY, address + 4L * i, ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static FloatVector floats(long address, int i) {
    return FloatVector.fromMemorySegment(Bf16.F, MEMORY, address + 4L * i, ByteOrder.LITTLE_ENDIAN);
  }

  /** {@code row[0..n)} from element {@code at} of {@code from} on, F32 or BF16. */
  static void load(HostTensor from, long at, float[] row, int n) {
    load(from, at, row, 0, n);
  }

  /** {@code row[first..first + n)} from element {@code at} of {@code from} on, F32 or BF16. */
  static void load(HostTensor from, long at, float[] row, int first, int n) {
    long address = from.address(at, n);
    int i = 0;
    if (from.dtype() == DType.BF16) {
      for (; i <= n - N; i += N) {
        Bf16.load(MEMORY, address + 2L * i).intoArray(row, first + i);
      }
    } else {
      for (; i <= n - N; i += N) {
        floats(address, i).intoArray(row, first + i);
      }
    }
    for (; i < n; i++) {
      row[first + i] = from.get(at + i);
    }
  }

  /** {@code row[0..n)} to element {@code at} of {@code to} and on, F32 or BF16. */
  static void store(float[] row, HostTensor to, long at, int n) {
    store(row, 0, to, at, n);
  }

  /** {@code row[first..first + n)} to element {@code at} of {@code to} and on, F32 or BF16. */
  static void store(float[] row, int first, HostTensor to, long at, int n) {
    long address = to.address(at, n);
    int i = 0;
    if (to.dtype() == DType.BF16) {
      for (; i <= n - N; i += N) {
        Bf16.store(FloatVector.fromArray(Bf16.F, row, first + i), MEMORY, address + 2L * i);
      }
    } else {
      for (; i <= n - N; i += N) {
        FloatVector.fromArray(Bf16.F, row, first + i)
            .intoMemorySegment(MEMORY, address + 4L * i, ByteOrder.LITTLE_ENDIAN);
      }
    }
    for (; i < n; i++) {
      to.set(at + i, row[first + i]);
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

  /** {@code sum row[i]} over {@code i < n}, and on to the next whole vector. */
  static float sum(float[] row, int n, float[] scratch) {
    FloatVector sum = FloatVector.zero(Bf16.F);
    for (int i = 0; i < n; i += N) {
      sum = sum.add(FloatVector.fromArray(Bf16.F, row, i));
    }
    return sum(sum, scratch);
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

  /** {@code to[at + i] = 0} over {@code i < n}. */
  static void zero(HostTensor to, long at, int n) {
    long address = to.address(at, n);
    DType dtype = to.dtype();
    FloatVector zero = FloatVector.zero(Bf16.F);
    int i = 0;
    for (; i <= n - N; i += N) {
      store(zero, dtype, address, i);
    }
    for (; i < n; i++) {
      to.set(at + i, 0f);
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
