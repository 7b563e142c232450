package org.zhizhi.trust.curve;

import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Normal;
import org.zhizhi.trust.Order;
import org.zhizhi.trust.Proportion;
import org.zhizhi.trust.Scored;

/**
 * Area under the receiver operating characteristic: how probable it is that a right item scores
 * higher than a wrong one, ties counting half (Mann and Whitney, 1947). 0.5 tells nothing, 1 tells
 * right from wrong without fault. The error bar is that of DeLong et al. (1988), in n log n (Sun
 * and Xu, 2014); with groups that of Obuchowski (1997).
 *
 * @param value in [0, 1]; NaN where all items are right or all are wrong
 * @param standardError NaN where it cannot be told: fewer than two groups with right or wrong items
 * @param right how many items are right
 * @param wrong how many are wrong
 */
public record Auroc(double value, double standardError, long right, long wrong) {

  /** The area and its error bar. */
  public static Auroc of(Scored items) {
    double[] placed = placements(items);
    long right = items.rightCount();
    double value = mean(placed, items.right(), right);
    return new Auroc(
        value,
        standardError(placed, items.right(), items.groups(), value),
        right,
        items.n() - right);
  }

  /**
   * From below to above the value, on the scale of log-odds, where the error is closer to normal
   * and no end lies outside of [0, 1]. At 0 and 1, where DeLong's error is 0, Wilson's interval for
   * as many trials as there are items of the rarer kind.
   *
   * @param level confidence in (0, 1), such as 0.95
   */
  public Interval interval(double level) {
    double z = Normal.quantile(0.5 + Proportion.requireLevel(level) / 2);
    if (Double.isNaN(standardError)) {
      return new Interval(0, 1);
    }
    if (value <= 0 || value >= 1) {
      return Proportion.wilson(value, Math.min(right, wrong), level);
    }
    double odds = Math.log(value / (1 - value));
    double half = z * standardError / (value * (1 - value));
    return new Interval(sigmoid(odds - half), sigmoid(odds + half));
  }

  /**
   * How much more the second score's area is than the first's, on the same items.
   *
   * @param value second less first, in [-1, 1]
   * @param standardError of the difference; far less than both areas' errors make one think, since
   *     the items are the same
   */
  public record Difference(double value, double standardError) {
    /** How probable so large a difference is if there is none; two-sided. */
    public double pValue() {
      return standardError == 0
          ? value == 0 ? 1 : 0
          : 2 * Normal.cdf(-Math.abs(value / standardError));
    }

    /** From below to above the difference. */
    public Interval interval(double level) {
      double half = standardError * Normal.quantile(0.5 + Proportion.requireLevel(level) / 2);
      return new Interval(value - half, value + half);
    }
  }

  /**
   * Compares two scores of the same items.
   *
   * @param second scores of the items of {@code first}
   */
  public static Difference difference(Scored first, double[] second) {
    double[] placed = placements(first.with(second));
    double[] placedFirst = placements(first);
    for (int i = 0; i < placed.length; i++) {
      placed[i] -= placedFirst[i];
    }
    double value = mean(placed, first.right(), first.rightCount());
    return new Difference(value, standardError(placed, first.right(), first.groups(), value));
  }

  /**
   * Of each right item the share of wrong ones below it, of each wrong one the share of right ones
   * above it; ties count half.
   */
  private static double[] placements(Scored items) {
    int n = items.n();
    int[] order = Order.ascending(items.score());
    double right = items.rightCount();
    double wrong = n - right;
    double[] placed = new double[n];
    double rightBelow = 0;
    double wrongBelow = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      double rightHere = 0;
      double score = items.score()[order[from]];
      while (to < n && items.score()[order[to]] == score) {
        rightHere += items.right()[order[to++]] ? 1 : 0;
      }
      double wrongHere = to - from - rightHere;
      for (int i = from; i < to; i++) {
        placed[order[i]] =
            items.right()[order[i]]
                ? (wrongBelow + wrongHere / 2) / wrong
                : (right - rightBelow - rightHere / 2) / right;
      }
      rightBelow += rightHere;
      wrongBelow += wrongHere;
      from = to;
    }
    return placed;
  }

  private static double mean(double[] placed, boolean[] right, double count) {
    double sum = 0;
    for (int i = 0; i < placed.length; i++) {
      sum += right[i] ? placed[i] : 0;
    }
    return sum / count;
  }

  private static double standardError(
      double[] placed, boolean[] right, Groups groups, double value) {
    double rights = 0;
    double rightSquares = 0;
    double wrongSquares = 0;
    double products = 0;
    int rightGroups = 0;
    int wrongGroups = 0;
    for (int g = 0; g < groups.count(); g++) {
      double rightSum = 0;
      double wrongSum = 0;
      int rightHere = 0;
      int[] members = groups.items(g);
      for (int item : members) {
        if (right[item]) {
          rightSum += placed[item] - value;
          rightHere++;
        } else {
          wrongSum += placed[item] - value;
        }
      }
      rights += rightHere;
      rightGroups += rightHere > 0 ? 1 : 0;
      wrongGroups += rightHere < members.length ? 1 : 0;
      rightSquares += rightSum * rightSum;
      wrongSquares += wrongSum * wrongSum;
      products += rightSum * wrongSum;
    }
    double wrongs = placed.length - rights;
    if (rightGroups < 2 || wrongGroups < 2) {
      return Double.NaN;
    }
    return Math.sqrt(
        Math.max(
            0,
            few(rightGroups) * rightSquares / (rights * rights)
                + few(wrongGroups) * wrongSquares / (wrongs * wrongs)
                + 2 * few(groups.count()) * products / (rights * wrongs)));
  }

  private static double few(double groups) {
    return groups / (groups - 1);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
