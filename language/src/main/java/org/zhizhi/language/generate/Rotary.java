package org.zhizhi.language.generate;

import java.util.Arrays;
import org.zhizhi.language.model.RopeStretch;

/**
 * Rotary positions (arXiv:2104.09864) as Hugging Face lays them out: elements i and i + headDim/2
 * of a head turn together by position * theta^(-2i/headDim). Sines are kept for the positions seen.
 */
final class Rotary {
  private final int half;
  private final double[] frequencies;
  private float[] cos = new float[0]; // (positions, half)
  private float[] sin = new float[0];

  Rotary(int headDim, double theta, RopeStretch stretch) {
    half = headDim / 2;
    frequencies = new double[half];
    for (int i = 0; i < half; i++) {
      frequencies[i] = stretch.of(StrictMath.pow(theta, -2.0 * i / headDim));
    }
  }

  /** Prepares positions 0 to {@code positions - 1}; not while {@link #turn} runs elsewhere. */
  void reach(int positions) {
    int have = cos.length / half;
    if (positions <= have) {
      return;
    }
    int want = Math.max(positions, Math.max(256, have + have / 2));
    cos = Arrays.copyOf(cos, want * half);
    sin = Arrays.copyOf(sin, want * half);
    for (int position = have; position < want; position++) {
      for (int i = 0; i < half; i++) {
        double angle = position * frequencies[i];
        cos[position * half + i] = (float) StrictMath.cos(angle);
        sin[position * half + i] = (float) StrictMath.sin(angle);
      }
    }
  }

  /** Turns one head in place. */
  void turn(float[] x, int at, int position) {
    int row = position * half;
    for (int i = 0; i < half; i++) {
      float a = x[at + i];
      float b = x[at + half + i];
      x[at + i] = a * cos[row + i] - b * sin[row + i];
      x[at + half + i] = b * cos[row + i] + a * sin[row + i];
    }
  }
}
