package org.zhizhi.trust.guarantee;

import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Order;
import org.zhizhi.trust.Scored;

/** Counts of the answered items while the threshold falls; linear in the items, all told. */
final class Walk {
  private final Scored items;
  private final int[] order;
  private final int[] answeredOf; // by group
  private final int[] wrongOf;
  private int answered;
  private int wrong;
  private int groups; // with an answered item
  private double wrongSquares; // sums over groups of wrong², wrong * answered, answered²
  private double products;
  private double answeredSquares;

  Walk(Scored items) {
    this.items = items;
    order = Order.descending(items.score());
    answeredOf = new int[items.groups().count()];
    wrongOf = new int[items.groups().count()];
  }

  /** Answers all items that score at least {@code threshold}, which may only fall. */
  void to(double threshold) {
    Groups of = items.groups();
    while (answered < order.length && items.score()[order[answered]] >= threshold) {
      int item = order[answered++];
      int g = of.of(item);
      int w = items.right()[item] ? 0 : 1;
      groups += answeredOf[g] == 0 ? 1 : 0;
      wrongSquares += w * (2.0 * wrongOf[g] + 1);
      products += wrongOf[g] + w * (answeredOf[g] + 1.0);
      answeredSquares += 2.0 * answeredOf[g] + 1;
      wrong += w;
      wrongOf[g] += w;
      answeredOf[g]++;
    }
  }

  int answered() {
    return answered;
  }

  int wrong() {
    return wrong;
  }

  /**
   * Design effect (Kish, 1965) of the share wrong among the answered: how many times as large its
   * variance is as that of as many independent items; at least 1. It is told as if one more group
   * of usual size had been wholly wrong: few wrong answers say little of how they flock together,
   * and with none the groups count as if all their items were one.
   */
  double designEffect() {
    if (groups == answered) {
      return 1;
    }
    double more = answeredSquares / answered;
    double n = answered + more;
    double share = (wrong + more) / n;
    double squares =
        wrongSquares
            - 2 * share * products
            + share * share * answeredSquares
            + more * more * (1 - share) * (1 - share);
    double independent = share * (1 - share) * n;
    return independent <= 0 ? more : Math.max(1, (groups + 1.0) / groups * squares / independent);
  }
}
