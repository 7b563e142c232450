package org.zhizhi.engine.file;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * A tensor to be written, whose bytes are asked for only when their turn comes.
 *
 * @param name name in the file, not {@code __metadata__}
 * @param dtype type of the elements
 * @param shape extents, outermost first; empty for a scalar
 * @param data called once; gives exactly the tensor's bytes, row-major, little-endian, readable
 *     until the next tensor's data are asked for
 */
public record TensorSource(String name, DType dtype, long[] shape, Supplier<MemorySegment> data) {

  /** The tensor {@code tensor} under the name {@code name}. */
  public static TensorSource of(String name, HostTensor tensor) {
    return new TensorSource(name, tensor.dtype(), tensor.shape(), tensor::data);
  }

  /** Bytes of the tensor in the file. */
  long bytes() {
    long bytes = dtype.bytes();
    for (long extent : shape) {
      bytes = Math.multiplyExact(bytes, extent);
    }
    return bytes;
  }
}
