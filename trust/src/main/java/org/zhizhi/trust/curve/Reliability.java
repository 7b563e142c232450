package org.zhizhi.trust.curve;

import java.util.ArrayList;
import java.util.List;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Proportion;
import org.zhizhi.trust.Scored;

/**
 * Reliability diagram (Murphy and Winkler, 1977): how often items are right, bin by bin of the
 * confidence they were given. On the diagonal, a confidence means what it says.
 *
 * @param bins in the order of confidence, none empty
 */
public record Reliability(List<Bin> bins) {
  /**
   * Items of like confidence.
   *
   * @param low least confidence in the bin
   * @param high greatest confidence in the bin
   * @param n how many items
   * @param confidence their mean confidence
   * @param right the share that is right
   * @param interval of the share that is right (Wilson's; where items hang together in groups, of
   *     the number of independent items that tells as much)
   */
  public record Bin(
      double low, double high, long n, double confidence, double right, Interval interval) {}

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Bins of nearly equal count, which a crowd of confident items cannot fill with noise; equal
   * confidences stay together.
   *
   * @param items with confidences as scores
   * @param bins at least 1, such as 10 or 15
   * @param level of the intervals, such as 0.95
   */
  public static Reliability equalMass(Scored items, int bins, double level) {
    Sorted sorted = new Sorted(items);
    return of(items, sorted, sorted.equalMass(bins), level);
  }

  /** Bins of equal width from 0 to 1: the usual picture; the empty ones are left out. */
  public static Reliability equalWidth(Scored items, int bins, double level) {
    Sorted sorted = new Sorted(items);
    return of(items, sorted, sorted.equalWidth(bins), level);
  }

  private static Reliability of(Scored items, Sorted sorted, int[] ends, double level) {
    List<Bin> bins = new ArrayList<>();
    int from = 0;
    for (int to : ends) {
      double right = sorted.right(from, to);
      double independent = to - from;
      if (!items.groups().independent()) {
        independent = independent(items, sorted, from, to, right);
      }
      bins.add(
          new Bin(
              sorted.at(from),
              sorted.at(to - 1),
              to - from,
              sorted.confidence(from, to),
              right,
              Proportion.wilson(right, independent, level)));
      from = to;
    }
    return new Reliability(bins);
  }

  /** How many independent items tell as much as those of the bin: between groups and items. */
  private static double independent(Scored items, Sorted sorted, int from, int to, double share) {
    int[] members = new int[to - from];
    double[] outcomes = new double[to - from];
    for (int i = from; i < to; i++) {
      members[i - from] = sorted.item(i);
      outcomes[i - from] = items.right()[sorted.item(i)] ? 1 : 0;
    }
    Groups groups = items.groups().take(members);
    double error = groups.standardError(outcomes);
    double told = share * (1 - share) / (error * error); // NaN where nothing varies
    return told > 0 ? Math.clamp(told, Math.min(1, groups.count()), to - from) : groups.count();
  }
}
