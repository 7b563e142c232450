package org.zhizhi.language.knows;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.calibration.Folds;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.SelectiveRisk;
import org.zhizhi.trust.guarantee.Thresholds;

/**
 * How many questions it would take to reach a promise: the questions that tuned are drawn again and
 * again, group by group with replacement, in growing numbers, until a threshold is found in four
 * draws of five. Half of them say where to begin and the other half is drawn: what looks sure by
 * luck in one does not in the other.
 */
final class Need {
  private static final int DRAWS = 20;
  private static final int ENOUGH = 16;
  private static final double STEP = 1.5;

  /** More than these nobody asks; what they do not show is not there. */
  private static final int MOST = 20_000;

  private Need() {}

  /**
   * The questions that should calibrate; empty where no number would do.
   *
   * @param tuning answers with scores by fits that never saw them
   * @param asked how many questions these are the answers of
   * @param had how many questions did not do
   */
  static OptionalLong of(Scored tuning, Aim aim, int asked, int had, Seed seed) {
    Seed draws = seed.split("need");
    int count = tuning.groups().count();
    int[] shuffled = Folds.shuffled(count, draws);
    Scored first = tuning.take(tuning.groups().items(Arrays.copyOf(shuffled, count / 2)));
    Scored second =
        tuning.take(tuning.groups().items(Arrays.copyOfRange(shuffled, count / 2, count)));
    for (double n = STEP * had; n <= MOST; n *= STEP) {
      int groups = (int) Math.ceil(n / asked * count);
      double[] thresholds = Thresholds.tuned(first, aim, groups, Thresholds.STEPS);
      int reached = 0;
      for (int d = 0; d < DRAWS && reached + DRAWS - d >= ENOUGH; d++) {
        Scored drawn = drawn(second, groups, draws.split(groups).split(d).random());
        reached += SelectiveRisk.of(drawn, thresholds, aim).reached() ? 1 : 0;
      }
      if (reached >= ENOUGH) {
        return OptionalLong.of((long) n);
      }
    }
    return OptionalLong.empty();
  }

  /** Groups drawn with replacement; one drawn twice counts as two. */
  private static Scored drawn(Scored items, int groups, SplittableRandom random) {
    int[] drawn = random.ints(groups, 0, items.groups().count()).toArray();
    int[] taken = items.groups().items(drawn);
    int[] ids = new int[taken.length];
    int at = 0;
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < items.groups().size(drawn[g]); i++) {
        ids[at++] = g;
      }
    }
    Scored again = items.take(taken);
    return new Scored(again.score(), again.right(), Groups.of(ids));
  }
}
