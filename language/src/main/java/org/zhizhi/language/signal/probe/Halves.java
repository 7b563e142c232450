package org.zhizhi.language.signal.probe;

import java.util.Arrays;

/** Where numbers fall into two heaps. */
final class Halves {
  private Halves() {}

  /**
   * The cut that leaves least variance on its sides (Kossen et al. 2024, arXiv:2406.15927, section
   * 4, for semantic entropy); infinite where all numbers are the same.
   */
  static double cut(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double total = Arrays.stream(sorted).sum();
    double before = 0;
    double best = -1;
    double cut = Double.POSITIVE_INFINITY;
    for (int n = 1; n < sorted.length; n++) {
      before += sorted[n - 1];
      double after = total - before;
      // the variance between the sides, up to a constant
      double between = before * before / n + after * after / (sorted.length - n);
      if (sorted[n] > sorted[n - 1] && between > best) {
        best = between;
        cut = (sorted[n] + sorted[n - 1]) / 2;
      }
    }
    return cut;
  }
}
