package org.zhizhi.trust;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.zhizhi.base.Seed;

/**
 * The error bar of any statistic by resampling its items with replacement (Efron, 1979): percentile
 * intervals.
 *
 * @param standardError standard deviation over the resamples
 * @param interval from the lower to the upper percentile of the level asked for
 */
public record Bootstrap(double standardError, Interval interval) {

  /**
   * Resamples {@code n} items.
   *
   * @param statistic of items given by their numbers, which may repeat
   * @param level confidence in (0, 1), such as 0.95
   * @param resamples at least 2; 2,000 are enough for two digits
   * @param seed the same seed gives the same interval
   */
  public static Bootstrap of(
      int n, ToDoubleFunction<int[]> statistic, double level, int resamples, Seed seed) {
    Proportion.requireLevel(level);
    if (n < 1 || resamples < 2) {
      throw new IllegalArgumentException(n + " items, " + resamples + " resamples");
    }
    SplittableRandom random = seed.split("bootstrap").random();
    double[] values = new double[resamples];
    int[] items = new int[n];
    for (int r = 0; r < resamples; r++) {
      for (int i = 0; i < n; i++) {
        items[i] = random.nextInt(n);
      }
      values[r] = statistic.applyAsDouble(items);
    }
    return of(values, level);
  }

  /**
   * Resamples whole groups, since items of one group depend on each other.
   *
   * @param statistic of items given by their numbers, as many as the drawn groups have; NaN where
   *     it has no value (no wrong answer drawn), which leaves the resample out
   */
  public static Bootstrap of(
      Groups groups, ToDoubleFunction<int[]> statistic, double level, int resamples, Seed seed) {
    double[] values = new double[resamples];
    int[] kept = new int[1];
    of(
        groups.count(),
        drawn -> {
          double value = statistic.applyAsDouble(groups.items(drawn));
          if (!Double.isNaN(value)) {
            values[kept[0]++] = value;
          }
          return value;
        },
        level,
        resamples,
        seed);
    if (kept[0] < 2) {
      return new Bootstrap(Double.NaN, new Interval(Double.NaN, Double.NaN));
    }
    return of(Arrays.copyOf(values, kept[0]), level);
  }

  private static Bootstrap of(double[] values, double level) {
    int resamples = values.length;
    double mean = 0;
    for (double value : values) {
      mean += value / resamples;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    Arrays.sort(values);
    double tail = (1 - level) / 2;
    return new Bootstrap(
        Math.sqrt(squares / (resamples - 1)),
        new Interval(percentile(values, tail), percentile(values, 1 - tail)));
  }

  /** Resamples the mean of {@code values}. */
  public static Bootstrap mean(double[] values, double level, int resamples, Seed seed) {
    return of(
        values.length,
        items -> {
          double sum = 0;
          for (int item : items) {
            sum += values[item];
          }
          return sum / items.length;
        },
        level,
        resamples,
        seed);
  }

  private static double percentile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
