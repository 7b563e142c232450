package org.zhizhi.trust;

import java.util.Arrays;
import java.util.List;

/**
 * A mean over repetitions and items, every item measured in every repetition: models trained from
 * several seeds, on the same documents. The error bar counts both as drawn at random, so that it
 * tells what other seeds and other documents would have given.
 *
 * <p>What a repetition does to all its items, and what is special to an item in all repetitions,
 * make single measurements depend on one another; so the variance is put together from two
 * components, between repetitions and between items (two-way random effects; what is special to an
 * item in one repetition is in both and counted once). Each takes Student's quantile of its own
 * degrees of freedom; their squares add up. Three repetitions are too few to be resampled instead:
 * a bootstrap of them reaches from the least to the largest, a third of the width it should have.
 * One quantile for the sum, by Satterthwaite's degrees of freedom, found differences where there
 * were none in up to 7 of 100 cases; this way it is 5 (CrossedMeanTest).
 *
 * @param value the mean
 * @param repetitions what repetitions contribute to its variance
 * @param items what items contribute
 */
public record CrossedMean(double value, Component repetitions, Component items) {

  /**
   * A part of the variance of the mean.
   *
   * @param degrees of freedom that it was estimated with
   */
  public record Component(double variance, double degrees) {
    private double squaredHalf(double level) {
      double t = variance == 0 ? 0 : Student.quantile(level, degrees);
      return t * t * variance;
    }
  }

  /**
   * Items of one kind. Their mean is the sum of the amounts over the sum of the sizes: bits over
   * bytes, right answers over questions.
   *
   * @param amounts of each item in each repetition, {@code [repetition][item]}
   * @param sizes of the items, the same in all repetitions, positive
   */
  public record Group(double[][] amounts, double[] sizes) {
    public Group {
      if (amounts.length == 0 || sizes.length < 2) {
        throw new IllegalArgumentException(
            amounts.length + " repetitions of " + sizes.length + " items: 1 and 2 are needed");
      }
      for (double[] row : amounts) {
        if (row.length != sizes.length) {
          throw new IllegalArgumentException(
              "items differ: " + row.length + " amounts != " + sizes.length + " sizes");
        }
      }
    }

    private double mean(int repetition) {
      return Arrays.stream(amounts[repetition]).sum() / size();
    }

    private double size() {
      return Arrays.stream(sizes).sum();
    }

    /** Variance of the mean by items: the jackknife's, right also where few items weigh much. */
    private double itemVariance(double mean) {
      int n = sizes.length;
      double size = size();
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double moved = deviation(i, mean) / (size - sizes[i]); // the mean without the item
        sum += moved * moved;
      }
      return sum * (n - 1) / n;
    }

    /** How far an item, over all repetitions, is from what its size makes one expect. */
    private double deviation(int item, double mean) {
      double amount = 0;
      for (double[] row : amounts) {
        amount += row[item] / amounts.length;
      }
      return amount - mean * sizes[item];
    }

    /** What is left in the variance of the mean when items and repetitions are taken out. */
    private double restVariance(double[] means) {
      int n = sizes.length;
      int repetitions = amounts.length;
      double mean = CrossedMean.mean(means);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double deviation = deviation(i, mean);
        for (int r = 0; r < repetitions; r++) {
          double rest = amounts[r][i] - means[r] * sizes[i] - deviation;
          sum += rest * rest;
        }
      }
      double size = size() / n;
      return repetitions == 1
          ? 0
          : sum / (size * size) / ((double) repetitions * n * (repetitions - 1) * (n - 1));
    }

    /** The same items with the amounts of {@code other} less these. */
    public Group to(Group other) {
      if (!Arrays.equals(sizes, other.sizes) || amounts.length != other.amounts.length) {
        throw new IllegalArgumentException("the groups hold different items or repetitions");
      }
      double[][] differences = new double[amounts.length][sizes.length];
      for (int r = 0; r < amounts.length; r++) {
        for (int i = 0; i < sizes.length; i++) {
          differences[r][i] = other.amounts[r][i] - amounts[r][i];
        }
      }
      return new Group(differences, sizes);
    }
  }

  /**
   * The mean of the groups' means, each group weighing the same however many items it has.
   *
   * @param groups with the same repetitions; with a single one the error bar can only tell of other
   *     items
   */
  public static CrossedMean of(List<Group> groups) {
    int repetitions = groups.getFirst().amounts.length;
    double share = 1.0 / groups.size();
    double[] means = new double[repetitions];
    double items = 0;
    double itemsSquared = 0; // over the degrees of freedom of each group
    double both = 0; // what is special to an item in one repetition, in either component
    for (Group group : groups) {
      if (group.amounts.length != repetitions) {
        throw new IllegalArgumentException(
            "repetitions differ: " + group.amounts.length + " != " + repetitions);
      }
      double[] ofGroup = new double[repetitions];
      for (int r = 0; r < repetitions; r++) {
        ofGroup[r] = group.mean(r);
        means[r] += share * ofGroup[r];
      }
      double variance = share * share * group.itemVariance(mean(ofGroup));
      items += variance;
      itemsSquared += variance * variance / (group.sizes.length - 1);
      both += share * share * group.restVariance(ofGroup);
    }
    double value = mean(means);
    double seeds = 0;
    for (double mean : means) {
      seeds += (mean - value) * (mean - value) / ((double) repetitions * (repetitions - 1));
    }
    // two repetitions cannot tell what is theirs from what is not: nothing is taken off
    double own = repetitions < 3 ? seeds : Math.max(0, seeds - both);
    return new CrossedMean(
        value,
        new Component(repetitions == 1 ? 0 : own, Math.max(1, repetitions - 1)),
        new Component(items, items == 0 ? 1 : items * items / itemsSquared));
  }

  /** Standard error of the mean; 0 where nothing varies. */
  public double standardError() {
    return Math.sqrt(repetitions.variance + items.variance);
  }

  /**
   * From below to above the mean.
   *
   * @param level confidence in (0, 1), such as 0.95
   */
  public Interval interval(double level) {
    double half = half(level);
    return new Interval(value - half, value + half);
  }

  /** Half the width of {@link #interval}. */
  public double half(double level) {
    Proportion.requireLevel(level);
    return Math.sqrt(repetitions.squaredHalf(level) + items.squaredHalf(level));
  }

  /**
   * How probable a mean at least so far from 0 is if the true one is 0; two-sided: where the
   * interval just touches 0.
   */
  public double pValue() {
    if (value == 0 || standardError() == 0) {
      return value == 0 ? 1 : 0;
    }
    double low = -34; // ln p; 1 - p is no longer told from 1 below
    double high = 0;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      boolean excludesZero = half(-Math.expm1(middle)) < Math.abs(value);
      low = excludesZero ? low : middle;
      high = excludesZero ? middle : high;
    }
    return Math.exp(high);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
