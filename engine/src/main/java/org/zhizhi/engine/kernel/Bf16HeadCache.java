package org.zhizhi.engine.kernel;

import static org.zhizhi.engine.kernel.Bf16.F;
import static org.zhizhi.engine.kernel.Bf16.I;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Keys and values as brain floats, two to an int: of a run of {@link #BLOCK} the element i in the
 * low half, the element i + {@link #HALF} in the high half.
 */
final class Bf16HeadCache extends HeadCache {
  private static final int HIGH = 0xffff0000;

  private final List<int[]> keys = new ArrayList<>();
  private final List<int[]> values = new ArrayList<>();

  Bf16HeadCache(int headDim) {
    super(headDim);
  }

  @Override
  public int bytesPerPosition() {
    return (headDim + padded) * Short.BYTES;
  }

  @Override
  int blocks() {
    return keys.size();
  }

  @Override
  void grow() {
    keys.add(new int[headDim * HALF]);
    values.add(new int[BLOCK * padded / 2]);
  }

  @Override
  void write(int block, int slot, float[] key, int keyAt, float[] value, int valueAt) {
    int[] k = keys.get(block);
    int[] v = values.get(block);
    for (int i = 0; i < headDim; i++) {
      set(k, i * HALF, slot, key[keyAt + i]);
      set(v, (slot * padded + i) / BLOCK * HALF, i % BLOCK, value[valueAt + i]);
    }
  }

  /** Sets element {@code i} of the run whose ints start at {@code run}. */
  private static void set(int[] ints, int run, int i, float value) {
    int bits = Bf16.fromFloat(value) & 0xffff;
    int at = run + i % HALF;
    ints[at] = i < HALF ? ints[at] & HIGH | bits : ints[at] & ~HIGH | bits << 16;
  }

  @Override
  void scores(int block, float[] query, int queryAt, float[] into, int at) {
    int[] k = keys.get(block);
    for (int o = 0; o < HALF; o += L) {
      FloatVector low = FloatVector.zero(F);
      FloatVector high = low;
      for (int i = 0; i < headDim; i++) {
        FloatVector q = FloatVector.broadcast(F, query[queryAt + i]);
        IntVector pairs = IntVector.fromArray(I, k, i * HALF + o);
        low = q.fma(low(pairs), low);
        high = q.fma(high(pairs), high);
      }
      low.intoArray(into, at + o);
      high.intoArray(into, at + HALF + o);
    }
  }

  @Override
  void mix(int block, float[] p, int at, int slots, float[] into) {
    int[] v = values.get(block);
    for (int run = 0; run < padded; run += BLOCK) {
      for (int o = run; o < run + HALF; o += L) {
        FloatVector low = FloatVector.fromArray(F, into, o);
        FloatVector high = FloatVector.fromArray(F, into, o + HALF);
        for (int i = 0; i < slots; i++) {
          FloatVector weight = FloatVector.broadcast(F, p[at + i]);
          IntVector pairs = IntVector.fromArray(I, v, i * padded / 2 + run / 2 + o - run);
          low = weight.fma(low(pairs), low);
          high = weight.fma(high(pairs), high);
        }
        low.intoArray(into, o);
        high.intoArray(into, o + HALF);
      }
    }
  }

  private static FloatVector low(IntVector pairs) {
    return pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  private static FloatVector high(IntVector pairs) {
    return pairs.and(HIGH).reinterpretAsFloats();
  }
}
