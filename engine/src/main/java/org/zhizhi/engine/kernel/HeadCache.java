package org.zhizhi.engine.kernel;

import static org.zhizhi.engine.kernel.Bf16.F;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.zhizhi.engine.tensor.DType;

/**
 * The keys and values of one attention head at positions 0, 1, 2 and on, and attention over them.
 * It grows by blocks of {@value #BLOCK} positions, so that a sequence costs the memory it fills.
 *
 * <p>In a block keys stand by element, then position, so that scores of neighbouring positions are
 * lanes of one vector and no sum crosses lanes; values stand by position, then element. The result
 * for a query depends on the query and the positions before it alone.
 */
public abstract sealed class HeadCache permits FloatHeadCache, Bf16HeadCache {
  static final int BLOCK = 32;

  /** Elements i and i + HALF of a run of {@link #BLOCK} share an int when they are brain floats. */
  static final int HALF = BLOCK / 2;

  static final int L = F.length();

  final int headDim;

  /** Elements of a value, up to a whole number of runs; the last are zero. */
  final int padded;

  HeadCache(int headDim) {
    if (HALF % L != 0) {
      throw new IllegalStateException("vectors of " + L + " floats are wider than was foreseen");
    }
    this.headDim = headDim;
    this.padded = Math.ceilDiv(headDim, BLOCK) * BLOCK;
  }

  /**
   * An empty cache.
   *
   * @param headDim elements of a key and of a value
   * @param dtype F32 keeps them as they are, BF16 rounded in half the memory
   */
  public static HeadCache create(int headDim, DType dtype) {
    return switch (dtype) {
      case F32 -> new FloatHeadCache(headDim);
      case BF16 -> new Bf16HeadCache(headDim);
      default -> throw new IllegalArgumentException("a cache holds F32 or BF16, not " + dtype);
    };
  }

  /** Writes the key and value of {@code position}; those before it must have been written. */
  public final void put(int position, float[] key, int keyAt, float[] value, int valueAt) {
    if (position / BLOCK == blocks()) {
      grow();
    }
    write(position / BLOCK, position % BLOCK, key, keyAt, value, valueAt);
  }

  /**
   * Softmax attention of one query over positions 0 to {@code length - 1}: the values' mean,
   * weighted by e^(scale * query·key).
   *
   * @param out takes {@code headDim} floats from {@code outAt}
   * @return the weight of the position before the last; 0 if there is none
   */
  public final float attend(
      float[] query, int at, int length, float scale, float[] out, int outAt) {
    int used = Math.ceilDiv(length, BLOCK);
    float[] p = new float[used * BLOCK];
    for (int b = 0; b < used; b++) {
      scores(b, query, at, p, b * BLOCK);
    }
    Arrays.fill(p, length, p.length, Float.NEGATIVE_INFINITY);
    float sum = exponentials(p, scale);
    float[] mixed = new float[padded];
    for (int b = 0; b < used; b++) {
      mix(b, p, b * BLOCK, Math.min(BLOCK, length - b * BLOCK), mixed);
    }
    for (int i = 0; i < headDim; i++) {
      out[outAt + i] = mixed[i] / sum;
    }
    return length < 2 ? 0 : p[length - 2] / sum;
  }

  /** p = e^(scale (p - max)); the sum of all. */
  private static float exponentials(float[] p, float scale) {
    FloatVector top = FloatVector.fromArray(F, p, 0);
    for (int i = L; i < p.length; i += L) {
      top = top.max(FloatVector.fromArray(F, p, i));
    }
    float max = top.reduceLanes(VectorOperators.MAX); // exact in any order
    FloatVector sums = FloatVector.zero(F);
    for (int i = 0; i < p.length; i += L) {
      FloatVector e = Exp.exp(FloatVector.fromArray(F, p, i).sub(max).mul(scale));
      e.intoArray(p, i);
      sums = sums.add(e);
    }
    float[] lanes = new float[L];
    sums.intoArray(lanes, 0);
    return Lanes.sum(lanes, 0);
  }

  /** Bytes of keys and values that attention reads for each position. */
  public abstract int bytesPerPosition();

  abstract int blocks();

  abstract void grow();

  abstract void write(int block, int slot, float[] key, int keyAt, float[] value, int valueAt);

  /** {@code into[at + i]}: query·key of slot i, for all slots of a block, written or not. */
  abstract void scores(int block, float[] query, int queryAt, float[] into, int at);

  /** {@code into += sum of p[at + i] * value of slot i} for the first {@code slots} slots. */
  abstract void mix(int block, float[] p, int at, int slots, float[] into);
}
