package org.zhizhi.engine.kernel;

import java.util.Arrays;
import java.util.List;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * A weight matrix (rows, cols) of brain floats or floats, row-major; one tensor, or several of the
 * same width and type that stand on top of each other, so that products with one input are taken in
 * one go.
 */
public final class Matrix {
  private final List<HostTensor> parts;
  private final int rows;
  private final int cols;

  private Matrix(List<HostTensor> parts, int rows, int cols) {
    this.parts = parts;
    this.rows = rows;
    this.cols = cols;
  }

  /**
   * Stacks tensors of shape (rows, cols), the first on top.
   *
   * @throws IllegalArgumentException if one is not a matrix of BF16 or F32, or if widths or types
   *     differ
   */
  public static Matrix of(HostTensor... parts) {
    HostTensor first = parts[0];
    long rows = 0;
    for (HostTensor part : parts) {
      long[] shape = part.shape();
      if (shape.length != 2 || (part.dtype() != DType.BF16 && part.dtype() != DType.F32)) {
        throw new IllegalArgumentException(
            "a matrix has two extents and BF16 or F32 values, not " + text(part));
      }
      if (shape[1] != first.shape()[1] || part.dtype() != first.dtype()) {
        throw new IllegalArgumentException("cannot stack " + text(first) + " on " + text(part));
      }
      rows += part.shape()[0];
    }
    return new Matrix(List.of(parts), Math.toIntExact(rows), Math.toIntExact(first.shape()[1]));
  }

  private static String text(HostTensor tensor) {
    return tensor.dtype() + Arrays.toString(tensor.shape());
  }

  /** Outputs of the product. */
  public int rows() {
    return rows;
  }

  /** Inputs of the product. */
  public int cols() {
    return cols;
  }

  /** BF16 or F32. */
  public DType dtype() {
    return parts.getFirst().dtype();
  }

  /** The stacked tensors, the first on top. */
  public List<HostTensor> parts() {
    return parts;
  }

  /** Bytes that one product reads. */
  public long bytes() {
    return (long) rows * cols * dtype().bytes();
  }
}
