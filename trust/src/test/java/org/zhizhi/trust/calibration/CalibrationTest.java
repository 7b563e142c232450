package org.zhizhi.trust.calibration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;

class CalibrationTest {
  @Test
  void pooledBlocksAreTheBestOfAllRisingSequences() {
    SplittableRandom random = new Seed(1).random();
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(9);
      double[] values = new double[n];
      double[] weights = new double[n];
      for (int i = 0; i < n; i++) {
        values[i] = random.nextInt(4) / 3.0 + (round % 2) * random.nextDouble();
        weights[i] = 1 + random.nextInt(5) * random.nextDouble();
      }
      assertArrayEquals(naive(values, weights), Pava.fit(values, weights).fitted(), 1e-12);
    }
  }

  @Test
  void pooledBlocksHoldForManyElements() {
    SplittableRandom random = new Seed(2).random();
    int n = 400;
    double[] values = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = i / 200.0 + random.nextGaussian();
      weights[i] = 0.1 + random.nextDouble();
    }
    double[] fitted = Pava.fit(values, weights).fitted();
    for (int i = 0; i < n; i += 7) {
      assertEquals(maxMin(values, weights, i), fitted[i], 1e-11);
    }
  }

  @Test
  void isotonicConfidencesRiseStayInsideAndSmoothSmallBlocks() {
    SplittableRandom random = new Seed(3).random();
    for (int round = 0; round < 200; round++) {
      Scored items = sloped(random, 5 + random.nextInt(200), round % 3 == 0);
      Isotonic fit = Isotonic.fit(items);
      double before = 0;
      for (double s = -5; s <= 5; s += 0.01) {
        double c = fit.confidence(s);
        assertTrue(c >= before && c > 0 && c < 1, c + " after " + before);
        before = c;
      }
      assertEquals(fit.confidence(-1e300), fit.confidence(Double.NEGATIVE_INFINITY));
      assertEquals(fit.confidence(1e300), fit.confidence(Double.POSITIVE_INFINITY));
    }
    // three right of three: (3 + 3.5 / 4) / 4, not certainty
    Isotonic sure =
        Isotonic.fit(Scored.of(new double[] {1, 1, 1}, new boolean[] {true, true, true}));
    assertEquals((3 + 3.5 / 4) / 4, sure.confidence(0), 1e-15);
  }

  @Test
  void isotonicRunsStraightBetweenCentres() {
    Isotonic fit = new Isotonic(new double[] {0, 10}, new double[] {0.2, 0.6});
    assertEquals(0.2, fit.confidence(-1));
    assertEquals(0.4, fit.confidence(5), 1e-15);
    assertEquals(0.6, fit.confidence(11));
    double most = Double.MAX_VALUE;
    assertEquals(
        0.5, new Isotonic(new double[] {-most, most}, new double[] {0, 1}).confidence(0), 1e-15);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Isotonic(new double[] {0, 1}, new double[] {0.6, 0.2}));
  }

  @Test
  void weightsCountAsRepeatedItems() {
    double[] score = {1, 2, 2, 3, 4};
    boolean[] right = {false, true, false, false, true};
    Isotonic weighted = Isotonic.fit(Scored.of(score, right), new double[] {3, 1, 2, 1, 2});
    double[] repeated = {1, 1, 1, 2, 2, 2, 3, 4, 4};
    boolean[] outcomes = {false, false, false, true, false, false, false, true, true};
    Isotonic plain = Isotonic.fit(Scored.of(repeated, outcomes));
    assertArrayEquals(plain.score(), weighted.score(), 1e-14);
    assertArrayEquals(plain.confidence(), weighted.confidence(), 1e-14);
  }

  @Test
  void allCalibratorsFindATrueSigmoid() {
    SplittableRandom random = new Seed(4).random();
    int n = 20_000;
    double[] score = new double[n];
    boolean[] right = new boolean[n];
    for (int i = 0; i < n; i++) {
      score[i] = 3 * random.nextGaussian();
      right[i] = random.nextDouble() < 1 / (1 + Math.exp(-score[i] / 2));
    }
    Scored items = Scored.of(score, right);
    assertEquals(2, Temperature.fit(items).temperature(), 0.08);
    Platt platt = Platt.fit(items);
    assertEquals(0.5, platt.slope(), 0.02);
    assertEquals(0, platt.intercept(), 0.06);
    Isotonic isotonic = Isotonic.fit(items);
    for (double s = -4; s <= 4; s++) {
      assertEquals(1 / (1 + Math.exp(-s / 2)), isotonic.confidence(s), 0.05);
    }
  }

  @Test
  void plattsLossIsLeastWhereItStops() {
    SplittableRandom random = new Seed(5).random();
    for (int round = 0; round < 100; round++) {
      double offset = round % 5 == 0 ? 1e6 : 0;
      Scored items = sloped(random, 10 + random.nextInt(50), false);
      double[] moved = Arrays.stream(items.score()).map(s -> s + offset).toArray();
      Platt fit = Platt.fit(items.with(moved));
      double intercept = fit.intercept() + fit.slope() * offset; // at the old zero
      double least = plattLoss(items, fit.slope(), intercept);
      for (double step : new double[] {-1e-3, 1e-3}) {
        assertTrue(fit.slope() == 0 || plattLoss(items, fit.slope() + step, intercept) >= least);
        assertTrue(plattLoss(items, fit.slope(), intercept + step) >= least);
      }
    }
    // separable: a slope, not a step; upside down: none
    Platt apart =
        Platt.fit(Scored.of(new double[] {1, 2, 3, 4}, new boolean[] {false, false, true, true}));
    assertTrue(apart.confidence(4) < 0.9 && apart.confidence(4) > 0.6);
    Platt turned =
        Platt.fit(Scored.of(new double[] {1, 2, 3, 4}, new boolean[] {true, true, false, false}));
    assertEquals(0, turned.slope());
    assertEquals(0.5, turned.confidence(Double.POSITIVE_INFINITY));
    assertEquals(
        0.8, Platt.fit(Scored.of(new double[3], new boolean[] {true, true, true})).confidence(9));
  }

  @Test
  void gradientOfTheCombinationVanishesWhereItStops() {
    SplittableRandom random = new Seed(6).random();
    for (int round = 0; round < 20; round++) {
      int d = 1 + random.nextInt(8);
      double[][] rows = new double[60][d];
      boolean[] right = new boolean[60];
      for (int i = 0; i < 60; i++) {
        for (int j = 0; j < d; j++) {
          rows[i][j] = (100 * j + 1) * random.nextGaussian() + 1000 * j;
        }
        right[i] = rows[i][0] + random.nextGaussian() > 0;
      }
      double penalty = 0.1 + random.nextDouble();
      Logistic fit = Logistic.fit(rows, right, penalty);
      double[] w = Arrays.copyOf(fit.weight(), d + 1);
      w[d] = fit.intercept();
      for (int j = 0; j <= d; j++) {
        double[] up = w.clone();
        double[] down = w.clone();
        up[j] += 1e-5;
        down[j] -= 1e-5;
        double slope = (loss(rows, right, penalty, up) - loss(rows, right, penalty, down)) / 2e-5;
        assertEquals(0, slope, 1e-6, "weight " + j);
      }
    }
  }

  @Test
  void combinationSurvivesConstantsCopiesAndAllRight() {
    double[][] rows = new double[100][];
    boolean[] right = new boolean[100];
    Arrays.fill(right, true);
    for (int i = 0; i < 100; i++) {
      rows[i] = new double[] {0.1, i, i, -3 * i}; // a constant and three copies
    }
    Logistic sure = Logistic.fit(rows, right, Logistic.PENALTY);
    assertTrue(sure.score(rows[50]) > 3 && sure.score(rows[50]) < 10);
    for (int i = 0; i < 100; i++) {
      right[i] = i >= 50;
    }
    Logistic fit = Logistic.fit(rows, right, Logistic.PENALTY);
    assertEquals(0, fit.weight()[0], 1e-12);
    assertEquals(fit.weight()[1], fit.weight()[2], 1e-9);
    assertEquals(-fit.weight()[1], fit.weight()[3], 1e-9);
    // out of all proportion counts as the greatest seen
    assertEquals(
        fit.score(rows[99]), fit.score(new double[] {9, 1e9, 1e9, Double.NEGATIVE_INFINITY}), 1e-9);
    assertThrows(
        IllegalArgumentException.class, () -> fit.score(new double[] {0, Double.NaN, 0, 0}));
  }

  @Test
  void foldsNeverTearAGroup() {
    int[] ids = new int[1000];
    SplittableRandom random = new Seed(7).random();
    Arrays.setAll(ids, i -> random.nextInt(83));
    Groups groups = Groups.of(ids);
    int[] fold = Folds.of(groups, 5, new Seed(8));
    int[] groupsIn = new int[5];
    for (int g = 0; g < groups.count(); g++) {
      int[] items = groups.items(g);
      for (int item : items) {
        assertEquals(fold[items[0]], fold[item]);
      }
      groupsIn[fold[items[0]]]++;
    }
    for (int count : groupsIn) {
      assertTrue(count == groups.count() / 5 || count == groups.count() / 5 + 1);
    }
    assertArrayEquals(fold, Folds.of(groups, 5, new Seed(8)));
    assertNotEquals(Arrays.hashCode(fold), Arrays.hashCode(Folds.of(groups, 5, new Seed(9))));
  }

  @Test
  void crossFittingDoesNotBelieveWhatItLearnedByHeart() {
    // 70 signals of noise about 120 items: nothing can be told
    SplittableRandom random = new Seed(10).random();
    double[][] rows = new double[120][70];
    boolean[] right = new boolean[120];
    for (int i = 0; i < 120; i++) {
      Arrays.setAll(rows[i], j -> random.nextGaussian());
      right[i] = random.nextBoolean();
    }
    CrossFit fit =
        CrossFit.of(rows, right, Groups.single(120), 5, 0.01, Isotonic::fit, new Seed(11));
    assertTrue(brier(fit.combination().scores(rows), right) < 0.15, "the fit knows its own items");
    assertTrue(brierOf(fit.confidence(), right) > 0.2, "held out, it knows nothing");
    double[] calibrated = fit.calibrator().confidences(fit.combination().scores(rows));
    assertTrue(Arrays.stream(calibrated).average().orElseThrow() < 0.75);
  }

  /** The best of all partitions into blocks whose means rise. */
  private static double[] naive(double[] values, double[] weights) {
    int n = values.length;
    double least = Double.POSITIVE_INFINITY;
    double[] best = null;
    for (int cuts = 0; cuts < 1 << (n - 1); cuts++) {
      double[] fitted = new double[n];
      double cost = 0;
      double before = Double.NEGATIVE_INFINITY;
      boolean rises = true;
      int from = 0;
      for (int i = 0; i < n; i++) {
        if (i < n - 1 && (cuts >> i & 1) == 0) {
          continue;
        }
        double mean = mean(values, weights, from, i + 1);
        rises &= mean >= before;
        before = mean;
        for (int k = from; k <= i; k++) {
          fitted[k] = mean;
          cost += weights[k] * (values[k] - mean) * (values[k] - mean);
        }
        from = i + 1;
      }
      if (rises && cost < least) {
        least = cost;
        best = fitted;
      }
    }
    return best;
  }

  /** The max-min formula of isotonic regression. */
  private static double maxMin(double[] values, double[] weights, int i) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int a = 0; a <= i; a++) {
      double least = Double.POSITIVE_INFINITY;
      for (int b = i; b < values.length; b++) {
        least = Math.min(least, mean(values, weights, a, b + 1));
      }
      greatest = Math.max(greatest, least);
    }
    return greatest;
  }

  private static double mean(double[] values, double[] weights, int from, int to) {
    double sum = 0;
    double weight = 0;
    for (int i = from; i < to; i++) {
      sum += values[i] * weights[i];
      weight += weights[i];
    }
    return sum / weight;
  }

  private static Scored sloped(SplittableRandom random, int n, boolean ties) {
    double[] score = new double[n];
    boolean[] right = new boolean[n];
    for (int i = 0; i < n; i++) {
      score[i] = ties ? random.nextInt(9) - 4 : random.nextGaussian();
      right[i] = random.nextDouble() < 1 / (1 + Math.exp(-2 * score[i]));
    }
    return Scored.of(score, right);
  }

  private static double plattLoss(Scored items, double slope, double intercept) {
    double r = items.rightCount();
    double sum = 0;
    for (int i = 0; i < items.n(); i++) {
      double target = items.right()[i] ? (r + 1) / (r + 2) : 1 / (items.n() - r + 2);
      double p = 1 / (1 + Math.exp(-slope * items.score()[i] - intercept));
      sum -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
    }
    return sum;
  }

  /** Weights are of standardised signals; written out anew. */
  private static double loss(double[][] rows, boolean[] right, double penalty, double[] w) {
    int d = rows[0].length;
    int n = rows.length;
    double[] x = new double[n];
    Arrays.fill(x, w[d]);
    double sum = 0;
    for (int j = 0; j < d; j++) {
      int signal = j;
      double mean = Arrays.stream(rows).mapToDouble(r -> r[signal]).average().orElseThrow();
      double variance =
          Arrays.stream(rows).mapToDouble(r -> Math.pow(r[signal] - mean, 2)).sum() / n;
      for (int i = 0; i < n; i++) {
        x[i] += w[j] * (rows[i][j] - mean) / Math.sqrt(variance);
      }
      sum += penalty / 2 * w[j] * w[j];
    }
    for (int i = 0; i < n; i++) {
      sum += Math.log(1 + Math.exp(right[i] ? -x[i] : x[i]));
    }
    return sum + (Math.log(1 + Math.exp(-w[d])) + Math.log(1 + Math.exp(w[d]))) / 2;
  }

  private static double brier(double[] scores, boolean[] right) {
    return brierOf(Arrays.stream(scores).map(Sigmoid::of).toArray(), right);
  }

  private static double brierOf(double[] confidence, boolean[] right) {
    double sum = 0;
    for (int i = 0; i < right.length; i++) {
      sum += Math.pow(confidence[i] - (right[i] ? 1 : 0), 2) / right.length;
    }
    return sum;
  }
}
