package org.zhizhi.trust.calibration;

import java.util.Arrays;

/**
 * Isotonic regression: of all sequences that never fall, the one nearest in weighted least squares,
 * by pooling adjacent violators (Ayer et al., 1955), linear in the count.
 *
 * @param value of each block, strictly rising
 * @param weight of each block
 * @param end of each block: the place after its last element; the last one is the count
 */
public record Pava(double[] value, double[] weight, int[] end) {

  /**
   * Fits {@code values} in the order given.
   *
   * @param weights one for each value, positive
   */
  public static Pava fit(double[] values, double[] weights) {
    if (values.length != weights.length) {
      throw new IllegalArgumentException(
          "weights differ: " + weights.length + " != " + values.length + " values");
    }
    int n = values.length;
    double[] value = new double[n];
    double[] weight = new double[n];
    int[] end = new int[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      double v = values[i];
      double w = weights[i];
      while (blocks > 0 && value[blocks - 1] >= v) {
        blocks--;
        double both = weight[blocks] + w;
        v = (value[blocks] * weight[blocks] + v * w) / both;
        w = both;
      }
      value[blocks] = v;
      weight[blocks] = w;
      end[blocks++] = i + 1;
    }
    return new Pava(
        Arrays.copyOf(value, blocks), Arrays.copyOf(weight, blocks), Arrays.copyOf(end, blocks));
  }

  /** The fitted value of each element. */
  public double[] fitted() {
    double[] fitted = new double[end.length == 0 ? 0 : end[end.length - 1]];
    for (int b = 0; b < value.length; b++) {
      Arrays.fill(fitted, b == 0 ? 0 : end[b - 1], end[b], value[b]);
    }
    return fitted;
  }
}
