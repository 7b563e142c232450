package org.zhizhi.engine.kernel;

import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * Root-mean-square norm (arXiv:1910.07467) over the rows of a matrix, with the residual add before
 * it.
 */
public final class Norm {
  private static final int N = Bf16.F.length();
  private final int width;
  private final float eps;
  private final float[] x;
  private final float[] other;
  private final float[] scale;
  private final float[] scratch = new float[N];

  /**
   * @param width length of a row
   * @param eps added to the mean square
   */
  public Norm(int width, double eps) {
    this.width = width;
    this.eps = (float) eps;
    this.x = new float[width];
    this.other = new float[width];
    this.scale = new float[width];
  }

  /** {@code y = x / rms(x) * weight}; all (rows, width), weight (width). */
  public void forward(HostTensor x, HostTensor weight, HostTensor y) {
    Lanes.load(weight, 0, scale, width);
    long rows = x.rows();
    for (long r = 0; r < rows; r++) {
      normalise(load(x, r * x.stride()), y, r * y.stride());
    }
  }

  /** {@code sum = x + branch; y = sum / rms(sum) * weight}; all (rows, width). */
  public void addForward(
      HostTensor x, HostTensor branch, HostTensor sum, HostTensor weight, HostTensor y) {
    Lanes.load(weight, 0, scale, width);
    long rows = x.rows();
    for (long r = 0; r < rows; r++) {
      add(x, r * x.stride(), branch, r * branch.stride());
      Lanes.store(this.x, sum, r * sum.stride(), width);
      // of the rounded sum, for the backward pass will see that
      normalise(load(sum, r * sum.stride()), y, r * y.stride());
    }
  }

  /**
   * {@code dx += d(norm)/dx * dy}, and {@code dweight += sum over rows of dy * x / rms(x)}.
   *
   * @param dx (rows, width), the gradient that flows past the norm; added to
   * @param dweight (width) floats, added to
   */
  public void backward(
      HostTensor dy, HostTensor x, HostTensor weight, HostTensor dx, float[] dweight) {
    Lanes.load(weight, 0, scale, width);
    long rows = x.rows();
    for (long r = 0; r < rows; r++) {
      float inverse = inverseRms(load(x, r * x.stride()));
      float mean = weightedDot(dy, r * dy.stride()) * inverse / width;
      combine(inverse, mean * inverse, dweight, dx, r * dx.stride());
    }
  }

  /** Reads a row to {@link #x}; returns the sum of its squares. */
  private float load(HostTensor from, long first) {
    long address = from.address(first, width);
    DType dtype = from.dtype();
    FloatVector sum = FloatVector.zero(Bf16.F);
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector v = Lanes.load(dtype, address, i);
      v.intoArray(x, i);
      sum = v.fma(v, sum);
    }
    float squares = Lanes.sum(sum, scratch);
    for (; i < width; i++) {
      x[i] = from.get(first + i);
      squares = Math.fma(x[i], x[i], squares);
    }
    return squares;
  }

  private float inverseRms(float squares) {
    return (float) (1 / Math.sqrt(squares / width + eps));
  }

  /** Reads the sum of two rows to {@link #x}. */
  private void add(HostTensor x, long xAt, HostTensor branch, long branchAt) {
    long xAddress = x.address(xAt, width);
    long branchAddress = branch.address(branchAt, width);
    DType dtype = x.dtype();
    int i = 0;
    for (; i <= width - N; i += N) {
      Lanes.load(dtype, xAddress, i).add(Lanes.load(dtype, branchAddress, i)).intoArray(this.x, i);
    }
    for (; i < width; i++) {
      this.x[i] = x.get(xAt + i) + branch.get(branchAt + i);
    }
  }

  /** {@code y = x / rms * weight}. */
  private void normalise(float squares, HostTensor y, long first) {
    float inverse = inverseRms(squares);
    long address = y.address(first, width);
    DType dtype = y.dtype();
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector v =
          FloatVector.fromArray(Bf16.F, x, i)
              .mul(inverse)
              .mul(FloatVector.fromArray(Bf16.F, scale, i));
      Lanes.store(v, dtype, address, i);
    }
    for (; i < width; i++) {
      y.set(first + i, x[i] * inverse * scale[i]);
    }
  }

  /** Reads a row of dy to {@link #other}; returns {@code sum dy * weight * x}. */
  private float weightedDot(HostTensor dy, long first) {
    long address = dy.address(first, width);
    DType dtype = dy.dtype();
    FloatVector sum = FloatVector.zero(Bf16.F);
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector d = Lanes.load(dtype, address, i);
      d.intoArray(other, i);
      sum =
          d.mul(FloatVector.fromArray(Bf16.F, scale, i))
              .fma(FloatVector.fromArray(Bf16.F, x, i), sum);
    }
    float result = Lanes.sum(sum, scratch);
    for (; i < width; i++) {
      other[i] = dy.get(first + i);
      result = Math.fma(other[i] * scale[i], x[i], result);
    }
    return result;
  }

  /**
   * {@code dx += other * weight * inverse - x * inverse * mean; dweight += other * x * inverse}.
   */
  private void combine(float inverse, float mean, float[] dweight, HostTensor dx, long first) {
    long address = dx.address(first, width);
    DType dtype = dx.dtype();
    FloatVector times = FloatVector.broadcast(Bf16.F, inverse);
    float minus = -inverse * mean;
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector d = FloatVector.fromArray(Bf16.F, other, i);
      FloatVector v = FloatVector.fromArray(Bf16.F, x, i);
      FloatVector sum =
          d.mul(FloatVector.fromArray(Bf16.F, scale, i))
              .fma(times, Lanes.load(dtype, address, i))
              .add(v.mul(minus));
      Lanes.store(sum, dtype, address, i);
      d.mul(v).fma(times, FloatVector.fromArray(Bf16.F, dweight, i)).intoArray(dweight, i);
    }
    for (; i < width; i++) {
      float sum = Math.fma(other[i] * scale[i], inverse, dx.get(first + i)) + x[i] * minus;
      dx.set(first + i, sum);
      dweight[i] = Math.fma(other[i] * x[i], inverse, dweight[i]);
    }
  }
}
