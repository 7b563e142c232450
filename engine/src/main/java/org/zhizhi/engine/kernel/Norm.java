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
  private final float[] sum;
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
    this.sum = new float[width];
  }

  /** {@code y = x / rms(x) * weight}; all (rows, width), weight (width). */
  public void forward(HostTensor x, HostTensor weight, HostTensor y) {
    loadScale(weight);
    long rows = x.rows();
    for (long r = 0; r < rows; r++) {
      Lanes.load(x.dtype(), x.data(), r * x.stride(), this.x, width);
      normalise(y, r);
    }
  }

  /** {@code sum = x + branch; y = sum / rms(sum) * weight}; all (rows, width). */
  public void addForward(
      HostTensor x, HostTensor branch, HostTensor sum, HostTensor weight, HostTensor y) {
    loadScale(weight);
    long rows = x.rows();
    for (long r = 0; r < rows; r++) {
      Lanes.load(x.dtype(), x.data(), r * x.stride(), this.x, width);
      Lanes.load(branch.dtype(), branch.data(), r * branch.stride(), other, width);
      Lanes.add(this.x, other, width);
      Lanes.store(sum.dtype(), this.x, sum.data(), r * sum.stride(), width);
      if (sum.dtype() == DType.BF16) { // the backward pass will see the rounded sum
        Lanes.load(sum.dtype(), sum.data(), r * sum.stride(), this.x, width);
      }
      normalise(y, r);
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
    loadScale(weight);
    long rows = x.rows();
    for (long r = 0; r < rows; r++) {
      Lanes.load(x.dtype(), x.data(), r * x.stride(), this.x, width);
      Lanes.load(dy.dtype(), dy.data(), r * dy.stride(), other, width);
      Lanes.load(dx.dtype(), dx.data(), r * dx.stride(), sum, width);
      float inverse = inverseRms();
      float mean = weightedDot(dweight, inverse) * inverse / width;
      combine(inverse, mean * inverse);
      Lanes.store(dx.dtype(), sum, dx.data(), r * dx.stride(), width);
    }
  }

  private void loadScale(HostTensor weight) {
    Lanes.load(weight.dtype(), weight.data(), 0, scale, width);
  }

  private float inverseRms() {
    return (float) (1 / Math.sqrt(Lanes.dot(x, x, 0, width, scratch) / width + eps));
  }

  private void normalise(HostTensor y, long row) {
    float inverse = inverseRms();
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector.fromArray(Bf16.F, x, i)
          .mul(inverse)
          .mul(FloatVector.fromArray(Bf16.F, scale, i))
          .intoArray(x, i);
    }
    for (; i < width; i++) {
      x[i] = x[i] * inverse * scale[i];
    }
    Lanes.store(y.dtype(), x, y.data(), row * y.stride(), width);
  }

  /** {@code dweight += dy * x * inverse; other = dy * weight}; returns {@code sum other * x}. */
  private float weightedDot(float[] dweight, float inverse) {
    FloatVector total = FloatVector.zero(Bf16.F);
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector dy = FloatVector.fromArray(Bf16.F, other, i);
      FloatVector v = FloatVector.fromArray(Bf16.F, x, i);
      dy.mul(v)
          .fma(FloatVector.broadcast(Bf16.F, inverse), FloatVector.fromArray(Bf16.F, dweight, i))
          .intoArray(dweight, i);
      FloatVector scaled = dy.mul(FloatVector.fromArray(Bf16.F, scale, i));
      scaled.intoArray(other, i);
      total = scaled.fma(v, total);
    }
    float result = Lanes.sum(total, scratch);
    for (; i < width; i++) {
      dweight[i] = Math.fma(other[i] * x[i], inverse, dweight[i]);
      other[i] *= scale[i];
      result = Math.fma(other[i], x[i], result);
    }
    return result;
  }

  /** {@code sum += other * inverse - x * inverse * mean}. */
  private void combine(float inverse, float mean) {
    float minus = -inverse * mean;
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector.fromArray(Bf16.F, other, i)
          .fma(FloatVector.broadcast(Bf16.F, inverse), FloatVector.fromArray(Bf16.F, sum, i))
          .add(FloatVector.fromArray(Bf16.F, x, i).mul(minus))
          .intoArray(sum, i);
    }
    for (; i < width; i++) {
      sum[i] = Math.fma(other[i], inverse, sum[i]) + x[i] * minus;
    }
  }
}
