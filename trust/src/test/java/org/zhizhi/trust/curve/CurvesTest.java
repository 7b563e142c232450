package org.zhizhi.trust.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;

class CurvesTest {
  @Test
  void areaUnderRiskCoverageIsTheMeanOverAllOrdersOfTies() {
    double[] score = {3, 2, 2, 2, 1, 1, 0};
    boolean[] right = {true, false, true, false, true, false, false};
    Scored items = Scored.of(score, right);
    double sum = 0;
    int orders = 0;
    for (List<Integer> order : permutations(List.of(0, 1, 2, 3, 4, 5, 6))) {
      boolean falling =
          IntStream.range(1, 7).allMatch(i -> score[order.get(i)] <= score[order.get(i - 1)]);
      if (falling) {
        int wrong = 0;
        for (int k = 1; k <= 7; k++) {
          wrong += right[order.get(k - 1)] ? 0 : 1;
          sum += (double) wrong / k / 7;
        }
        orders++;
      }
    }
    assertEquals(12, orders);
    assertEquals(sum / orders, RiskCoverage.of(items).aurc(), 1e-13);
  }

  @Test
  void excessAndRatioAreNamedAfterTheOracle() {
    boolean[] right = {true, true, true, false, false};
    RiskCoverage oracle = RiskCoverage.of(Scored.of(new double[] {5, 4, 3, 2, 1}, right));
    assertEquals((1 / 4.0 + 2 / 5.0) / 5, oracle.aurc(), 1e-15);
    assertEquals(0, oracle.excessAurc(), 1e-15);
    assertEquals(1, oracle.predictionRejectionRatio(), 1e-15);
    RiskCoverage worst = RiskCoverage.of(Scored.of(new double[] {1, 2, 3, 4, 5}, right));
    assertEquals(-1, worst.predictionRejectionRatio(), 1e-15);
    assertTrue(worst.excessAurc() > 0.5);
    RiskCoverage faultless =
        RiskCoverage.of(Scored.of(new double[] {1, 2}, new boolean[] {true, true}));
    assertTrue(Double.isNaN(faultless.predictionRejectionRatio()));
  }

  @Test
  void predictionRejectionRatioOfRightAndWrongIsTwiceAurocLessOne() {
    SplittableRandom random = new Seed(1).random();
    for (int round = 0; round < 100; round++) {
      Scored items = AurocTest.random(random, 2 + random.nextInt(50), 1 + random.nextInt(9));
      assertEquals(
          2 * AurocTest.pairs(items) - 1, RiskCoverage.of(items).predictionRejectionRatio(), 1e-12);
    }
  }

  @Test
  void gradedLossesAreTakenAsTheyAre() {
    RiskCoverage curve = RiskCoverage.of(new double[] {3, 2, 1}, new double[] {0.2, 0.1, 0.9});
    assertEquals((0.2 + 0.15 + 0.4) / 3, curve.aurc(), 1e-15);
    assertEquals((0.2 - 0.1) / 3, curve.excessAurc(), 1e-15);
    assertEquals(2 / 3.0, curve.atRisk(0.2).orElseThrow().coverage(), 1e-15);
    assertThrows(
        IllegalArgumentException.class, () -> RiskCoverage.of(new double[1], new double[] {1.5}));
  }

  @Test
  void bestCoverageIsThatOfTheLoosestThreshold() {
    SplittableRandom random = new Seed(2).random();
    for (int round = 0; round < 200; round++) {
      Scored items = AurocTest.random(random, 2 + random.nextInt(40), 1 + random.nextInt(20));
      RiskCoverage curve = RiskCoverage.of(items);
      double risk = random.nextDouble() * 0.6;
      double best = 0;
      for (double t : items.score()) {
        int answered = 0;
        int wrong = 0;
        for (int i = 0; i < items.n(); i++) {
          answered += items.score()[i] >= t ? 1 : 0;
          wrong += items.score()[i] >= t && !items.right()[i] ? 1 : 0;
        }
        if (wrong <= risk * answered) {
          best = Math.max(best, (double) answered / items.n());
        }
        assertEquals((double) wrong / answered, curve.at(t).orElseThrow().risk(), 1e-15);
      }
      assertEquals(best, curve.atRisk(risk).map(RiskCoverage.Point::coverage).orElse(0.0), 1e-15);
      int right = items.rightCount();
      int allowed = 0;
      while (right + allowed < items.n() && allowed + 1 <= risk * (right + allowed + 1)) {
        allowed++;
      }
      assertEquals((double) (right + allowed) / items.n(), curve.perfectCoverage(risk), 1e-15);
    }
  }

  @Test
  void pointsRunToFullCoverage() {
    SplittableRandom random = new Seed(3).random();
    RiskCoverage curve = RiskCoverage.of(AurocTest.random(random, 1000, 400));
    List<RiskCoverage.Point> points = curve.points(50);
    assertTrue(points.size() <= 50 && points.size() > 40);
    assertEquals(1, points.getLast().coverage());
    for (int i = 1; i < points.size(); i++) {
      assertTrue(points.get(i).coverage() > points.get(i - 1).coverage());
      assertTrue(points.get(i).threshold() < points.get(i - 1).threshold());
    }
  }

  @Test
  void brierIsSplitWithoutRest() {
    // by hand: confidences .2 .2 .8 .8 of wrong, right, right, right
    Brier brier =
        Brier.of(
            Scored.of(new double[] {0.2, 0.2, 0.8, 0.8}, new boolean[] {false, true, true, true}));
    assertEquals((0.04 + 0.64 + 0.04 + 0.04) / 4, brier.value(), 1e-15);
    assertEquals(0.1875, brier.uncertainty(), 1e-15);
    assertEquals(0.19 - 0.125, brier.miscalibration(), 1e-15); // recalibrated: .5 .5 1 1
    assertEquals(0.1875 - 0.125, brier.discrimination(), 1e-15);
    SplittableRandom random = new Seed(4).random();
    for (int round = 0; round < 100; round++) {
      Brier b = Brier.of(confident(random, 50, 0));
      assertEquals(b.value(), b.miscalibration() - b.discrimination() + b.uncertainty(), 1e-14);
      assertTrue(b.miscalibration() >= -1e-15 && b.discrimination() >= -1e-15);
    }
  }

  @Test
  void correctedCalibrationErrorIsNearTheTruthWhereThePlainOneIsNot() {
    SplittableRandom random = new Seed(5).random();
    double[] off = {0, 0.05};
    for (double gap : off) {
      double plain = 0;
      double debiased = 0;
      double sweep = 0;
      int rounds = 400;
      for (int r = 0; r < rounds; r++) {
        CalibrationError error = CalibrationError.of(confident(random, 300, gap));
        plain += error.plain() / rounds;
        debiased += error.debiased() / rounds;
        sweep += error.sweep() / rounds;
      }
      assertTrue(Math.abs(debiased - gap) < 0.7 * (plain - gap), debiased + " and " + plain);
      assertTrue(Math.abs(sweep - gap) < plain - gap, sweep + " and " + plain);
    }
  }

  @Test
  void calibrationErrorIsTheWeightedGapOfBins() {
    double[] confidence = {0.1, 0.2, 0.6, 0.6, 0.6, 0.9};
    boolean[] right = {false, true, true, false, true, true};
    // three bins of two: equal confidences stay together, so {.1 .2} {.6 .6 .6} {.9}
    CalibrationError error = CalibrationError.of(Scored.of(confidence, right), 3);
    assertEquals(3, error.bins());
    double expected = (2 * 0.35 + 3 * (2 / 3.0 - 0.6) + 0.1) / 6;
    assertEquals(expected, error.plain(), 1e-14);
    assertTrue(error.debiased() < error.plain());
  }

  @Test
  void errorOfCalibrationErrorIsWhatFreshDrawsShow() {
    SplittableRandom random = new Seed(6).random();
    double sum = 0;
    double squares = 0;
    double told = 0;
    int rounds = 1000;
    for (int r = 0; r < rounds; r++) {
      CalibrationError error = CalibrationError.of(confident(random, 500, 0.15), 10);
      sum += error.plain();
      squares += error.plain() * error.plain();
      told += error.standardError() * error.standardError() / rounds;
    }
    assertEquals(1, told / (squares / rounds - Math.pow(sum / rounds, 2)), 0.2);
  }

  @Test
  void binsHoldAllItemsAndTheirIntervalsCover() {
    SplittableRandom random = new Seed(7).random();
    int covered = 0;
    int bins = 0;
    for (int r = 0; r < 500; r++) {
      Scored items = confident(random, 200, 0);
      long n = 0;
      for (Reliability.Bin bin : Reliability.equalMass(items, 10, 0.9).bins()) {
        assertEquals(20, bin.n());
        n += bin.n();
        // calibrated items: the true share of the bin is its mean confidence
        covered +=
            bin.interval().low() <= bin.confidence() && bin.confidence() <= bin.interval().high()
                ? 1
                : 0;
        bins++;
      }
      assertEquals(200, n);
    }
    assertEquals(0.9, (double) covered / bins, 0.03);
  }

  @Test
  void equalWidthsCutAtTenths() {
    Scored items =
        Scored.of(
            new double[] {0, 0.05, 0.1, 0.55, 0.99, 1},
            new boolean[] {false, false, true, true, true, true});
    List<Reliability.Bin> bins = Reliability.equalWidth(items, 10, 0.95).bins();
    assertEquals(4, bins.size());
    assertEquals(2, bins.get(0).n());
    assertEquals(0.1, bins.get(1).low());
    assertEquals(2, bins.get(3).n());
    assertEquals(1, bins.get(3).high());
  }

  @Test
  void dependentItemsWidenTheIntervalOfABin() {
    SplittableRandom random = new Seed(8).random();
    double[] confidence = new double[400];
    boolean[] right = new boolean[400];
    int[] group = new int[400];
    for (int i = 0; i < 400; i++) {
      group[i] = i / 8;
      right[i] = i % 8 == 0 ? random.nextInt(10) < 7 : right[i - 1];
      confidence[i] = 0.7;
    }
    Reliability.Bin alone =
        Reliability.equalMass(Scored.of(confidence, right), 1, 0.95).bins().getFirst();
    Reliability.Bin together =
        Reliability.equalMass(Scored.of(confidence, right, group), 1, 0.95).bins().getFirst();
    double wider =
        (together.interval().high() - together.interval().low())
            / (alone.interval().high() - alone.interval().low());
    assertEquals(Math.sqrt(8), wider, 0.2);
  }

  @Test
  void quadrantsCountWhoKnowsWhatItKnows() {
    Quadrants quadrants =
        Quadrants.of(
            new double[] {1, 0.5, 0.9, 0, 0.1, 0.2, 0.3, 0.4},
            new double[] {0.9, 0.8, 0.1, 0.2, 0.9, 0.1, 0.1, 0.1},
            0.5,
            0.6,
            Groups.single(8));
    assertEquals(2, quadrants.knownKnown().n());
    assertEquals(1, quadrants.unknownKnown().n());
    assertEquals(4, quadrants.knownUnknown().n());
    assertEquals(1, quadrants.unknownUnknown().n());
    assertEquals(0.5, quadrants.knownUnknown().share());
    assertEquals(Math.sqrt(0.25 / 7), quadrants.knownUnknown().standardError(), 1e-15);
  }

  /** Items that are right as often as they say, less {@code over}. */
  private static Scored confident(SplittableRandom random, int n, double over) {
    double[] confidence = new double[n];
    boolean[] right = new boolean[n];
    for (int i = 0; i < n; i++) {
      confidence[i] = 0.2 + 0.79 * random.nextDouble();
      right[i] = random.nextDouble() < confidence[i] - over;
    }
    return Scored.of(confidence, right);
  }

  private static List<List<Integer>> permutations(List<Integer> items) {
    if (items.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (Integer first : items) {
      List<Integer> rest = new ArrayList<>(items);
      rest.remove(first);
      for (List<Integer> end : permutations(rest)) {
        List<Integer> whole = new ArrayList<>(List.of(first));
        whole.addAll(end);
        all.add(whole);
      }
    }
    return all;
  }
}
