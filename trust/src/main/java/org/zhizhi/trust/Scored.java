package org.zhizhi.trust;

/**
 * Items with a score each and how they came out. The higher the score, the more likely the item is
 * right; scores may be probabilities, log-odds or on no scale at all. The arrays are not copied.
 *
 * @param score one for each item, no NaN
 * @param right whether the item is right
 * @param groups which items hang together
 */
public record Scored(double[] score, boolean[] right, Groups groups) {
  public Scored {
    if (score.length != right.length || score.length != groups.n()) {
      throw new IllegalArgumentException(
          "items differ: "
              + score.length
              + " scores, "
              + right.length
              + " outcomes, "
              + groups.n()
              + " in groups");
    }
    if (score.length == 0) {
      throw new IllegalArgumentException("no items");
    }
    for (int i = 0; i < score.length; i++) {
      if (Double.isNaN(score[i])) {
        throw new IllegalArgumentException("score " + i + " is NaN");
      }
    }
  }

  /** Independent items. */
  public static Scored of(double[] score, boolean[] right) {
    return new Scored(score, right, Groups.single(score.length));
  }

  /** Items with the same {@code group} hang together. */
  public static Scored of(double[] score, boolean[] right, int[] group) {
    return new Scored(score, right, Groups.of(group));
  }

  /** How many items there are, at least 1. */
  public int n() {
    return score.length;
  }

  /** How many are right. */
  public int rightCount() {
    int count = 0;
    for (boolean r : right) {
      count += r ? 1 : 0;
    }
    return count;
  }

  /** A part of the items, in the order given; an item may be given twice. */
  public Scored take(int[] items) {
    double[] scores = new double[items.length];
    boolean[] rights = new boolean[items.length];
    for (int i = 0; i < items.length; i++) {
      scores[i] = score[items[i]];
      rights[i] = right[items[i]];
    }
    return new Scored(scores, rights, groups.take(items));
  }

  /** The same items with other scores. */
  public Scored with(double[] scores) {
    return new Scored(scores, right, groups);
  }

  /** These items, whose scores must be probabilities. */
  public Scored requireProbabilities() {
    for (int i = 0; i < score.length; i++) {
      if (!(score[i] >= 0 && score[i] <= 1)) {
        throw new IllegalArgumentException("confidence " + i + " is " + score[i] + ", not in 0..1");
      }
    }
    return this;
  }
}
