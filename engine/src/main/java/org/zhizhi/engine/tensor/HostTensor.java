package org.zhizhi.engine.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A dense row-major tensor in memory that the processor sees: a mapped file, a native block, the
 * inside of a libtorch tensor. It does not own the memory.
 *
 * @param dtype type of the elements
 * @param shape extents, outermost first; empty for a scalar
 * @param data exactly {@code elements * dtype.bytes()} bytes, little-endian
 */
public record HostTensor(DType dtype, long[] shape, MemorySegment data) {
  public HostTensor {
    long elements = 1;
    for (long extent : shape) {
      elements = Math.multiplyExact(elements, extent);
    }
    if (Math.multiplyExact(elements, (long) dtype.bytes()) != data.byteSize()) {
      throw new IllegalArgumentException(
          dtype
              + Arrays.toString(shape)
              + " needs "
              + elements * dtype.bytes()
              + " bytes, the memory has "
              + data.byteSize());
    }
  }

  /** Number of elements. */
  public long elements() {
    return data.byteSize() / dtype.bytes();
  }

  /** Element {@code i} as a float; F32 or BF16. */
  public float get(long i) {
    return switch (dtype) {
      case F32 -> data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * i);
      case BF16 -> Float.intBitsToFloat(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i) << 16);
      default -> throw new IllegalStateException("no float in " + dtype);
    };
  }

  /** Sets element {@code i}; F32, or BF16 rounded to nearest even. */
  public void set(long i, float value) {
    switch (dtype) {
      case F32 -> data.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * i, value);
      case BF16 -> data.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i, bf16(value));
      default -> throw new IllegalStateException("no float in " + dtype);
    }
  }

  /** Sets all elements. */
  public void write(float[] values) {
    if (values.length != elements()) {
      throw new IllegalArgumentException(values.length + " values for " + elements() + " elements");
    }
    for (int i = 0; i < values.length; i++) {
      set(i, values[i]);
    }
  }

  private static short bf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    return Float.isNaN(value)
        ? (short) 0x7fc0
        : (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
