package org.zhizhi.trust.guarantee;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Binomial;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;

/**
 * From which score on answers may be given so that "of the answers given, at most {@code risk} are
 * wrong, with {@code confidence}": Learn then Test (Angelopoulos et al., 2021) on the risk of the
 * answered items, by exact binomial tails, thresholds taken from the strictest to the loosest.
 *
 * <p>Why it holds. Calibration items and new ones are drawn independently from one distribution;
 * the thresholds are fixed without the calibration items. At a threshold t let N items be answered
 * and K of them be wrong. Given N, the answered are N independent draws of an item that scores at
 * least t, so K is binomial with the risk R(t) that is to be bounded, and if R(t) is above {@code
 * risk}, then P(Bin(N, risk) &lt;= K) is at most delta with a probability of at most delta. That is
 * true for every N, hence also without knowing N. Fixed-sequence testing does the rest ({@link
 * LearnThenTest}). Nothing is assumed of the score: a bad one only leaves less answered.
 *
 * <p>The promise is about R, the share wrong in the long run. Of a small number of new answers more
 * may be wrong by chance alone: {@link #ofNext} promises about these.
 */
public final class SelectiveRisk {
  private SelectiveRisk() {}

  /**
   * For items of any kind: {@link #independent} where none hang together, else {@link #effective}.
   */
  public static Guarantee of(Scored calibration, double[] thresholds, Aim aim) {
    return calibration.groups().independent()
        ? independent(calibration, thresholds, aim)
        : effective(calibration, thresholds, aim);
  }

  /**
   * For independent items; exact.
   *
   * @param thresholds strictly falling, fixed without the calibration items ({@link Thresholds})
   */
  public static Guarantee independent(Scored calibration, double[] thresholds, Aim aim) {
    if (!calibration.groups().independent()) {
      throw new IllegalArgumentException(
          calibration.n() + " items hang together in " + calibration.groups().count() + " groups");
    }
    return search(
        calibration,
        thresholds,
        aim,
        walk -> LearnThenTest.exact(walk.wrong(), walk.answered(), aim.risk()));
  }

  /**
   * For items that hang together in groups, groups being independent; exact. One item is drawn from
   * each group and the others are left aside, so the promise is about an item drawn at random from
   * a new group, and counts groups as calibration items.
   */
  public static Guarantee onePerGroup(Scored calibration, double[] thresholds, Aim aim, Seed seed) {
    Scored drawn = calibration.take(OnePerGroup.draw(calibration.groups(), seed));
    return independent(
        new Scored(drawn.score(), drawn.right(), Groups.single(drawn.n())), thresholds, aim);
  }

  /**
   * For items that hang together in groups; approximate, and uses all of them. The binomial tail is
   * taken at the effective counts: those answered and wrong, divided by the design effect at that
   * threshold (Korn and Graubard, 1998). Rests on groups being many (50 answered or more) and none
   * outweighing the rest; the promise is about the share wrong of all answers to new groups. With
   * groups of one it is {@link #independent}.
   */
  public static Guarantee effective(Scored calibration, double[] thresholds, Aim aim) {
    return search(
        calibration,
        thresholds,
        aim,
        walk -> {
          double design = walk.designEffect();
          return walk.answered() == 0
              ? 1
              : Binomial.atMost(walk.wrong() / design, walk.answered() / design, aim.risk());
        });
  }

  /**
   * About new items that are at hand, without their outcomes: of the answers given to these very
   * items at most {@code risk} are wrong, with {@code confidence} over the draws of both samples.
   * What they may differ from the long run by chance is allowed for, so less is answered than by
   * the other methods, noticeably if the new items are few.
   *
   * <p>At one threshold it is exact: if more than the allowed M wrong answers are among the new
   * ones, the wrong ones among all answered are at least K + M + 1, and given their number it is
   * hypergeometric how many of them fell on the calibration side. Along a sequence it is so but for
   * the fact that which threshold is the first to break its promise now differs a little from draw
   * to draw; of 10,000 simulated draws 655 broke it at a delta of 0.1. Groups enter as in {@link
   * #effective}.
   *
   * @param next scores of the new items
   */
  public static Guarantee ofNext(Scored calibration, double[] next, double[] thresholds, Aim aim) {
    double[] falling = next.clone();
    Arrays.sort(falling);
    int[] at = {0, 0}; // threshold, new items answered
    return search(
        calibration,
        thresholds,
        aim,
        walk -> {
          double threshold = thresholds[at[0]++];
          while (at[1] < falling.length && falling[falling.length - 1 - at[1]] >= threshold) {
            at[1]++;
          }
          return ofNext(walk, at[1], aim.risk());
        });
  }

  private static double ofNext(Walk walk, int answered, double risk) {
    double design = walk.designEffect();
    long drawn = (long) (walk.answered() / design);
    long rest = (long) (answered / design);
    long wrong = Math.min(drawn, (long) Math.ceil(walk.wrong() / design));
    long marked = wrong + (long) (risk * rest + 1e-9) + 1;
    if (drawn == 0) {
      return 1;
    }
    return marked > drawn + rest ? 0 : Binomial.atMostDrawn(wrong, drawn, rest, marked);
  }

  private static Guarantee search(
      Scored calibration, double[] thresholds, Aim aim, ToDoubleFunction<Walk> pValue) {
    for (int i = 0; i < thresholds.length; i++) {
      if (Double.isNaN(thresholds[i]) || i > 0 && !(thresholds[i] < thresholds[i - 1])) {
        throw new IllegalArgumentException(
            "threshold " + i + " is " + thresholds[i] + ": they must fall");
      }
    }
    Walk walk = new Walk(calibration);
    int[][] seen = new int[thresholds.length][];
    int last =
        LearnThenTest.last(
                thresholds.length,
                i -> {
                  walk.to(thresholds[i]);
                  seen[i] = new int[] {walk.answered(), walk.wrong()};
                  return pValue.applyAsDouble(walk);
                },
                aim.delta())
            .orElse(-1);
    int n = calibration.n();
    int groups = calibration.groups().count();
    if (last < 0) {
      int[] first = thresholds.length == 0 ? new int[2] : seen[0];
      return new Guarantee.Unreached(aim, first[0], first[1], n, groups);
    }
    return new Guarantee.Reached(aim, thresholds[last], seen[last][0], seen[last][1], n, groups);
  }
}
