package org.zhizhi.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhizhi.base.Seed;

class CrossedMeanTest {
  /** Fisher and Yates, Statistical Tables: Student's t, two-sided. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.7062",
    "2, 4.3027",
    "3, 3.1824",
    "5, 2.5706",
    "10, 2.2281",
    "30, 2.0423",
    "120, 1.9799"
  })
  void quantilesAreThoseOfTheTable(int degrees, double t) {
    assertEquals(t, Student.quantile(0.95, degrees), 5.1e-5);
    assertEquals(0.05, Student.twoSided(t, degrees), 1e-5);
    assertEquals(0.05, Student.twoSided(-t, degrees), 1e-5);
    assertEquals(1, Student.twoSided(0, degrees), 1e-12);
    assertEquals(0, Student.twoSided(Double.POSITIVE_INFINITY, degrees), 0);
  }

  @Test
  void wholeRepetitionsGiveThePairedTTest() {
    // all items of a repetition alike: only the three means count
    double[][] amounts = {{1, 1, 1, 1}, {2, 2, 2, 2}, {6, 6, 6, 6}};
    CrossedMean mean = CrossedMean.of(List.of(group(amounts, 1, 1, 1, 1)));
    assertEquals(3, mean.value(), 1e-15);
    assertEquals(Math.sqrt(7.0 / 3), mean.standardError(), 1e-12); // s² = 7, n = 3
    assertEquals(4.3027 * Math.sqrt(7.0 / 3), mean.half(0.95), 1e-3);
    assertEquals(Student.twoSided(3 / Math.sqrt(7.0 / 3), 2), mean.pValue(), 1e-12);
  }

  @Test
  void oneRepetitionGivesTheErrorOfARatio() {
    double[] bits = {10, 30, 20, 44};
    double[] bytes = {5, 10, 10, 20};
    CrossedMean mean = CrossedMean.of(List.of(group(new double[][] {bits}, bytes)));
    double ratio = 104.0 / 45;
    assertEquals(ratio, mean.value(), 1e-15);
    double squares = 0; // the jackknife by its definition (Tukey, 1958)
    for (int i = 0; i < 4; i++) {
      squares += Math.pow((104 - bits[i]) / (45 - bytes[i]) - ratio, 2);
    }
    assertEquals(Math.sqrt(squares * 3 / 4), mean.standardError(), 1e-12);
    assertEquals(3, mean.items().degrees(), 1e-12);
  }

  @Test
  void groupsWeighTheSameAndTheirMeansAreNoNoise() {
    CrossedMean.Group few = group(new double[][] {{1.1, 0.9}, {1.1, 0.9}}, 1, 1);
    CrossedMean.Group many =
        group(new double[][] {{-1, -1, -1, -1, -1}, {-1, -1, -1, -1, -1}}, 1, 1, 1, 1, 1);
    CrossedMean mean = CrossedMean.of(List.of(few, many));
    assertEquals(0, mean.value(), 1e-15);
    assertEquals(0.5 * 0.1, mean.standardError(), 1e-12);
  }

  @Test
  void nothingVariesNothingIsUnsure() {
    CrossedMean same = CrossedMean.of(List.of(group(new double[2][3], 1, 2, 3)));
    assertEquals(0, same.standardError());
    assertEquals(1, same.pValue());
    assertEquals(new Interval(0, 0), same.interval(0.95));
    assertThrows(IllegalArgumentException.class, () -> group(new double[1][1], 1));
  }

  /** Of 100 true nulls about 5 are refused, whatever varies: seeds, documents, both, neither. */
  @ParameterizedTest
  @CsvSource({
    "3, 100, 1, 0, 0", "3, 100, 0, 1, 0", "3, 100, 0, 0, 1", "3, 100, 0.1, 1, 1",
    "3, 100, 0.3, 1, 1", "3, 30, 1, 1, 1", "5, 30, 0.1, 1, 1", "2, 60, 0.3, 1, 1"
  })
  void findsNothingWhereThereIsNothing(
      int repetitions, int items, double byRepetition, double byItem, double rest) {
    SplittableRandom random = new Seed(7).random();
    int trials = 2000;
    int found = 0;
    for (int trial = 0; trial < trials; trial++) {
      CrossedMean mean = drawn(random, 0, repetitions, items, byRepetition, byItem, rest);
      found += Math.abs(mean.value()) > mean.half(0.95) ? 1 : 0;
    }
    assertTrue(found < 0.065 * trials, found + " of " + trials);
  }

  @Test
  void findsWhatThereIs() {
    SplittableRandom random = new Seed(8).random();
    int found = 0;
    int covered = 0;
    for (int trial = 0; trial < 500; trial++) {
      CrossedMean mean = drawn(random, 0.5, 3, 100, 0.05, 0.5, 0.5);
      found += mean.pValue() < 0.05 ? 1 : 0;
      Interval interval = mean.interval(0.95);
      covered += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
      boolean excludes = interval.low() > 0 || interval.high() < 0;
      assertEquals(excludes, mean.pValue() < 0.05, mean::toString);
    }
    assertTrue(found > 480, found + " of 500 found");
    assertTrue(covered > 460, covered + " of 500 covered");
  }

  /** Two groups of documents whose sizes differ by orders of magnitude. */
  private static CrossedMean drawn(
      SplittableRandom random,
      double mean,
      int repetitions,
      int items,
      double byRepetition,
      double byItem,
      double rest) {
    double[] shared = random.doubles(repetitions).map(x -> random.nextGaussian()).toArray();
    List<CrossedMean.Group> groups = new ArrayList<>();
    for (int n : new int[] {items / 2, items - items / 2}) {
      double[][] amounts = new double[repetitions][n];
      double[] sizes = new double[n];
      for (int i = 0; i < n; i++) {
        sizes[i] = Math.exp(0.8 * random.nextGaussian());
        double own = byItem * random.nextGaussian();
        for (int r = 0; r < repetitions; r++) {
          double here = byRepetition * shared[r] + own + rest * random.nextGaussian();
          amounts[r][i] = sizes[i] * (mean + here);
        }
      }
      groups.add(group(amounts, sizes));
    }
    return CrossedMean.of(groups);
  }

  @Test
  void holmAdjustsAsInTheTextbook() {
    // by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and never less than the one before
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02},
        Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005}),
        1e-15);
    assertArrayEquals(new double[] {1, 1}, Holm.adjusted(new double[] {0.9, 0.6}), 0);
    assertArrayEquals(new double[0], Holm.adjusted(new double[0]));
  }

  private static CrossedMean.Group group(double[][] amounts, double... sizes) {
    return new CrossedMean.Group(amounts, sizes);
  }
}
