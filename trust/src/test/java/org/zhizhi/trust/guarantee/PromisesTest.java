package org.zhizhi.trust.guarantee;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.ExactBinomial;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Proportion;
import org.zhizhi.trust.Scored;

class PromisesTest {
  private static final int DRAWS = 10_000;

  @Test
  void sampleSizesAreThoseOfReliabilityTables() {
    // tests to show 95 % at 90 % confidence, with 0 to 4 failures
    Aim aim = new Aim(0.05, 0.9);
    long[] table = {45, 77, 105, 132, 158};
    for (int wrong = 0; wrong < table.length; wrong++) {
      assertEquals(table[wrong], SampleSize.leastWith(wrong, aim));
      assertTrue(ExactBinomial.atMost(wrong, (int) table[wrong], new BigDecimal("0.05")) <= 0.1);
      assertTrue(ExactBinomial.atMost(wrong, (int) table[wrong] - 1, new BigDecimal("0.05")) > 0.1);
    }
    assertEquals(45, SampleSize.least(aim));
    assertEquals(59, SampleSize.least(new Aim(0.05, 0.95)));
    assertEquals(299, SampleSize.least(new Aim(0.01, 0.95)));
    assertEquals(45, SampleSize.answered(aim, 0, 0.8));
    long n = SampleSize.answered(aim, 0.02, 0.8);
    assertTrue(n > 100 && n < 250, n + "");
    assertThrows(IllegalArgumentException.class, () -> SampleSize.answered(aim, 0.05, 0.8));
  }

  @Test
  void exactTestsAndClopperPearsonBoundsAgree() {
    for (int n = 1; n < 200; n += 13) {
      for (int wrong = 0; wrong <= n; wrong += 1 + n / 10) {
        for (double risk : new double[] {0.01, 0.05, 0.3}) {
          boolean shown = LearnThenTest.exact(wrong, n, risk) <= 0.1;
          assertEquals(new Proportion(wrong, n).atMost(0.9) <= risk, shown, wrong + " of " + n);
        }
      }
    }
    assertEquals(1, LearnThenTest.exact(0, 0, 0.05));
  }

  @Test
  void hoeffdingBentkusIsValidForGradedLossesAndNeverBeatsTheExactTail() {
    for (int n : new int[] {10, 100, 1000}) {
      for (int wrong = 0; wrong <= n / 10; wrong++) {
        double exact = LearnThenTest.exact(wrong, n, 0.1);
        assertTrue(LearnThenTest.hoeffdingBentkus((double) wrong / n, n, 0.1) >= exact - 1e-12);
      }
    }
    // by hand: nothing lost, (1 - risk)^n
    assertEquals(Math.pow(0.95, 50), LearnThenTest.hoeffdingBentkus(0, 50, 0.05), 1e-12);
    SplittableRandom random = new Seed(1).random();
    int rejected = 0;
    for (int d = 0; d < DRAWS; d++) {
      double sum = 0;
      for (int i = 0; i < 100; i++) {
        sum += random.nextInt(5) == 0 ? random.nextDouble() : 0; // mean 0.1
      }
      rejected += LearnThenTest.hoeffdingBentkus(sum / 100, 100, 0.1) <= 0.1 ? 1 : 0;
    }
    assertTrue(rejected <= 0.1 * DRAWS, rejected + " of " + DRAWS);
  }

  @Test
  void sequenceStopsAtTheFirstFailure() {
    double[] p = {0.01, 0.1, 0.02, 0.2, 0.01};
    assertEquals(OptionalInt.of(2), LearnThenTest.last(5, i -> p[i], 0.1));
    assertEquals(OptionalInt.of(0), LearnThenTest.last(5, i -> p[i], 0.05));
    assertEquals(OptionalInt.empty(), LearnThenTest.last(5, i -> p[i], 0.001));
    assertEquals(OptionalInt.empty(), LearnThenTest.last(0, i -> p[i], 0.1));
  }

  @Test
  void setsHoldTheRightAnswerAsOftenAsTheRankSays() {
    SplittableRandom random = new Seed(2).random();
    for (AnswerSets.Kind kind : AnswerSets.Kind.values()) {
      int held = 0;
      double size = 0;
      for (int d = 0; d < DRAWS; d++) {
        double[][] p = new double[30][];
        int[] right = new int[30];
        for (int i = 0; i < 30; i++) {
          p[i] = probabilities(random);
          right[i] = drawn(random, p[i]);
        }
        AnswerSets sets = AnswerSets.fit(kind, Arrays.copyOf(p, 29), Arrays.copyOf(right, 29), 0.8);
        int[] set = sets.set(p[29]);
        held += Arrays.stream(set).anyMatch(a -> a == right[29]) ? 1 : 0;
        size += (double) set.length / DRAWS;
      }
      // 24 of 30 by exchangeability; the top answer, always in, may only add
      double share = (double) held / DRAWS;
      assertTrue(share > 0.8 - 0.012 && share < 0.84, kind + ": " + share);
      assertTrue(size < 4, kind + ": " + size);
    }
  }

  @Test
  void setsByHand() {
    double[][] p = {{0.7, 0.2, 0.1}, {0.5, 0.3, 0.2}, {0.1, 0.6, 0.3}, {0.3, 0.3, 0.4}};
    int[] right = {0, 1, 1, 2}; // strange by 0.3, 0.7, 0.4, 0.6
    AnswerSets sets = AnswerSets.fit(AnswerSets.Kind.LEAST_AMBIGUOUS, p, right, 0.6);
    assertEquals(0.6, sets.most(), 1e-15); // third of four
    assertArrayEquals(new int[] {1, 0}, sets.set(new double[] {0.41, 0.5, 0.09}));
    assertArrayEquals(new int[] {0}, sets.set(new double[] {0.35, 0.33, 0.32}));
    AnswerSets all = AnswerSets.fit(AnswerSets.Kind.ADAPTIVE, p, right, 0.9);
    assertEquals(3, all.set(p[0]).length, "four items cannot support 0.9");
    assertEquals(1, all.coverageAtLeast(0.9));
    // coverage of 999 items at rank 900 is Beta(900, 100): about 1.28 deviations below 0.9
    double least = new AnswerSets(AnswerSets.Kind.ADAPTIVE, 0.9, 999, 0.5).coverageAtLeast(0.9);
    assertEquals(0.9 - 1.28 * Math.sqrt(0.9 * 0.1 / 1001), least, 1e-3);
  }

  @Test
  void answeredAndWrongIsAsRareAsAskedOnAverage() {
    SplittableRandom random = new Seed(3).random();
    double risk = 0;
    for (int d = 0; d < DRAWS; d++) {
      double[] score = new double[60];
      boolean[] right = new boolean[60];
      for (int i = 0; i < 60; i++) {
        score[i] = random.nextDouble();
        right[i] = random.nextDouble() < score[i];
      }
      double t = RiskControl.wrongAnswers(Scored.of(score, right), 0.1).orElseThrow();
      double above = 1 - Math.max(0, t);
      risk += above * above / 2 / DRAWS; // truth: answered and wrong
    }
    assertTrue(risk <= 0.1005 && risk > 0.08, "risk " + risk);
  }

  @Test
  void riskControlByHand() {
    double[] losses = {0, 0.02, 0.05, 0.09, 0.2};
    // (100 * loss + 1) / 101 <= 0.06
    assertEquals(OptionalInt.of(2), RiskControl.loosest(5, i -> losses[i], 100, 1, 0.06));
    assertEquals(OptionalInt.empty(), RiskControl.loosest(5, i -> losses[i], 9, 1, 0.06));
    assertThrows(
        IllegalArgumentException.class,
        () -> RiskControl.loosest(5, i -> losses[4 - i], 100, 1, 0.5));
    double[] score = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    boolean[] right = {false, false, false, true, false, true, true, true, true};
    // one wrong answer of 9 is allowed: (1 + 1) / 10 <= 0.2; the second scores 3
    assertEquals(
        Math.nextUp(3.0), RiskControl.wrongAnswers(Scored.of(score, right), 0.2).orElseThrow());
    assertEquals(OptionalDouble.empty(), RiskControl.wrongAnswers(Scored.of(score, right), 0.05));
    // all four wrong ones in one group of nine: 4 / 9 of a loss, one group is too few
    assertEquals(
        Double.NEGATIVE_INFINITY,
        RiskControl.wrongAnswers(Scored.of(score, right, new int[9]), 0.75).orElseThrow());
  }

  @Test
  void oneItemIsDrawnFromEachGroup() {
    Groups groups = Groups.of(new int[] {0, 0, 0, 1, 2, 2});
    int[] times = new int[6];
    for (int d = 0; d < 6000; d++) {
      for (int item : OnePerGroup.draw(groups, new Seed(d))) {
        times[item]++;
      }
    }
    assertEquals(6000, times[3]);
    assertEquals(2000, times[1], 150);
    assertEquals(3000, times[5], 170);
  }

  @Test
  void shiftDistancesAreThoseOfAllCuts() {
    SplittableRandom random = new Seed(4).random();
    for (int round = 0; round < 200; round++) {
      double[] old = random.doubles(1 + random.nextInt(40)).map(x -> Math.round(9 * x)).toArray();
      double[] now = random.doubles(1 + random.nextInt(40)).map(x -> Math.round(9 * x)).toArray();
      double distance = 0;
      for (double cut = -0.5; cut < 10; cut++) {
        distance = Math.max(distance, Math.abs(below(old, cut) - below(now, cut)));
      }
      Shift shift =
          Shift.of(
              Shift.Reference.of(old, Groups.single(old.length)), now, Groups.single(now.length));
      assertEquals(distance, shift.distance(), 1e-15);
      assertEquals(
          distance, Math.abs(below(old, shift.at() + 0.5) - below(now, shift.at() + 0.5)), 1e-15);
    }
    // Smirnov's table (1948)
    assertEquals(0.05, Shift.kolmogorov(1.3581), 1e-5);
    assertEquals(0.01, Shift.kolmogorov(1.6276), 1e-5);
    assertEquals(1, Shift.kolmogorov(0.2), 1e-9);
  }

  @Test
  void shiftWarnsOfShiftsAndSeldomOfNone() {
    SplittableRandom random = new Seed(5).random();
    int[] alarms = new int[4];
    int draws = 1000;
    for (int d = 0; d < draws; d++) {
      Groups single = Groups.single(300);
      Shift.Reference reference = Shift.Reference.of(normals(random, 300, 1, 0), single);
      alarms[0] += Shift.of(reference, normals(random, 300, 1, 0), single).warns(0.05) ? 1 : 0;
      Shift lower = Shift.of(reference, normals(random, 300, 1, -0.4), single);
      alarms[1] += lower.warns(0.05) && lower.lower() ? 1 : 0;
      int[] ids = new int[300];
      Arrays.setAll(ids, i -> i / 6);
      Groups groups = Groups.of(ids);
      Shift.Reference dependent = Shift.Reference.of(normals(random, 300, 6, 0), groups);
      double[] now = normals(random, 300, 6, 0);
      alarms[2] += Shift.of(dependent, now, groups).warns(0.05) ? 1 : 0;
      alarms[3] += Shift.of(dependent, now, single).warns(0.05) ? 1 : 0;
    }
    String seen = Arrays.toString(alarms);
    assertTrue(alarms[0] > 20 && alarms[0] < 75, seen);
    assertTrue(alarms[1] > 950, seen);
    assertTrue(alarms[2] < 75, seen);
    assertTrue(alarms[3] > alarms[2] + 50, "groups matter here: " + seen);
  }

  @Test
  void aPickedReferenceBlursLittle() {
    SplittableRandom random = new Seed(6).random();
    double[] old = normals(random, 200_000, 1, 0);
    Shift.Reference reference = Shift.Reference.of(old, Groups.single(old.length));
    assertEquals(Shift.Reference.MOST, reference.scores().length);
    assertEquals(200_000, reference.n());
    Shift same = Shift.of(reference, old, Groups.single(old.length));
    assertTrue(same.distance() <= 0.0011, same.distance() + "");
    assertFalse(same.warns(0.05));
    Shift moved = Shift.of(reference, normals(random, 5000, 1, 0.1), Groups.single(5000));
    assertTrue(moved.warns(0.001));
    assertFalse(moved.lower());
  }

  private static double[] normals(SplittableRandom random, int n, int size, double mean) {
    double[] values = new double[n];
    double common = 0;
    for (int i = 0; i < n; i++) {
      common = i % size == 0 ? random.nextGaussian() : common;
      values[i] = mean + (size == 1 ? common : 0.9 * common + 0.436 * random.nextGaussian());
    }
    return values;
  }

  private static double below(double[] values, double cut) {
    return Arrays.stream(values).filter(v -> v < cut).count() / (double) values.length;
  }

  private static double[] probabilities(SplittableRandom random) {
    double[] p = new double[5];
    double sum = 0;
    for (int a = 0; a < 5; a++) {
      p[a] = Math.exp(2 * random.nextGaussian());
      sum += p[a];
    }
    for (int a = 0; a < 5; a++) {
      p[a] /= sum;
    }
    return p;
  }

  private static int drawn(SplittableRandom random, double[] p) {
    double at = random.nextDouble();
    int a = 0;
    while (a < p.length - 1 && at >= p[a]) {
      at -= p[a++];
    }
    return a;
  }
}
