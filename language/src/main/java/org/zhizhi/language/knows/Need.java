package org.zhizhi.language.knows;

import java.util.OptionalLong;
import org.zhizhi.trust.Order;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.SampleSize;

/** How many questions it would take to reach a promise, judged by those that tuned. */
final class Need {
  /** A truth closer to the risk than this takes thousands of answers to tell apart. */
  private static final double CLOSE = 0.8;

  private static final double POWER = 0.8;
  private static final int STEPS = 50;

  private Need() {}

  /**
   * The questions in all at the coverage where it takes fewest, for a chance of four in five; empty
   * where at no coverage the answers are right often enough.
   *
   * @param tuning answers with scores by fits that never saw them
   * @param asked how many questions these are the answers of
   * @param parts of which one is to calibrate
   */
  static OptionalLong of(Scored tuning, Aim aim, int asked, int parts) {
    int[] order = Order.descending(tuning.score());
    double least = Double.POSITIVE_INFINITY;
    double[] wrong = new double[order.length];
    int answered = 0;
    int mistakes = 0;
    for (int step = 1; step <= STEPS; step++) {
      int to = (int) Math.max(1, (long) order.length * step / STEPS);
      while (answered < to) {
        int item = order[answered++];
        wrong[item] = tuning.right()[item] ? 0 : 1;
        mistakes += tuning.right()[item] ? 0 : 1;
      }
      double risk = (mistakes + 0.5) / (answered + 1.0);
      if (risk < CLOSE * aim.risk()) {
        double design = design(tuning, wrong, (double) mistakes / order.length);
        double coverage = (double) answered / asked;
        least = Math.min(least, SampleSize.answered(aim, risk, POWER) * design / coverage);
      }
    }
    if (Double.isInfinite(least)) {
      return OptionalLong.empty();
    }
    // fewer than there were: bad luck, of which more questions leave less
    return OptionalLong.of((long) Math.ceil(Math.max(least, 1.5 * asked)) * parts);
  }

  /** How many times more answers it takes because questions about one thing hang together. */
  private static double design(Scored items, double[] wrong, double share) {
    double error = items.groups().standardError(wrong);
    double alone = share * (1 - share) / items.n();
    return alone > 0 ? Math.max(1, error * error / alone) : 1;
  }
}
