package org.zhizhi.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class GroupsTest {
  @Test
  void sortsAsTheLibraryDoesAndKeepsTheOrderOfEquals() {
    SplittableRandom random = new Seed(1).random();
    for (int round = 0; round < 200; round++) {
      double[] values = new double[random.nextInt(300)];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(5) - 2;
              case 1 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
              case 2 -> random.nextBoolean() ? -0.0 : Double.NEGATIVE_INFINITY;
              default -> random.nextDouble();
            };
      }
      Comparator<Integer> byValue = Comparator.comparingDouble(i -> values[i] + 0.0);
      assertArrayEquals(sorted(values.length, byValue), Order.ascending(values));
      assertArrayEquals(sorted(values.length, byValue.reversed()), Order.descending(values));
    }
    assertThrows(
        IllegalArgumentException.class, () -> Order.ascending(new double[] {1, Double.NaN}));
  }

  @Test
  void groupsHoldTheirItems() {
    Groups groups = Groups.of(new int[] {7, -3, 7, 9, 7});
    assertEquals(3, groups.count());
    assertEquals(0, groups.of(1));
    assertArrayEquals(new int[] {0, 2, 4}, groups.items(1));
    assertArrayEquals(new int[] {3, 0, 2, 4, 3}, groups.items(new int[] {2, 1, 2}));
    assertFalse(groups.independent());
    assertTrue(groups.take(new int[] {1, 3}).independent());
    assertEquals(1, groups.take(new int[] {0, 4}).count());
    assertFalse(Groups.single(3).take(new int[] {1, 1}).independent());
  }

  @Test
  void errorOfAMeanOfGroupsIsWhatFreshGroupsShow() {
    SplittableRandom random = new Seed(2).random();
    double told = 0;
    double sum = 0;
    double squares = 0;
    int rounds = 3000;
    for (int r = 0; r < rounds; r++) {
      double[] values = new double[120];
      int[] ids = new int[120];
      for (int g = 0; g < 40; g++) {
        double common = random.nextGaussian();
        for (int i = 0; i < 3; i++) {
          ids[3 * g + i] = g;
          values[3 * g + i] = common + random.nextGaussian();
        }
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      double error = Groups.of(ids).standardError(values);
      told += error * error / rounds;
      sum += mean;
      squares += mean * mean;
    }
    double seen = squares / rounds - sum / rounds * (sum / rounds);
    assertEquals(1, told / seen, 0.08); // four standard errors of a variance of 3,000 draws
    // by hand: independent items, sqrt(variance / n)
    assertEquals(
        Math.sqrt(0.25 / 4 * 4 / 3),
        Groups.single(4).standardError(new double[] {0, 1, 1, 0}),
        1e-15);
    assertTrue(Double.isNaN(Groups.of(new int[2]).standardError(new double[] {0, 1})));
  }

  @Test
  void resamplingGroupsTellsTheErrorOfDependentItems() {
    SplittableRandom random = new Seed(3).random();
    double[] values = new double[600];
    int[] ids = new int[600];
    for (int i = 0; i < 600; i++) {
      ids[i] = i / 6;
      values[i] = i % 6 == 0 ? random.nextGaussian() : values[i - 1]; // six copies of each
    }
    Groups groups = Groups.of(ids);
    Bootstrap bootstrap =
        Bootstrap.of(groups, items -> mean(values, items), 0.95, 2000, new Seed(4));
    assertEquals(1, bootstrap.standardError() / groups.standardError(values), 0.06);
    Bootstrap undefined =
        Bootstrap.of(groups, items -> items[0] < 300 ? Double.NaN : 1, 0.95, 100, new Seed(5));
    assertEquals(new Interval(1, 1), undefined.interval());
  }

  @Test
  void mismatchedArraysAreRefusedWithBothNumbers() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Scored.of(new double[2], new boolean[3]));
    assertTrue(e.getMessage().contains("2 scores, 3 outcomes"));
    assertThrows(
        IllegalArgumentException.class, () -> Scored.of(new double[] {Double.NaN}, new boolean[1]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Scored.of(new double[] {1.1}, new boolean[1]).requireProbabilities());
  }

  private static double mean(double[] values, int[] items) {
    double sum = 0;
    for (int item : items) {
      sum += values[item];
    }
    return sum / items.length;
  }

  private static int[] sorted(int n, Comparator<Integer> order) {
    return IntStream.range(0, n).boxed().sorted(order).mapToInt(i -> i).toArray();
  }
}
