package org.zhizhi.trust;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Holm's correction (1979) for many comparisons at once: if all those are shown whose adjusted p
 * value is below 0.05, the chance that even one of them is false is at most 0.05, however they hang
 * together.
 */
public final class Holm {
  private Holm() {}

  /** The adjusted p values, in the order of {@code p}. */
  public static double[] adjusted(double[] p) {
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i])); // stable
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int rank = 0; rank < p.length; rank++) {
      least = Math.max(least, Math.min(1, (p.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = least;
    }
    return adjusted;
  }
}
