package org.zhizhi.data.duplicate;

import java.util.Arrays;

/** Keeps the {@value #KEPT} smallest different values of many (a bottom-k sample of a set). */
final class Smallest {
  static final int KEPT = 32;

  private final long[] values = new long[4 * KEPT];
  private int count;
  private long bound = Long.MAX_VALUE;

  /**
   * @param value not negative
   */
  void add(long value) {
    if (value < bound) {
      values[count++] = value;
      if (count == values.length) {
        prune();
      }
    }
  }

  /** The smallest values, ascending. */
  long[] ascending() {
    prune();
    return Arrays.copyOf(values, count);
  }

  private void prune() {
    Arrays.sort(values, 0, count);
    int different = 0;
    for (int i = 0; i < count && different < KEPT; i++) {
      if (different == 0 || values[i] != values[different - 1]) {
        values[different++] = values[i];
      }
    }
    count = different;
    if (count == KEPT) {
      bound = values[KEPT - 1];
    }
  }
}
