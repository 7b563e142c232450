package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * What happens to queries and keys between projection and attention, in one pass: a norm over each
 * head (Qwen3, arXiv:2505.09388), rotary positions (arXiv:2104.09864, halves rotated as Hugging
 * Face does), and the move from token-major rows to head-major blocks.
 *
 * <p>Token-major is (rows, T, width) with a head at some column; head-major is (rows, heads, T, D).
 */
public final class Rotary {
  private static final int N = Bf16.F.length();
  private final int headDim;
  private final int half;
  private final int positions;
  private final float eps;
  private final float[] cos; // (T, D / 2)
  private final float[] sin;
  private final float[] x;
  private final float[] y;
  private final float[] scale;
  private final float[] scratch = new float[N];

  /**
   * @param headDim even
   * @param positions T, positions in a row of tokens
   * @param theta base of the frequencies
   * @param eps of the norm
   */
  public Rotary(int headDim, int positions, double theta, double eps) {
    this.headDim = headDim;
    this.half = headDim / 2;
    this.positions = positions;
    this.eps = (float) eps;
    this.cos = new float[positions * half];
    this.sin = new float[positions * half];
    for (int t = 0; t < positions; t++) {
      for (int i = 0; i < half; i++) {
        double angle = t * StrictMath.pow(theta, -2.0 * i / headDim);
        cos[t * half + i] = (float) StrictMath.cos(angle);
        sin[t * half + i] = (float) StrictMath.sin(angle);
      }
    }
    this.x = new float[headDim];
    this.y = new float[headDim];
    this.scale = new float[headDim];
  }

  /**
   * Norms, turns and moves {@code heads} heads.
   *
   * @param from token-major
   * @param column where head 0 starts
   * @param weight (D) of the norm
   * @param to head-major
   */
  public void forward(HostTensor from, int column, int heads, HostTensor weight, HostTensor to) {
    Lanes.load(weight.dtype(), weight.data(), 0, scale, headDim);
    long tokens = from.rows();
    for (long token = 0; token < tokens; token++) {
      int t = (int) (token % positions);
      long block = token / positions * heads;
      for (int h = 0; h < heads; h++) {
        Lanes.load(
            from.dtype(),
            from.data(),
            token * from.stride() + column + (long) h * headDim,
            x,
            headDim);
        float inverse = inverseRms();
        int cs = t * half;
        for (int i = 0; i <= half - N; i += N) {
          FloatVector a =
              FloatVector.fromArray(Bf16.F, x, i)
                  .mul(inverse)
                  .mul(FloatVector.fromArray(Bf16.F, scale, i));
          FloatVector b =
              FloatVector.fromArray(Bf16.F, x, half + i)
                  .mul(inverse)
                  .mul(FloatVector.fromArray(Bf16.F, scale, half + i));
          FloatVector c = FloatVector.fromArray(Bf16.F, cos, cs + i);
          FloatVector s = FloatVector.fromArray(Bf16.F, sin, cs + i);
          a.mul(c).sub(b.mul(s)).intoArray(y, i);
          b.mul(c).add(a.mul(s)).intoArray(y, half + i);
        }
        for (int i = half / N * N; i < half; i++) {
          float a = x[i] * inverse * scale[i];
          float b = x[half + i] * inverse * scale[half + i];
          y[i] = a * cos[cs + i] - b * sin[cs + i];
          y[half + i] = b * cos[cs + i] + a * sin[cs + i];
        }
        Lanes.store(to.dtype(), y, to.data(), ((block + h) * positions + t) * headDim, headDim);
      }
    }
  }

  /**
   * The way back: gradient by the projections from that by the turned heads.
   *
   * @param dTo head-major
   * @param from what {@link #forward} read
   * @param dFrom token-major like {@code from}; the columns of these heads are written
   * @param dweight (D) floats, added to
   */
  public void backward(
      HostTensor dTo,
      HostTensor from,
      int column,
      int heads,
      HostTensor weight,
      HostTensor dFrom,
      float[] dweight) {
    Lanes.load(weight.dtype(), weight.data(), 0, scale, headDim);
    long tokens = from.rows();
    for (long token = 0; token < tokens; token++) {
      int t = (int) (token % positions);
      long block = token / positions * heads;
      for (int h = 0; h < heads; h++) {
        long at = token * from.stride() + column + (long) h * headDim;
        Lanes.load(from.dtype(), from.data(), at, x, headDim);
        Lanes.load(dTo.dtype(), dTo.data(), ((block + h) * positions + t) * headDim, y, headDim);
        float inverse = inverseRms();
        turnBack(t * half);
        normBack(inverse, dweight);
        Lanes.store(
            dFrom.dtype(),
            y,
            dFrom.data(),
            token * dFrom.stride() + column + (long) h * headDim,
            headDim);
      }
    }
  }

  /** From the gradient in y by the normed head to that by the head in x. */
  private void normBack(float inverse, float[] dweight) {
    FloatVector sum = FloatVector.zero(Bf16.F);
    int i = 0;
    for (; i <= headDim - N; i += N) {
      FloatVector dy = FloatVector.fromArray(Bf16.F, y, i);
      FloatVector v = FloatVector.fromArray(Bf16.F, x, i);
      dy.mul(v)
          .fma(FloatVector.broadcast(Bf16.F, inverse), FloatVector.fromArray(Bf16.F, dweight, i))
          .intoArray(dweight, i);
      FloatVector scaled = dy.mul(FloatVector.fromArray(Bf16.F, scale, i));
      scaled.intoArray(y, i);
      sum = v.fma(scaled, sum);
    }
    float dot = Lanes.sum(sum, scratch);
    for (; i < headDim; i++) {
      dweight[i] = Math.fma(y[i] * x[i], inverse, dweight[i]);
      y[i] *= scale[i];
      dot = Math.fma(x[i], y[i], dot);
    }
    float mean = dot * inverse * inverse / headDim;
    for (i = 0; i <= headDim - N; i += N) {
      FloatVector.fromArray(Bf16.F, y, i)
          .sub(FloatVector.fromArray(Bf16.F, x, i).mul(mean))
          .mul(inverse)
          .intoArray(y, i);
    }
    for (; i < headDim; i++) {
      y[i] = (y[i] - x[i] * mean) * inverse;
    }
  }

  private void turnBack(int cs) {
    int i = 0;
    for (; i <= half - N; i += N) {
      FloatVector a = FloatVector.fromArray(Bf16.F, y, i);
      FloatVector b = FloatVector.fromArray(Bf16.F, y, half + i);
      FloatVector c = FloatVector.fromArray(Bf16.F, cos, cs + i);
      FloatVector s = FloatVector.fromArray(Bf16.F, sin, cs + i);
      a.mul(c).add(b.mul(s)).intoArray(y, i);
      b.mul(c).sub(a.mul(s)).intoArray(y, half + i);
    }
    for (; i < half; i++) {
      float a = y[i];
      float b = y[half + i];
      y[i] = a * cos[cs + i] + b * sin[cs + i];
      y[half + i] = b * cos[cs + i] - a * sin[cs + i];
    }
  }

  private float inverseRms() {
    return (float) (1 / Math.sqrt(Lanes.dot(x, x, 0, headDim, scratch) / headDim + eps));
  }

  /** Moves heads from token-major to head-major, unchanged. */
  public void split(HostTensor from, int column, int heads, HostTensor to) {
    move(from, column, heads, to, true);
  }

  /** Moves heads from head-major to token-major, unchanged. */
  public void merge(HostTensor from, int column, int heads, HostTensor to) {
    move(to, column, heads, from, false);
  }

  private void move(
      HostTensor tokenMajor, int column, int heads, HostTensor headMajor, boolean split) {
    int size = tokenMajor.dtype().bytes();
    long bytes = (long) headDim * size;
    MemorySegment rows = tokenMajor.data();
    MemorySegment blocks = headMajor.data();
    long tokens = tokenMajor.rows();
    for (long token = 0; token < tokens; token++) {
      long block = token / positions * heads;
      for (int h = 0; h < heads; h++) {
        long at = (token * tokenMajor.stride() + column + (long) h * headDim) * size;
        long to = ((block + h) * positions + token % positions) * bytes;
        if (split) {
          MemorySegment.copy(rows, at, blocks, to, bytes);
        } else {
          MemorySegment.copy(blocks, to, rows, at, bytes);
        }
      }
    }
  }
}
