package org.zhizhi.engine.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/**
 * A row-major tensor in memory that the processor sees: a mapped file, a native block, the inside
 * of a libtorch tensor. It does not own the memory.
 *
 * @param dtype type of the elements
 * @param shape extents, outermost first; empty for a scalar
 * @param stride elements from the start of a row to that of the next, a row being what the last
 *     extent spans; that extent itself where rows follow each other without a gap
 * @param data the rows with their gaps, little-endian
 */
public record HostTensor(DType dtype, long[] shape, long stride, MemorySegment data) {
  public HostTensor {
    long rows = 1;
    for (int d = 0; d < shape.length - 1; d++) {
      rows = Math.multiplyExact(rows, shape[d]);
    }
    long bytes = Math.multiplyExact(Math.multiplyExact(rows, stride), (long) dtype.bytes());
    if (stride < width(shape) || bytes != data.byteSize()) {
      throw new IllegalArgumentException(
          dtype
              + Arrays.toString(shape)
              + " in rows of "
              + stride
              + " needs "
              + bytes
              + " bytes, the memory has "
              + data.byteSize());
    }
  }

  /** A tensor without gaps. */
  public HostTensor(DType dtype, long[] shape, MemorySegment data) {
    this(dtype, shape, width(shape), data);
  }

  private static long width(long[] shape) {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /** Number of elements, gaps not counted. */
  public long elements() {
    return rows() * width(shape);
  }

  /** Number of rows, all extents but the last together. */
  public long rows() {
    return stride == 0 ? 0 : data.byteSize() / dtype.bytes() / stride;
  }

  /**
   * Where element {@code at} lies in memory, gaps counted, after a check that it and the {@code n}
   * elements from it on are inside. Good while the tensor's memory is.
   */
  public long address(long at, long n) {
    if (!data.isNative()) {
      throw new IllegalStateException(this + " lies in the Java heap and has no address");
    }
    long size = dtype.bytes();
    return data.address() + Objects.checkFromIndexSize(at * size, n * size, data.byteSize());
  }

  /** Element {@code i} as a float, gaps counted; F32 or BF16. */
  public float get(long i) {
    return switch (dtype) {
      case F32 -> data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * i);
      case BF16 -> Float.intBitsToFloat(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i) << 16);
      default -> throw new IllegalStateException("no float in " + dtype);
    };
  }

  /** Sets element {@code i}, gaps counted; F32, or BF16 rounded to nearest even. */
  public void set(long i, float value) {
    switch (dtype) {
      case F32 -> data.set(ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * i, value);
      case BF16 -> data.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * i, bf16(value));
      default -> throw new IllegalStateException("no float in " + dtype);
    }
  }

  /** Sets all elements of a tensor without gaps. */
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
