package org.zhizhi.engine.tensor;

import java.lang.foreign.MemorySegment;
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
          dtype + Arrays.toString(shape) + " needs " + elements * dtype.bytes()
              + " bytes, the memory has " + data.byteSize());
    }
  }

  /** Number of elements. */
  public long elements() {
    return data.byteSize() / dtype.bytes();
  }
}
