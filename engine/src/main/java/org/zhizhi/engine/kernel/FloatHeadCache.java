package org.zhizhi.engine.kernel;

import static org.zhizhi.engine.kernel.Bf16.F;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** Keys and values as floats. */
final class FloatHeadCache extends HeadCache {
  private final List<float[]> keys = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();

  FloatHeadCache(int headDim) {
    super(headDim);
  }

  @Override
  public int bytesPerPosition() {
    return (headDim + padded) * Float.BYTES;
  }

  @Override
  int blocks() {
    return keys.size();
  }

  @Override
  void grow() {
    keys.add(new float[headDim * BLOCK]);
    values.add(new float[BLOCK * padded]);
  }

  @Override
  void write(int block, int slot, float[] key, int keyAt, float[] value, int valueAt) {
    float[] k = keys.get(block);
    for (int i = 0; i < headDim; i++) {
      k[i * BLOCK + slot] = key[keyAt + i];
    }
    System.arraycopy(value, valueAt, values.get(block), slot * padded, headDim);
  }

  @Override
  void scores(int block, float[] query, int queryAt, float[] into, int at) {
    float[] k = keys.get(block);
    for (int o = 0; o < HALF; o += L) {
      FloatVector low = FloatVector.zero(F);
      FloatVector high = low;
      for (int i = 0; i < headDim; i++) {
        FloatVector q = FloatVector.broadcast(F, query[queryAt + i]);
        low = q.fma(FloatVector.fromArray(F, k, i * BLOCK + o), low);
        high = q.fma(FloatVector.fromArray(F, k, i * BLOCK + HALF + o), high);
      }
      low.intoArray(into, at + o);
      high.intoArray(into, at + HALF + o);
    }
  }

  @Override
  void mix(int block, float[] p, int at, int slots, float[] into) {
    float[] v = values.get(block);
    for (int o = 0; o < padded; o += 2 * L) {
      FloatVector low = FloatVector.fromArray(F, into, o);
      FloatVector high = FloatVector.fromArray(F, into, o + L);
      for (int i = 0; i < slots; i++) {
        FloatVector weight = FloatVector.broadcast(F, p[at + i]);
        low = weight.fma(FloatVector.fromArray(F, v, i * padded + o), low);
        high = weight.fma(FloatVector.fromArray(F, v, i * padded + o + L), high);
      }
      low.intoArray(into, o);
      high.intoArray(into, o + L);
    }
  }
}
