package org.zhizhi.language.knows;

import java.util.List;
import java.util.Optional;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.calibration.Logistic;
import org.zhizhi.trust.calibration.Platt;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.guarantee.Shift;
import org.zhizhi.trust.selective.TrustFile;

/** A calibration made by hand: the score is the signal of the answer's likelihood itself. */
public final class ByHand {
  /** Confidence at a score: a sigmoid of this slope. */
  public static final double SLOPE = 0.7;

  private ByHand() {}

  /**
   * That of the model with {@code digest}.
   *
   * @param threshold from which score on it answers; empty for no promise
   * @param seen digest of the file that it was calibrated on
   * @param reference scores it was calibrated on
   */
  public static TrustFile trust(
      String digest, Optional<Double> threshold, String seen, double... reference) {
    double[] zero = {0};
    double[] one = {1};
    return new TrustFile(
        digest,
        "2026-01-02T03:04:05Z",
        List.of(new TrustFile.Source("mine.jsonl", seen, "calibration", 120)),
        List.of("answer_sum"),
        new Logistic(zero, one, new double[] {-100}, new double[] {100}, one, 0),
        new Platt(SLOPE, 0),
        threshold.map(t -> new Guarantee.Reached(new Aim(0.05, 0.9), t, 90, 1, 120, 120)),
        Shift.Reference.of(reference, Groups.single(reference.length)));
  }
}
