package org.zhizhi.data.duplicate;

import java.util.Arrays;

/** Sorts records of a few longs that lie one after the other in an array. */
final class Runs {
  private static final int SMALL = 24;

  private Runs() {}

  /** Sorts the first {@code count} records of {@code width} longs each. */
  static void sort(long[] records, int count, int width) {
    if (width == 1) {
      Arrays.sort(records, 0, count);
    } else {
      sort(records, 0, count - 1, width);
    }
  }

  /** Quicksort by the median of nine; the shorter side first, so that the stack stays low. */
  private static void sort(long[] a, int from, int to, int width) {
    int low = from;
    int high = to;
    long[] pivot = new long[width];
    while (high - low >= SMALL) {
      int eighth = (high - low) / 8;
      int middle =
          median(
              a,
              median(a, low, low + eighth, low + 2 * eighth, width),
              median(a, low + 3 * eighth, low + 4 * eighth, low + 5 * eighth, width),
              median(a, low + 6 * eighth, low + 7 * eighth, high, width),
              width);
      System.arraycopy(a, middle * width, pivot, 0, width);
      int i = low;
      int j = high;
      while (i <= j) {
        while (compare(a, i, pivot, 0, width) < 0) {
          i++;
        }
        while (compare(a, j, pivot, 0, width) > 0) {
          j--;
        }
        if (i <= j) {
          swap(a, i++, j--, width);
        }
      }
      if (j - low < high - i) {
        sort(a, low, j, width);
        low = i;
      } else {
        sort(a, i, high, width);
        high = j;
      }
    }
    for (int i = low + 1; i <= high; i++) {
      for (int j = i; j > low && compare(a, j, a, j - 1, width) < 0; j--) {
        swap(a, j, j - 1, width);
      }
    }
  }

  private static int median(long[] a, int i, int j, int k, int width) {
    if (compare(a, i, a, j, width) < 0) {
      return compare(a, j, a, k, width) < 0 ? j : compare(a, i, a, k, width) < 0 ? k : i;
    }
    return compare(a, i, a, k, width) < 0 ? i : compare(a, j, a, k, width) < 0 ? k : j;
  }

  private static int compare(long[] a, int i, long[] b, int j, int width) {
    int x = i * width;
    int y = j * width;
    for (int k = 0; k < width; k++) {
      if (a[x + k] != b[y + k]) {
        return a[x + k] < b[y + k] ? -1 : 1;
      }
    }
    return 0;
  }

  private static void swap(long[] a, int i, int j, int width) {
    int x = i * width;
    int y = j * width;
    for (int k = 0; k < width; k++) {
      long up = a[x + k];
      a[x + k] = a[y + k];
      a[y + k] = up;
    }
  }
}
