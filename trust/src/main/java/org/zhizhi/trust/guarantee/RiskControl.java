package org.zhizhi.trust.guarantee;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.zhizhi.trust.Order;
import org.zhizhi.trust.Scored;

/**
 * Conformal risk control (Angelopoulos et al., 2022): the loosest setting whose loss on the next
 * item is, on average over everything drawn, at most {@code risk}. Holds for any loss that never
 * falls as the setting gets looser, for exchangeable items, and however few they are; says nothing
 * of how unlucky one calibration sample can be (that is {@link LearnThenTest}).
 */
public final class RiskControl {
  private RiskControl() {}

  /**
   * The loosest of settings that are numbered from the most cautious to the loosest.
   *
   * @param meanLoss of the calibration items at a setting; must not fall from one to the next
   * @param n how many calibration items, or groups with their mean losses where items hang together
   * @param most greatest loss that an item can have
   * @param risk in the unit of the loss
   * @return empty if not even setting 0 will do
   */
  public static OptionalInt loosest(
      int settings, IntToDoubleFunction meanLoss, long n, double most, double risk) {
    double before = Double.NEGATIVE_INFINITY;
    int found = -1;
    for (int s = 0; s < settings; s++) {
      double loss = meanLoss.applyAsDouble(s);
      if (!(loss >= before - 1e-12 && loss <= most)) {
        throw new IllegalArgumentException(
            "mean loss " + loss + " at setting " + s + " after " + before + ", most " + most);
      }
      before = loss;
      if ((n * loss + most) / (n + 1) > risk) {
        break;
      }
      found = s;
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /**
   * The least threshold at which the next item is both answered and wrong with a probability of at
   * most {@code risk}: of all questions asked, not of all answers given. Where items hang together,
   * the item is one drawn at random from the next group.
   *
   * @return answer where the score is at least this; negative infinity: answer everything; empty:
   *     too few calibration items to answer anything
   */
  public static OptionalDouble wrongAnswers(Scored calibration, double risk) {
    double groups = calibration.groups().count();
    double[] score = calibration.score();
    double allowed = risk * (groups + 1) - 1;
    if (allowed < -1e-9) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int item : Order.descending(score)) {
      if (!calibration.right()[item]) {
        sum += 1.0 / calibration.groups().size(calibration.groups().of(item));
        if (sum > allowed + 1e-9) {
          return OptionalDouble.of(Math.nextUp(score[item])); // stricter than this wrong answer
        }
      }
    }
    return OptionalDouble.of(Double.NEGATIVE_INFINITY);
  }
}
