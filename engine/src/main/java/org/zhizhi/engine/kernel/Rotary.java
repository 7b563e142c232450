package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.DType;
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
  private final float[] scale;
  private final float[] scratch = new float[N];

  // of the heads of one token: while one waits for its root, the next are read
  private float[] x = new float[0];
  private float[] dy = new float[0];
  private float[] inverse = new float[0];
  private float[] mean = new float[0];

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
    prepare(weight, heads);
    long tokens = from.rows();
    for (long token = 0; token < tokens; token++) {
      int t = (int) (token % positions);
      long block = token / positions * heads;
      long at = token * from.stride() + column;
      Lanes.load(from, at, x, heads * headDim);
      for (int h = 0; h < heads; h++) {
        inverse[h] = inverseRms(squares(h * headDim));
      }
      for (int h = 0; h < heads; h++) {
        long first = ((block + h) * positions + t) * headDim;
        turn(h * headDim, inverse[h], t * half, to, first);
      }
    }
  }

  private float inverseRms(float squares) {
    return (float) (1 / Math.sqrt(squares / headDim + eps));
  }

  /** The sum of squares of the head at x[at]. */
  private float squares(int at) {
    FloatVector sum = FloatVector.zero(Bf16.F);
    int i = at;
    for (; i <= at + headDim - N; i += N) {
      FloatVector v = vector(x, i);
      sum = v.fma(v, sum);
    }
    float squares = Lanes.sum(sum, scratch);
    for (; i < at + headDim; i++) {
      squares = Math.fma(x[i], x[i], squares);
    }
    return squares;
  }

  private void prepare(HostTensor weight, int heads) {
    Lanes.load(weight, 0, scale, headDim);
    if (inverse.length < heads) {
      x = new float[heads * headDim];
      dy = new float[heads * headDim];
      inverse = new float[heads];
      mean = new float[heads];
    }
  }

  /** Norms and turns the head at x[at] by the angles at {@code cs}. */
  private void turn(int at, float inverse, int cs, HostTensor to, long first) {
    long address = to.address(first, headDim);
    DType dtype = to.dtype();
    int i = 0;
    for (; i <= half - N; i += N) {
      FloatVector a = vector(x, at + i).mul(inverse).mul(vector(scale, i));
      FloatVector b = vector(x, at + half + i).mul(inverse).mul(vector(scale, half + i));
      FloatVector c = vector(cos, cs + i);
      FloatVector s = vector(sin, cs + i);
      Lanes.store(a.mul(c).sub(b.mul(s)), dtype, address, i);
      Lanes.store(b.mul(c).add(a.mul(s)), dtype, address, half + i);
    }
    for (; i < half; i++) {
      float a = x[at + i] * inverse * scale[i];
      float b = x[at + half + i] * inverse * scale[half + i];
      float c = cos[cs + i];
      float s = sin[cs + i];
      to.set(first + i, a * c - b * s);
      to.set(first + half + i, b * c + a * s);
    }
  }

  private static FloatVector vector(float[] row, int at) {
    return FloatVector.fromArray(Bf16.F, row, at);
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
    prepare(weight, heads);
    long tokens = from.rows();
    for (long token = 0; token < tokens; token++) {
      int t = (int) (token % positions);
      long block = token / positions * heads;
      long at = token * from.stride() + column;
      Lanes.load(from, at, x, heads * headDim);
      for (int h = 0; h < heads; h++) {
        turnBack(dTo, ((block + h) * positions + t) * headDim, h, t * half);
      }
      for (int h = 0; h < heads; h++) {
        normBack(h * headDim, inverse[h], mean[h], dweight);
      }
      Lanes.store(dy, dFrom, token * dFrom.stride() + column, heads * headDim);
    }
  }

  /**
   * Turns the gradient of head {@code h} back, so that its part of dy is that by the normed head;
   * leaves what {@link #normBack} needs to know of the whole head.
   */
  private void turnBack(HostTensor dTo, long first, int h, int cs) {
    long address = dTo.address(first, headDim);
    DType dtype = dTo.dtype();
    int low = h * headDim;
    int high = low + half;
    FloatVector dots = FloatVector.zero(Bf16.F);
    FloatVector squares = dots;
    int i = 0;
    for (; i <= half - N; i += N) {
      FloatVector a = Lanes.load(dtype, address, i);
      FloatVector b = Lanes.load(dtype, address, half + i);
      FloatVector c = vector(cos, cs + i);
      FloatVector s = vector(sin, cs + i);
      FloatVector da = a.mul(c).add(b.mul(s));
      FloatVector db = b.mul(c).sub(a.mul(s));
      da.intoArray(dy, low + i);
      db.intoArray(dy, high + i);
      FloatVector xa = vector(x, low + i);
      FloatVector xb = vector(x, high + i);
      dots = da.mul(vector(scale, i)).fma(xa, dots);
      dots = db.mul(vector(scale, half + i)).fma(xb, dots);
      squares = xb.fma(xb, xa.fma(xa, squares));
    }
    float dot = Lanes.sum(dots, scratch);
    float square = Lanes.sum(squares, scratch);
    for (; i < half; i++) {
      float a = dTo.get(first + i);
      float b = dTo.get(first + half + i);
      float c = cos[cs + i];
      float s = sin[cs + i];
      float da = a * c + b * s;
      float db = b * c - a * s;
      dy[low + i] = da;
      dy[high + i] = db;
      dot = Math.fma(da * scale[i], x[low + i], dot);
      dot = Math.fma(db * scale[half + i], x[high + i], dot);
      square = Math.fma(x[low + i], x[low + i], square);
      square = Math.fma(x[high + i], x[high + i], square);
    }
    inverse[h] = inverseRms(square);
    mean[h] = dot * inverse[h] * inverse[h] / headDim;
  }

  /** From the gradient at dy[at] by the normed head to that by the head. */
  private void normBack(int at, float inverse, float mean, float[] dweight) {
    int i = 0;
    for (; i <= headDim - N; i += N) {
      FloatVector d = vector(dy, at + i);
      FloatVector v = vector(x, at + i);
      d.mul(v)
          .fma(FloatVector.broadcast(Bf16.F, inverse), vector(dweight, i))
          .intoArray(dweight, i);
      d.mul(vector(scale, i)).sub(v.mul(mean)).mul(inverse).intoArray(dy, at + i);
    }
    for (; i < headDim; i++) {
      float d = dy[at + i];
      float v = x[at + i];
      dweight[i] = Math.fma(d * v, inverse, dweight[i]);
      dy[at + i] = (d * scale[i] - v * mean) * inverse;
    }
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
