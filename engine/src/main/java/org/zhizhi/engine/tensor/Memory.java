package org.zhizhi.engine.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Owner of the blocks made through it: closing it frees them all, nothing else does. What a step
 * needs is made once, before the first step; handles that a step makes on the way belong to a
 * {@link PointerScope} around the step.
 */
public final class Memory implements AutoCloseable {
  /** One line of the cache. */
  private static final long GAP_BYTES = 64;

  private final Device device;
  private final List<Tensor> handles = new ArrayList<>();

  public Memory(Device device) {
    this.device = device;
  }

  public Device device() {
    return device;
  }

  /** A new block of zeros. */
  public Block block(DType dtype, long... shape) {
    try (PointerScope scope = new PointerScope()) {
      TensorOptions options =
          new TensorOptions(scalarType(dtype)).device(new DeviceOptional(device.torch()));
      return keep(torch.torch_zeros(shape, options), dtype, shape[shape.length - 1], shape);
    }
  }

  /**
   * A new block of zeros for rows of activations. The rows stand a little apart: rows a power of
   * two apart would fall on the same few lines of the cache, and products run up to a quarter
   * slower.
   */
  public Block rows(DType dtype, long rows, long width) {
    try (PointerScope scope = new PointerScope()) {
      TensorOptions options =
          new TensorOptions(scalarType(dtype)).device(new DeviceOptional(device.torch()));
      long stride = width + GAP_BYTES / dtype.bytes();
      Tensor whole = torch.torch_zeros(new long[] {rows, stride}, options);
      return keep(whole.narrow(1, 0, width), dtype, stride, rows, width);
    }
  }

  /**
   * The elements of {@code block}, which has no gaps, from {@code offset} on, in a shape of their
   * own; no copy.
   */
  public Block view(Block block, long offset, long... shape) {
    long elements = 1;
    for (long extent : shape) {
      elements *= extent;
    }
    try (PointerScope scope = new PointerScope()) {
      return keep(
          block.tensor().view(-1).narrow(0, offset, elements).view(shape),
          block.dtype(),
          shape[shape.length - 1],
          shape);
    }
  }

  private Block keep(Tensor tensor, DType dtype, long stride, long... shape) {
    tensor.retainReference();
    handles.add(tensor);
    return new Block(dtype, shape.clone(), stride, tensor, device);
  }

  static ScalarType scalarType(DType dtype) {
    return switch (dtype) {
      case F32 -> ScalarType.Float;
      case BF16 -> ScalarType.BFloat16;
      case F16 -> ScalarType.Half;
      case F64 -> ScalarType.Double;
      case I64 -> ScalarType.Long;
      case I32 -> ScalarType.Int;
      case I16 -> ScalarType.Short;
      case I8 -> ScalarType.Char;
      case U8 -> ScalarType.Byte;
      case BOOL -> ScalarType.Bool;
    };
  }

  @Override
  public void close() {
    handles.reversed().forEach(Tensor::close);
    handles.clear();
  }
}
