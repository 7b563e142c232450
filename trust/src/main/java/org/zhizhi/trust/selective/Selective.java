package org.zhizhi.trust.selective;

import java.util.OptionalDouble;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.calibration.Calibrator;
import org.zhizhi.trust.calibration.CrossFit;
import org.zhizhi.trust.calibration.Isotonic;
import org.zhizhi.trust.calibration.Logistic;
import org.zhizhi.trust.calibration.Platt;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.guarantee.SelectiveRisk;
import org.zhizhi.trust.guarantee.Thresholds;

/**
 * Answers where the score is high enough and declines elsewhere (selective prediction, Chow, 1957).
 *
 * @param combination of signals into one score; log-odds
 * @param calibrator of the score into a confidence
 * @param threshold answer where the score is at least this; empty: no promise was reached, and
 *     every item is answered
 */
public record Selective(Logistic combination, Calibrator calibrator, OptionalDouble threshold) {
  /** Below as many items, two numbers are all that calibration can find (Platt's). */
  private static final int ENOUGH_FOR_ISOTONIC = 500;

  private static final int FOLDS = 5;

  /**
   * What becomes of an item.
   *
   * @param score log-odds, comparable with the threshold
   * @param confidence probability that the answer is right
   * @param answers whether to give the answer; else decline
   */
  public record Decision(double score, double confidence, boolean answers) {}

  /**
   * Items described by signals.
   *
   * @param rows {@code [item][signal]}, finite
   * @param right whether each item is right
   * @param groups which items hang together
   */
  public record Items(double[][] rows, boolean[] right, Groups groups) {
    public Items {
      if (rows.length != right.length || rows.length != groups.n()) {
        throw new IllegalArgumentException(
            rows.length + " rows, " + right.length + " outcomes, " + groups.n() + " in groups");
      }
    }
  }

  /**
   * A combination, and what is known of it.
   *
   * @param fit by the tuning items
   * @param calibration the calibration items with their scores
   * @param guarantee by the calibration items
   */
  public record Fitted(CrossFit fit, Scored calibration, Guarantee guarantee) {
    /** The rule to use on new items. */
    public Selective selective() {
      return new Selective(
          fit.combination(),
          fit.calibrator(),
          guarantee instanceof Guarantee.Reached reached
              ? OptionalDouble.of(reached.threshold())
              : OptionalDouble.empty());
    }
  }

  /**
   * Fits the combination, its calibration and the order of thresholds by {@code tuning}, the
   * threshold by {@code calibration}. No group may have items in both.
   *
   * @param tuning 500 items or more for a calibration of any shape
   * @param calibration as many as {@link org.zhizhi.trust.guarantee.SampleSize} asks for; never
   *     used before, not even for looking
   */
  public static Fitted fit(Items tuning, Items calibration, Aim aim, Seed seed) {
    CrossFit fit =
        CrossFit.of(
            tuning.rows(),
            tuning.right(),
            tuning.groups(),
            FOLDS,
            Logistic.PENALTY,
            Selective::calibrator,
            seed);
    Scored scored =
        new Scored(
            fit.combination().scores(calibration.rows()),
            calibration.right(),
            calibration.groups());
    double[] thresholds =
        Thresholds.tuned(fit.held(), aim, calibration.groups().count(), Thresholds.STEPS);
    return new Fitted(fit, scored, SelectiveRisk.of(scored, thresholds, aim));
  }

  /** Isotonic where there are items enough, else Platt's. */
  static Calibrator calibrator(Scored items) {
    return items.n() >= ENOUGH_FOR_ISOTONIC ? Isotonic.fit(items) : Platt.fit(items);
  }

  /** Decides about an item by its signals, in the order of the fit. */
  public Decision decide(double[] signals) {
    double score = combination.score(signals);
    return new Decision(
        score,
        calibrator.confidence(score),
        threshold.isEmpty() || score >= threshold.getAsDouble());
  }

  /** The confidence at the threshold: what to draw in a picture of confidences. */
  public OptionalDouble confidenceAtThreshold() {
    return threshold.isEmpty()
        ? threshold
        : OptionalDouble.of(calibrator.confidence(threshold.getAsDouble()));
  }
}
