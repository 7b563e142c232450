package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Proportion;
import org.zhizhi.trust.Scored;

class PromiseTest {
  private static final int THINGS = 10;
  private static final int EACH = 5;

  /** Five questions about each of ten things, above the threshold, and some below it. */
  private static Interval wrong(int wrongThings, Groups groups) {
    double[] score = new double[THINGS * EACH + 7];
    boolean[] right = new boolean[score.length];
    Arrays.fill(score, 0, THINGS * EACH, 1);
    Arrays.fill(right, wrongThings * EACH, THINGS * EACH, true);
    return Promise.wrong(new Scored(score, right, groups), 0.5);
  }

  private static Groups things() {
    int[] ids = new int[THINGS * EACH + 7];
    Arrays.setAll(ids, i -> i / EACH);
    return Groups.of(ids);
  }

  @Test
  void answersAboutOneThingCountByWhatTheyAreWorth() {
    // of ten things one is wrong altogether: standard error 0.1, as of 0.1 * 0.9 / 0.01 = 9 answers
    Interval worth = wrong(1, things());
    assertEquals(Proportion.wilson(0.1, 9, 0.95).low(), worth.low(), 1e-12);
    assertEquals(Proportion.wilson(0.1, 9, 0.95).high(), worth.high(), 1e-12);
  }

  @Test
  void withoutAWrongAnswerEachThingCountsAsOne() {
    Interval none = wrong(0, things());
    assertEquals(0, none.low());
    assertEquals(Proportion.wilson(0, THINGS, 0.95).high(), none.high(), 1e-12);
  }
}
