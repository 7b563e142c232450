package org.zhizhi.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhizhi.engine.tensor.DType;

final class HeadCacheTest {

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void attendsAsDoubleLoopsDo(DType dtype) {
    SplittableRandom random = new SplittableRandom(1);
    for (int headDim : new int[] {2, 6, 32, 48, 64}) {
      HeadCache cache = HeadCache.create(headDim, dtype);
      int longest = 75;
      float[][] keys = new float[longest][];
      float[][] values = new float[longest][];
      float[] out = new float[headDim + 1];
      for (int t = 0; t < longest; t++) {
        keys[t] = rounded(headDim, dtype, random);
        values[t] = rounded(headDim, dtype, random);
        cache.put(t, keys[t], 0, values[t], 0);
        float[] query = rounded(headDim + 3, DType.F32, random);
        cache.attend(query, 3, t + 1, 0.3f, out, 1);
        double[] expected = attend(query, keys, values, t + 1, headDim);
        for (int i = 0; i < headDim; i++) {
          assertEquals(expected[i], out[1 + i], 1e-5, dtype + " " + headDim + " at " + t);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16"})
  void laterPositionsAndRewrittenOnesLeaveNoTrace(DType dtype) {
    SplittableRandom random = new SplittableRandom(2);
    int headDim = 16;
    HeadCache used = HeadCache.create(headDim, dtype);
    for (int t = 0; t < 70; t++) {
      used.put(t, rounded(headDim, dtype, random), 0, rounded(headDim, dtype, random), 0);
    }
    HeadCache fresh = HeadCache.create(headDim, dtype);
    float[] query = rounded(headDim, DType.F32, random);
    for (int t = 0; t < 40; t++) {
      float[] key = rounded(headDim, dtype, random);
      float[] value = rounded(headDim, dtype, random);
      used.put(t, key, 0, value, 0);
      fresh.put(t, key, 0, value, 0);
      float[] a = new float[headDim];
      float[] b = new float[headDim];
      used.attend(query, 0, t + 1, 0.25f, a, 0);
      fresh.attend(query, 0, t + 1, 0.25f, b, 0);
      assertArrayEquals(b, a, 0f);
    }
  }

  private static double[] attend(
      float[] query, float[][] keys, float[][] values, int length, int headDim) {
    double[] mixed = new double[headDim];
    double sum = 0;
    for (int t = 0; t < length; t++) {
      double score = 0;
      for (int i = 0; i < headDim; i++) {
        score += (double) query[3 + i] * keys[t][i];
      }
      double p = Math.exp(0.3 * score);
      sum += p;
      for (int i = 0; i < headDim; i++) {
        mixed[i] += p * values[t][i];
      }
    }
    for (int i = 0; i < headDim; i++) {
      mixed[i] /= sum;
    }
    return mixed;
  }

  private static float[] rounded(int n, DType dtype, SplittableRandom random) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
      if (dtype == DType.BF16) {
        values[i] = Bf16.toFloat(Bf16.fromFloat(values[i]));
      }
    }
    return values;
  }
}
