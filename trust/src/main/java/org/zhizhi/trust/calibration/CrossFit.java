package org.zhizhi.trust.calibration;

import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;

/**
 * A combination of signals and its calibration, fitted on the same items without either seeing what
 * it is judged by: each item's score comes from a fit on the other folds, the calibrator is fitted
 * on those scores (Zadrozny and Elkan's problem, solved as by Platt, 1999, section 4.2), and each
 * item's confidence comes from a calibrator fitted on the other folds' scores. A combination that
 * had seen its items would score them too well, and the calibrator would promise too much.
 *
 * @param combination fitted on all items
 * @param calibrator of the combination's scores
 * @param held the items with scores of combinations that never saw them
 * @param confidence of each item by a combination fitted without it and a calibrator fitted on the
 *     other folds' scores; what ECE and Brier score may be told of
 */
public record CrossFit(
    Logistic combination, Calibrator calibrator, Scored held, double[] confidence) {

  /** Makes a calibrator from items. */
  @FunctionalInterface
  public interface Fit {
    Calibrator of(Scored items);
  }

  /**
   * Fits signals by folds of whole groups.
   *
   * @param rows signals of each item, finite
   * @param folds such as 5; fewer where there are fewer groups, of which there must be 2
   * @param penalty on the weights, {@link Logistic#PENALTY} if there is no better reason
   * @param fit such as {@code Isotonic::fit}; Platt's with fewer than a few hundred items
   */
  public static CrossFit of(
      double[][] rows,
      boolean[] right,
      Groups groups,
      int folds,
      double penalty,
      Fit fit,
      Seed seed) {
    int k = Math.min(folds, groups.count());
    int[] foldOf = Folds.of(groups, k, seed);
    double[] scores = new double[rows.length];
    for (int fold = 0; fold < k; fold++) {
      int[] others = Folds.items(foldOf, fold, false);
      double[][] seen = new double[others.length][];
      boolean[] outcomes = new boolean[others.length];
      for (int i = 0; i < others.length; i++) {
        seen[i] = rows[others[i]];
        outcomes[i] = right[others[i]];
      }
      Logistic combination = Logistic.fit(seen, outcomes, penalty);
      for (int item : Folds.items(foldOf, fold, true)) {
        scores[item] = combination.score(rows[item]);
      }
    }
    Scored held = new Scored(scores, right, groups);
    return new CrossFit(
        Logistic.fit(rows, right, penalty), fit.of(held), held, confidences(held, foldOf, k, fit));
  }

  /** Confidences of items each by a calibrator fitted on the other folds. */
  public static double[] confidences(Scored items, int folds, Fit fit, Seed seed) {
    int k = Math.min(folds, items.groups().count());
    return confidences(items, Folds.of(items.groups(), k, seed), k, fit);
  }

  private static double[] confidences(Scored items, int[] foldOf, int folds, Fit fit) {
    double[] confidence = new double[items.n()];
    for (int fold = 0; fold < folds; fold++) {
      Calibrator calibrator = fit.of(items.take(Folds.items(foldOf, fold, false)));
      for (int item : Folds.items(foldOf, fold, true)) {
        confidence[item] = calibrator.confidence(items.score()[item]);
      }
    }
    return confidence;
  }
}
