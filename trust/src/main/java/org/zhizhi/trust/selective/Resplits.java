package org.zhizhi.trust.selective;

import java.util.Arrays;
import java.util.Optional;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.calibration.Folds;
import org.zhizhi.trust.curve.RiskCoverage;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.Guarantee;

/**
 * How often a promise holds when the items at hand are split at random into calibration and test
 * items again and again, whole groups at a time. The scores must come from items that are in
 * neither part.
 *
 * <p>Two things are counted, since they differ. A test part is itself a small sample: of 10,000
 * simulated draws of 1,000 calibration and 1,000 new items, more than {@code risk} of the new
 * answers were wrong in 13 of 100, though the promise, which is about the long run, was broken in
 * 6. Who wants the test part itself to keep it promises about that ({@code SelectiveRisk.ofNext}):
 * 7 of 100.
 *
 * @param splits how many
 * @param reached splits in which a threshold was found
 * @param held splits in which at most {@code risk} of the answers to the test part were wrong, or
 *     none was given
 * @param heldOverall splits in which that is so of all items together, the nearest thing at hand to
 *     the long run
 * @param coverage mean share of the test part that was answered; 0 where nothing was reached
 * @param bestCoverage mean share that the same score could have answered at the risk aimed at, had
 *     the outcomes of the test part been known
 * @param risk mean share wrong of the answers given
 */
public record Resplits(
    int splits,
    int reached,
    int held,
    int heldOverall,
    double coverage,
    double bestCoverage,
    double risk) {

  /** Finds a threshold by the calibration part. */
  @FunctionalInterface
  public interface Rule {
    /**
     * @param calibration items with outcomes
     * @param test scores of the items to be promised about
     */
    Guarantee of(Scored calibration, double[] test);
  }

  /**
   * Splits and tries.
   *
   * @param items with scores by a fit that saw none of them
   * @param share of the groups that calibrates, in (0, 1)
   * @param aim what {@code rule} promises
   */
  public static Resplits of(Scored items, double share, int splits, Aim aim, Rule rule, Seed seed) {
    Groups groups = items.groups();
    int calibrating = (int) Math.round(share * groups.count());
    if (calibrating < 1 || calibrating >= groups.count() || splits < 1) {
      throw new IllegalArgumentException(
          calibrating + " of " + groups.count() + " groups to calibrate, " + splits + " splits");
    }
    RiskCoverage all = RiskCoverage.of(items);
    int reached = 0;
    int held = 0;
    int heldOverall = 0;
    double coverage = 0;
    double best = 0;
    double risk = 0;
    int answering = 0;
    for (int s = 0; s < splits; s++) {
      int[] shuffled = Folds.shuffled(groups.count(), seed.split("resplit").split(s));
      Scored calibration = items.take(groups.items(Arrays.copyOf(shuffled, calibrating)));
      Scored test =
          items.take(groups.items(Arrays.copyOfRange(shuffled, calibrating, shuffled.length)));
      RiskCoverage curve = RiskCoverage.of(test);
      Optional<RiskCoverage.Point> point = Optional.empty();
      boolean overall = true;
      if (rule.of(calibration, test.score()) instanceof Guarantee.Reached r) {
        reached++;
        point = curve.at(r.threshold());
        overall = all.at(r.threshold()).orElseThrow().risk() <= aim.risk();
      }
      held += point.map(p -> p.risk() <= aim.risk()).orElse(true) ? 1 : 0;
      heldOverall += overall ? 1 : 0;
      coverage += point.map(RiskCoverage.Point::coverage).orElse(0.0) / splits;
      risk += point.map(RiskCoverage.Point::risk).orElse(0.0);
      answering += point.isPresent() ? 1 : 0;
      best += curve.atRisk(aim.risk()).map(RiskCoverage.Point::coverage).orElse(0.0) / splits;
    }
    return new Resplits(
        splits, reached, held, heldOverall, coverage, best, answering == 0 ? 0 : risk / answering);
  }

  /** Share of the splits in which the promise held on the test part. */
  public double heldShare() {
    return (double) held / splits;
  }

  /** What the promise costs: coverage short of the best possible. */
  public double gap() {
    return bestCoverage - coverage;
  }
}
