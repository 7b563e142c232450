package org.zhizhi.trust.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Scored;

class AurocTest {
  @Test
  void isTheShareOfPairsInOrder() {
    SplittableRandom random = new Seed(1).random();
    for (int round = 0; round < 300; round++) {
      Scored items = random(random, 2 + random.nextInt(60), 1 + random.nextInt(8));
      double expected = pairs(items);
      assertEquals(expected, Auroc.of(items).value(), 1e-13);
    }
    assertTrue(Double.isNaN(Auroc.of(Scored.of(new double[2], new boolean[2])).value()));
  }

  @Test
  void errorIsThatOfDeLongByPairs() {
    SplittableRandom random = new Seed(2).random();
    for (int round = 0; round < 50; round++) {
      Scored items = random(random, 30, 1 + random.nextInt(12));
      if (items.rightCount() < 2 || items.rightCount() > 28) {
        continue;
      }
      assertEquals(deLong(items), Auroc.of(items).standardError(), 1e-12);
    }
  }

  @Test
  void intervalsCoverAsTheySay() {
    SplittableRandom random = new Seed(3).random();
    double truth = 0.9213503964748574; // two normals two deviations apart: Phi(sqrt 2)
    int covered = 0;
    int rounds = 4000;
    for (int r = 0; r < rounds; r++) {
      double[] score = new double[80];
      boolean[] right = new boolean[80];
      for (int i = 0; i < 80; i++) {
        right[i] = i % 2 == 0;
        score[i] = random.nextGaussian() + (right[i] ? 2 : 0);
      }
      Interval interval = Auroc.of(Scored.of(score, right)).interval(0.95);
      covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    assertEquals(0.95, (double) covered / rounds, 0.015);
  }

  @Test
  void errorsOfGroupsAndOfDifferencesAreWhatFreshDrawsShow() {
    SplittableRandom random = new Seed(4).random();
    double[] sums = new double[8];
    int rounds = 2000;
    for (int r = 0; r < rounds; r++) {
      double[] first = new double[300];
      double[] second = new double[300];
      boolean[] right = new boolean[300];
      int[] group = new int[300];
      for (int g = 0; g < 60; g++) {
        double common = random.nextGaussian();
        boolean known = random.nextInt(10) < 6;
        for (int i = 5 * g; i < 5 * g + 5; i++) {
          group[i] = g;
          right[i] = random.nextInt(10) == 0 ? !known : known;
          double shared = common + random.nextGaussian() + (right[i] ? 1.5 : 0);
          first[i] = shared + random.nextGaussian();
          second[i] = shared + random.nextGaussian() + (right[i] ? 1 : 0);
        }
      }
      Scored items = Scored.of(first, right, group);
      Auroc area = Auroc.of(items);
      Auroc.Difference more = Auroc.difference(items, second);
      assertEquals(Auroc.of(items.with(second)).value() - area.value(), more.value(), 1e-12);
      sums[0] += area.value();
      sums[1] += area.value() * area.value();
      sums[2] += area.standardError() * area.standardError();
      sums[3] += more.value();
      sums[4] += more.value() * more.value();
      sums[5] += more.standardError() * more.standardError();
      sums[6] += Math.pow(Auroc.of(Scored.of(first, right)).standardError(), 2);
    }
    double seen = sums[1] / rounds - Math.pow(sums[0] / rounds, 2);
    double seenMore = sums[4] / rounds - Math.pow(sums[3] / rounds, 2);
    assertEquals(1, sums[2] / rounds / seen, 0.15);
    assertEquals(1, sums[5] / rounds / seenMore, 0.15);
    assertTrue(sums[6] / rounds < 0.6 * seen, "groups matter in this simulation");
  }

  @Test
  void differencesWithoutADifferenceAreRarelyShown() {
    SplittableRandom random = new Seed(5).random();
    int shown = 0;
    for (int r = 0; r < 2000; r++) {
      double[] first = new double[100];
      double[] second = new double[100];
      boolean[] right = new boolean[100];
      for (int i = 0; i < 100; i++) {
        right[i] = random.nextBoolean();
        double shared = random.nextGaussian() + (right[i] ? 1 : 0);
        first[i] = shared + random.nextGaussian();
        second[i] = shared + random.nextGaussian();
      }
      shown += Auroc.difference(Scored.of(first, right), second).pValue() < 0.05 ? 1 : 0;
    }
    assertEquals(0.05, shown / 2000.0, 0.02);
  }

  @Test
  void aFaultlessOrderStillHasAnInterval() {
    Auroc area =
        Auroc.of(
            Scored.of(
                new double[] {1, 2, 3, 4, 5, 6, 7, 8},
                new boolean[] {false, false, false, false, true, true, true, true}));
    assertEquals(1, area.value());
    assertEquals(0.51, area.interval(0.95).low(), 0.01); // 4 of 4, Wilson
    assertEquals(1, area.interval(0.95).high());
  }

  static Scored random(SplittableRandom random, int n, int values) {
    double[] score = new double[n];
    boolean[] right = new boolean[n];
    for (int i = 0; i < n; i++) {
      score[i] = random.nextInt(values);
      right[i] = i == 0 || i > 1 && random.nextBoolean(); // one of each at least
    }
    return Scored.of(score, right);
  }

  static double pairs(Scored items) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < items.n(); i++) {
      for (int j = 0; j < items.n(); j++) {
        if (items.right()[i] && !items.right()[j]) {
          sum += kernel(items.score()[i], items.score()[j]);
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  private static double kernel(double right, double wrong) {
    return right > wrong ? 1 : right == wrong ? 0.5 : 0;
  }

  /** Variances of the structural components, straight from their definition. */
  private static double deLong(Scored items) {
    double theta = pairs(items);
    int m = items.rightCount();
    int n = items.n() - m;
    double rights = 0;
    double wrongs = 0;
    for (int i = 0; i < items.n(); i++) {
      double component = 0;
      for (int j = 0; j < items.n(); j++) {
        if (items.right()[i] && !items.right()[j]) {
          component += kernel(items.score()[i], items.score()[j]) / n;
        } else if (!items.right()[i] && items.right()[j]) {
          component += kernel(items.score()[j], items.score()[i]) / m;
        }
      }
      double square = (component - theta) * (component - theta);
      rights += items.right()[i] ? square : 0;
      wrongs += items.right()[i] ? 0 : square;
    }
    return Math.sqrt(rights / (m - 1) / m + wrongs / (n - 1) / n);
  }
}
