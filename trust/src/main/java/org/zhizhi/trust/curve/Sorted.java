package org.zhizhi.trust.curve;

import java.util.Arrays;
import org.zhizhi.trust.Order;
import org.zhizhi.trust.Scored;

/**
 * Items in the order of their confidence, with running totals, so that any cut into bins costs no
 * second pass. Equal confidences fall into one bin.
 */
final class Sorted {
  private final int[] order;
  private final double[] confidences; // running total, one more than items
  private final int[] rights;
  private final double[] confidence; // ascending

  Sorted(Scored items) {
    double[] of = items.requireProbabilities().score();
    int n = of.length;
    order = Order.ascending(of);
    confidences = new double[n + 1];
    rights = new int[n + 1];
    confidence = new double[n];
    for (int i = 0; i < n; i++) {
      confidence[i] = of[order[i]];
      confidences[i + 1] = confidences[i] + confidence[i];
      rights[i + 1] = rights[i] + (items.right()[order[i]] ? 1 : 0);
    }
  }

  int n() {
    return order.length;
  }

  /** The number of the item at a place. */
  int item(int place) {
    return order[place];
  }

  double at(int place) {
    return confidence[place];
  }

  /** Mean confidence of the items from one place to before another. */
  double confidence(int from, int to) {
    return (confidences[to] - confidences[from]) / (to - from);
  }

  /** Share right of the items from one place to before another. */
  double right(int from, int to) {
    return (double) (rights[to] - rights[from]) / (to - from);
  }

  /** Ends of at most {@code bins} bins of nearly equal count, none empty; ascending, the last n. */
  int[] equalMass(int bins) {
    int[] ends = new int[Math.min(bins, n())];
    int count = 0;
    int end = 0;
    for (int b = 1; b <= bins; b++) {
      int wanted = (int) ((long) n() * b / bins);
      if (wanted > end) {
        end = wanted;
        while (end < n() && confidence[end] == confidence[end - 1]) {
          end++;
        }
        ends[count++] = end;
      }
    }
    return Arrays.copyOf(ends, count);
  }

  /** Ends of the bins that cut [0, 1] into {@code bins} equal widths; empty ones are left out. */
  int[] equalWidth(int bins) {
    int[] ends = new int[Math.min(bins, n())];
    int count = 0;
    int end = 0;
    for (int b = 1; b <= bins && end < n(); b++) {
      int from = end;
      while (end < n() && (b == bins || confidence[end] < (double) b / bins)) {
        end++;
      }
      if (end > from) {
        ends[count++] = end;
      }
    }
    return Arrays.copyOf(ends, count);
  }
}
