package org.zhizhi.trust.selective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.curve.Auroc;
import org.zhizhi.trust.curve.CalibrationError;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.guarantee.SelectiveRisk;
import org.zhizhi.trust.guarantee.Shift;
import org.zhizhi.trust.guarantee.Thresholds;

class SelectiveTest {
  private static final Aim AIM = new Aim(0.05, 0.9);

  @Test
  void fittedOnTwoSamplesItKeepsItsPromiseOnAThird() {
    SplittableRandom random = new Seed(1).random();
    int broken = 0;
    double coverage = 0;
    double error = 0;
    int rounds = 20;
    for (int r = 0; r < rounds; r++) {
      Selective.Fitted fitted =
          Selective.fit(items(random, 300, 0.6), items(random, 300, 0.6), AIM, new Seed(r));
      Selective rule = fitted.selective();
      Selective.Items fresh = items(random, 1000, 0.6);
      double[] confidence = new double[fresh.right().length];
      int answered = 0;
      int wrong = 0;
      for (int i = 0; i < confidence.length; i++) {
        Selective.Decision decision = rule.decide(fresh.rows()[i]);
        confidence[i] = decision.confidence();
        answered += decision.answers() ? 1 : 0;
        wrong += decision.answers() && !fresh.right()[i] ? 1 : 0;
      }
      assertTrue(rule.confidenceAtThreshold().isPresent());
      TrustFile kept = TrustFile.of("m", "now", List.of(), List.of("a", "b", "c"), fitted);
      assertEquals(rule.decide(fresh.rows()[0]), kept.selective().decide(fresh.rows()[0]));
      assertTrue(
          kept.shift(fitted.fit().combination().scores(fresh.rows()), fresh.groups()).pValue()
              > 1e-4);
      broken += wrong > AIM.risk() * answered ? 1 : 0;
      coverage += (double) answered / confidence.length / rounds;
      Scored told = new Scored(confidence, fresh.right(), fresh.groups());
      error += CalibrationError.of(told).debiased() / rounds;
      assertTrue(Auroc.of(told).value() > 0.93);
    }
    assertTrue(broken <= 6, broken + " of 20"); // more than 6 at delta 0.1: 1 of 400
    assertTrue(coverage > 0.4, "coverage " + coverage);
    assertTrue(error < 0.03, "calibration error " + error);
  }

  @Test
  void withoutAPromiseItAnswersEverything() {
    SplittableRandom random = new Seed(2).random();
    Selective rule =
        Selective.fit(items(random, 40, 0.6), items(random, 8, 0.6), AIM, new Seed(3)).selective();
    assertTrue(rule.threshold().isEmpty() && rule.confidenceAtThreshold().isEmpty());
    assertTrue(rule.decide(new double[] {-9, -9, 0}).answers());
  }

  @Test
  void resplitsHoldAndShiftedItemsBreakThePromiseWithAWarning() {
    SplittableRandom random = new Seed(4).random();
    Scored pool = scored(random, 4000, 0.6);
    double[] thresholds = Thresholds.tuned(scored(random, 2000, 0.6), AIM, 2000, Thresholds.STEPS);
    Resplits next =
        Resplits.of(
            pool,
            0.5,
            300,
            AIM,
            (calibration, test) -> SelectiveRisk.ofNext(calibration, test, thresholds, AIM),
            new Seed(5));
    assertEquals(300, next.reached());
    assertTrue(next.heldShare() >= 0.9, next.toString());
    assertTrue(next.gap() > 0 && next.gap() < 0.05, next.toString());
    Resplits longRun =
        Resplits.of(
            pool,
            0.5,
            300,
            AIM,
            (calibration, test) -> SelectiveRisk.of(calibration, thresholds, AIM),
            new Seed(5));
    assertTrue(longRun.heldOverall() >= 270, longRun.toString());
    assertTrue(longRun.gap() < next.gap(), longRun + " and " + next);
    // far fewer right among new items of like looks
    Guarantee.Reached bound = (Guarantee.Reached) SelectiveRisk.of(pool, thresholds, AIM);
    Scored shifted = scored(random, 2000, 0.2);
    int answered = 0;
    int wrong = 0;
    for (int i = 0; i < shifted.n(); i++) {
      answered += shifted.score()[i] >= bound.threshold() ? 1 : 0;
      wrong += shifted.score()[i] >= bound.threshold() && !shifted.right()[i] ? 1 : 0;
    }
    assertTrue(wrong > 2 * AIM.risk() * answered, wrong + " of " + answered);
    Shift.Reference reference = Shift.Reference.of(pool.score(), pool.groups());
    assertTrue(Shift.of(reference, shifted.score(), shifted.groups()).warns(1e-6));
    Scored same = scored(random, 2000, 0.6);
    assertTrue(!Shift.of(reference, same.score(), same.groups()).warns(0.01));
  }

  @Test
  void resplitsAreRepeatable() {
    Scored pool = scored(new Seed(6).random(), 500, 0.6);
    double[] thresholds = Thresholds.grid(3, -2, 20);
    Resplits.Rule rule = (calibration, test) -> SelectiveRisk.of(calibration, thresholds, AIM);
    assertEquals(
        Resplits.of(pool, 0.4, 20, AIM, rule, new Seed(7)),
        Resplits.of(pool, 0.4, 20, AIM, rule, new Seed(7)));
  }

  private static Scored scored(SplittableRandom random, int n, double known) {
    double[] score = new double[n];
    boolean[] right = new boolean[n];
    for (int i = 0; i < n; i++) {
      right[i] = random.nextDouble() < known;
      score[i] = random.nextGaussian() + (right[i] ? 2.5 : 0);
    }
    return Scored.of(score, right);
  }

  /** Entities of four questions; two signals that tell, one that does not. */
  private static Selective.Items items(SplittableRandom random, int entities, double known) {
    double[][] rows = new double[4 * entities][];
    boolean[] right = new boolean[rows.length];
    int[] entity = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      entity[i] = i / 4;
      boolean knows = i % 4 == 0 ? random.nextDouble() < known : right[i - i % 4];
      right[i] = i % 4 == 0 ? knows : random.nextInt(10) == 0 ? !knows : knows;
      double told = right[i] ? 2 : 0;
      rows[i] =
          new double[] {
            told + random.nextGaussian(),
            -7 * (told + random.nextGaussian()),
            100 * random.nextGaussian()
          };
    }
    return new Selective.Items(rows, right, Groups.of(entity));
  }
}
