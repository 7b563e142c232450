package org.zhizhi.trust;

/**
 * Positions of numbers in the order of their values: a stable radix sort, linear in their count and
 * without boxing, so that ten million pixels are as welcome as a hundred questions.
 */
public final class Order {
  private Order() {}

  /** Positions from the least value to the greatest; equal values keep their order; no NaN. */
  public static int[] ascending(double[] values) {
    return sorted(values, 0);
  }

  /** Positions from the greatest value to the least; equal values keep their order; no NaN. */
  public static int[] descending(double[] values) {
    return sorted(values, -1);
  }

  private static int[] sorted(double[] values, long flip) {
    int n = values.length;
    long[] keys = new long[n];
    int[][] counts = new int[8][257]; // shifted by one: counts become starts
    for (int i = 0; i < n; i++) {
      if (Double.isNaN(values[i])) {
        throw new IllegalArgumentException("value " + i + " is NaN");
      }
      long bits = Double.doubleToRawLongBits(values[i] + 0.0); // -0.0 and 0.0 are equal
      keys[i] = bits ^ ((bits >> 63) | Long.MIN_VALUE) ^ flip;
      for (int digit = 0; digit < 8; digit++) {
        counts[digit][(int) (keys[i] >>> (8 * digit) & 255) + 1]++;
      }
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    int[] next = new int[n];
    for (int digit = 0; digit < 8; digit++) {
      int shift = 8 * digit;
      int[] start = counts[digit];
      if (n == 0 || start[(int) (keys[0] >>> shift & 255) + 1] == n) {
        continue; // all have this digit in common
      }
      for (int d = 1; d < 257; d++) {
        start[d] += start[d - 1];
      }
      for (int item : order) {
        next[start[(int) (keys[item] >>> shift & 255)]++] = item;
      }
      int[] swapped = order;
      order = next;
      next = swapped;
    }
    return order;
  }
}
