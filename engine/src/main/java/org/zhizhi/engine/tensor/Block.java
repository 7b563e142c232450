package org.zhizhi.engine.tensor;

import java.lang.foreign.MemorySegment;
import org.bytedeco.pytorch.Tensor;

/**
 * A row-major tensor that lives until its {@link Memory} is closed: a libtorch handle for products
 * and, on the processor, the same bytes as a {@link HostTensor} for kernels.
 */
public final class Block {
  private final DType dtype;
  private final long[] shape;
  private final Tensor tensor;
  private final HostTensor host;

  Block(DType dtype, long[] shape, long stride, Tensor tensor, Device device) {
    this.dtype = dtype;
    this.shape = shape;
    this.tensor = tensor;
    if (device == Device.CPU) {
      long width = shape[shape.length - 1];
      long bytes = tensor.numel() / width * stride * dtype.bytes();
      this.host =
          new HostTensor(
              dtype,
              shape,
              stride,
              MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(bytes));
    } else {
      this.host = null;
    }
  }

  public DType dtype() {
    return dtype;
  }

  /** Extent of dimension {@code d}. */
  public long size(int d) {
    return shape[d];
  }

  public long[] shape() {
    return shape.clone();
  }

  public long elements() {
    return tensor.numel();
  }

  /** The libtorch handle; its {@link Memory} owns it. */
  public Tensor tensor() {
    return tensor;
  }

  /** The bytes, where the processor sees them. */
  public HostTensor host() {
    if (host == null) {
      throw new IllegalStateException("this block lives on an accelerator");
    }
    return host;
  }
}
