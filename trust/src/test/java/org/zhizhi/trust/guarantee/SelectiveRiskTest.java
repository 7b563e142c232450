package org.zhizhi.trust.guarantee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.ExactBinomial;
import org.zhizhi.trust.Scored;

class SelectiveRiskTest {
  private static final Aim AIM = new Aim(0.05, 0.9);
  private static final int DRAWS = 10_000;

  /** Three standard errors above delta at 10,000 draws. */
  private static final double MOST_BROKEN = 0.1 + 3 * Math.sqrt(0.1 * 0.9 / DRAWS);

  /** Scores are even on 0..1, wrong by 0.6 (1 - s)²: the risk above t is 0.2 (1 - t)². */
  private static double wrongBy(double score) {
    return 0.6 * (1 - score) * (1 - score);
  }

  private static double risk(double threshold) {
    return 0.2 * (1 - threshold) * (1 - threshold);
  }

  @Test
  void thresholdIsTheLastThatExactTailsPassBeforeTheFirstFailure() {
    SplittableRandom random = new Seed(1).random();
    double[] thresholds = Thresholds.grid(0.8, 0, 40);
    int reached = 0;
    for (int round = 0; round < 40; round++) {
      Scored items = independent(random, 500);
      int last = -1;
      while (last + 1 < thresholds.length) {
        int[] counts = counts(items, thresholds[last + 1]);
        if (ExactBinomial.atMost(counts[1], counts[0], new BigDecimal("0.05")) > 0.1) {
          break;
        }
        last++;
      }
      switch (SelectiveRisk.of(items, thresholds, AIM)) {
        case Guarantee.Reached r -> {
          assertEquals(thresholds[last], r.threshold());
          int[] counts = counts(items, r.threshold());
          assertEquals(counts[0], r.answered());
          assertEquals(counts[1], r.wrong());
          assertEquals(counts[0] / 500.0, r.coverage());
          reached++;
        }
        case Guarantee.Unreached u -> assertEquals(-1, last);
      }
    }
    assertTrue(reached > 30);
  }

  @Test
  void promiseIsKeptInTenThousandDraws() {
    SplittableRandom random = new Seed(2).random();
    double[] thresholds = Thresholds.grid(0.8, 0, 100);
    int broken = 0;
    double coverage = 0;
    for (int d = 0; d < DRAWS; d++) {
      if (SelectiveRisk.of(independent(random, 1000), thresholds, AIM)
          instanceof Guarantee.Reached r) {
        broken += risk(r.threshold()) > AIM.risk() ? 1 : 0;
        coverage += (1 - r.threshold()) / DRAWS;
      }
    }
    double share = (double) broken / DRAWS;
    assertTrue(share <= MOST_BROKEN && share > 0.03, "broken: " + share);
    assertTrue(coverage > 0.38, "coverage " + coverage + ", 0.5 is possible");
  }

  @Test
  void promiseIsKeptAlsoByAScoreThatMisleads() {
    // the top scores are wrong too often, looser thresholds would be fine
    SplittableRandom random = new Seed(3).random();
    double[] thresholds = Thresholds.grid(0.9, 0, 30);
    int broken = 0;
    for (int d = 0; d < DRAWS; d++) {
      double[] score = new double[800];
      boolean[] right = new boolean[800];
      for (int i = 0; i < 800; i++) {
        score[i] = random.nextDouble();
        right[i] = random.nextDouble() >= (score[i] > 0.8 ? 0.055 : 0.02);
      }
      if (SelectiveRisk.of(Scored.of(score, right), thresholds, AIM)
          instanceof Guarantee.Reached r) {
        double above = Math.min(0.2, 1 - r.threshold());
        double truth = (0.055 * above + 0.02 * (1 - r.threshold() - above)) / (1 - r.threshold());
        broken += truth > AIM.risk() ? 1 : 0;
      }
    }
    assertTrue((double) broken / DRAWS <= MOST_BROKEN, "broken: " + broken);
  }

  @Test
  void groupsKeepThePromiseWhereItemsTakenAsIndependentBreakIt() {
    SplittableRandom random = new Seed(4).random();
    double[] thresholds = Thresholds.grid(0.75, 0, 75);
    int naive = 0;
    int one = 0;
    int effective = 0;
    double oneCoverage = 0;
    double effectiveCoverage = 0;
    for (int d = 0; d < DRAWS; d++) {
      Scored items = grouped(random, 300, 5, 1);
      naive += broken(SelectiveRisk.of(Scored.of(items.score(), items.right()), thresholds, AIM));
      Guarantee drawn = SelectiveRisk.onePerGroup(items, thresholds, AIM, new Seed(d));
      one += broken(drawn);
      oneCoverage += coverage(drawn) / DRAWS;
      Guarantee all = SelectiveRisk.of(items, thresholds, AIM);
      effective += broken(all);
      effectiveCoverage += coverage(all) / DRAWS;
    }
    String seen = naive + " naive, " + one + " one per group, " + effective + " effective; ";
    seen += oneCoverage + " and " + effectiveCoverage;
    assertTrue(naive > 0.2 * DRAWS, seen);
    assertTrue(one <= MOST_BROKEN * DRAWS, seen);
    assertTrue(effective <= MOST_BROKEN * DRAWS, seen);
  }

  @Test
  void effectiveCountsGainWhereItemsHangTogetherLoosely() {
    SplittableRandom random = new Seed(5).random();
    double[] thresholds = Thresholds.grid(0.75, 0, 75);
    int draws = 2000;
    int broken = 0;
    double one = 0;
    double effective = 0;
    for (int d = 0; d < draws; d++) {
      Scored items = grouped(random, 200, 5, 0.2);
      Guarantee all = SelectiveRisk.of(items, thresholds, AIM);
      broken += broken(all);
      effective += coverage(all) / draws;
      one += coverage(SelectiveRisk.onePerGroup(items, thresholds, AIM, new Seed(d))) / draws;
    }
    assertTrue(broken <= draws * (0.1 + 3 * Math.sqrt(0.09 / draws)), "broken " + broken);
    assertTrue(effective > one + 0.08, one + " and " + effective);
  }

  @Test
  void newAnswersThemselvesKeepThePromise() {
    SplittableRandom random = new Seed(6).random();
    double[] thresholds = Thresholds.grid(0.8, 0, 100);
    int longRun = 0;
    int next = 0;
    for (int d = 0; d < DRAWS; d++) {
      Scored items = independent(random, 1000);
      Scored fresh = independent(random, 1000);
      longRun += brokenOn(fresh, SelectiveRisk.of(items, thresholds, AIM));
      next += brokenOn(fresh, SelectiveRisk.ofNext(items, fresh.score(), thresholds, AIM));
    }
    String seen = longRun + " and " + next;
    assertTrue(longRun > 0.1 * DRAWS, "the long run is not the next items: " + seen);
    assertTrue(next <= MOST_BROKEN * DRAWS && next > 0.03 * DRAWS, "broken: " + seen);
  }

  @Test
  void thresholdsByATuningSampleBeginWhereTheTestCanSucceed() {
    SplittableRandom random = new Seed(7).random();
    int draws = 1000;
    int broken = 0;
    int reached = 0;
    double coverage = 0;
    for (int d = 0; d < draws; d++) {
      double[] thresholds = Thresholds.tuned(independent(random, 1500), AIM, 1500, 100);
      Guarantee g = SelectiveRisk.of(independent(random, 1500), thresholds, AIM);
      broken += broken(g);
      reached += g.reached() ? 1 : 0;
      coverage += coverage(g) / draws;
    }
    assertTrue(broken <= draws * (0.1 + 3 * Math.sqrt(0.09 / draws)), "broken " + broken);
    assertTrue(reached > 0.98 * draws && coverage > 0.41, reached + ", " + coverage);
    double[] byScore = Thresholds.quantiles(independent(random, 1000).score(), AIM, 900, 100);
    assertEquals(0.9, byScore[0], 0.03); // 2 * 45 of 900
  }

  @Test
  void saysSoWhereNoThresholdWillDo() {
    double[] score = new double[100];
    boolean[] right = new boolean[100];
    for (int i = 0; i < 100; i++) {
      score[i] = i;
      right[i] = i % 2 == 0;
    }
    Guarantee.Unreached wrong =
        (Guarantee.Unreached) SelectiveRisk.of(Scored.of(score, right), new double[] {50, 20}, AIM);
    assertEquals(50, wrong.answered());
    assertEquals(25, wrong.wrong());
    assertEquals(false, wrong.tooFew());
    Guarantee.Unreached few =
        (Guarantee.Unreached) SelectiveRisk.of(Scored.of(score, right), new double[] {99}, AIM);
    assertTrue(few.tooFew());
    assertThrows(
        IllegalArgumentException.class,
        () -> SelectiveRisk.of(Scored.of(score, right), new double[] {1, 2}, AIM));
    assertThrows(
        IllegalArgumentException.class,
        () -> SelectiveRisk.independent(Scored.of(score, right, new int[100]), new double[1], AIM));
  }

  @Test
  void groupsOfOneAreIndependentItems() {
    SplittableRandom random = new Seed(8).random();
    double[] thresholds = Thresholds.grid(0.8, 0, 50);
    for (int round = 0; round < 50; round++) {
      Scored items = independent(random, 400);
      assertEquals(
          SelectiveRisk.independent(items, thresholds, AIM),
          SelectiveRisk.effective(items, thresholds, AIM));
    }
  }

  @Test
  void designEffectIsTheSizeOfGroupsThatAreAllAlike() {
    SplittableRandom random = new Seed(9).random();
    double[] score = new double[4000];
    boolean[] right = new boolean[4000];
    int[] group = new int[4000];
    for (int i = 0; i < 4000; i++) {
      group[i] = i / 4;
      right[i] = i % 4 == 0 ? random.nextInt(10) > 1 : right[i - 1];
    }
    Walk alike = new Walk(Scored.of(score, right, group));
    alike.to(0);
    assertEquals(4, alike.designEffect(), 0.1);
    for (int i = 0; i < 4000; i++) {
      right[i] = random.nextInt(10) > 1;
    }
    Walk alone = new Walk(Scored.of(score, right, group));
    alone.to(0);
    assertEquals(1, alone.designEffect(), 0.15);
    Walk faultless = new Walk(Scored.of(score, filled(4000), group));
    faultless.to(0);
    assertEquals(4, faultless.designEffect(), 0.02); // none wrong: groups count as one item
  }

  @Test
  void tenMillionItemsAreNoBurden() {
    int n = 2_000_000; // a fifth of that, for the sake of the test's time
    double[] score = new double[n];
    boolean[] right = new boolean[n];
    SplittableRandom random = new Seed(10).random();
    for (int i = 0; i < n; i++) {
      score[i] = random.nextDouble();
      right[i] = random.nextDouble() >= wrongBy(score[i]);
    }
    Guarantee.Reached r =
        (Guarantee.Reached)
            SelectiveRisk.of(Scored.of(score, right), Thresholds.grid(0.99, 0, 1000), AIM);
    assertEquals(0.5, r.coverage(), 0.003);
  }

  private static boolean[] filled(int n) {
    boolean[] all = new boolean[n];
    Arrays.fill(all, true);
    return all;
  }

  private static int broken(Guarantee g) {
    return g instanceof Guarantee.Reached r && risk(r.threshold()) > AIM.risk() ? 1 : 0;
  }

  private static double coverage(Guarantee g) {
    return g instanceof Guarantee.Reached r ? 1 - r.threshold() : 0;
  }

  private static int brokenOn(Scored fresh, Guarantee g) {
    if (!(g instanceof Guarantee.Reached r)) {
      return 0;
    }
    int[] counts = counts(fresh, r.threshold());
    return counts[1] > AIM.risk() * counts[0] + 1e-9 ? 1 : 0;
  }

  private static int[] counts(Scored items, double threshold) {
    int[] counts = new int[2];
    for (int i = 0; i < items.n(); i++) {
      if (items.score()[i] >= threshold) {
        counts[0]++;
        counts[1] += items.right()[i] ? 0 : 1;
      }
    }
    return counts;
  }

  private static Scored independent(SplittableRandom random, int n) {
    double[] score = new double[n];
    boolean[] right = new boolean[n];
    for (int i = 0; i < n; i++) {
      score[i] = random.nextDouble();
      right[i] = random.nextDouble() >= wrongBy(score[i]);
    }
    return Scored.of(score, right);
  }

  /**
   * Groups whose scores lie close together and whose luck is one, with probability {@code same}.
   */
  private static Scored grouped(SplittableRandom random, int groups, int size, double same) {
    double[] score = new double[groups * size];
    boolean[] right = new boolean[score.length];
    int[] group = new int[score.length];
    double base = 0;
    double luck = 0;
    for (int i = 0; i < score.length; i++) {
      if (i % size == 0) {
        base = random.nextDouble();
        luck = random.nextDouble();
      }
      group[i] = i / size;
      score[i] = (base + 0.1 * random.nextDouble()) % 1;
      double own = random.nextDouble();
      right[i] = (random.nextDouble() < same ? luck : own) >= wrongBy(score[i]);
    }
    return Scored.of(score, right, group);
  }
}
