package org.zhizhi.trust;

import java.util.Arrays;

/**
 * Which items hang together: questions about one entity, pixels of one scene, frames of one drive.
 * Groups are drawn independently of one another; items of a group may depend on each other in any
 * way. Error bars that pass over this are too narrow, guarantees do not hold.
 */
public final class Groups {
  private final int[] of; // item -> group, 0 .. count - 1
  private final int[] start; // group -> its first place in items; one more than groups
  private final int[] items;

  private Groups(int[] of, int count) {
    this.of = of;
    start = new int[count + 1];
    for (int group : of) {
      start[group + 1]++;
    }
    for (int g = 0; g < count; g++) {
      start[g + 1] += start[g];
    }
    items = new int[of.length];
    int[] next = start.clone();
    for (int i = 0; i < of.length; i++) {
      items[next[of[i]]++] = i;
    }
  }

  /** Items with the same id make a group; groups are numbered in the order of their ids. */
  public static Groups of(int[] ids) {
    int[] distinct = ids.clone();
    Arrays.sort(distinct);
    int count = 0;
    for (int i = 0; i < distinct.length; i++) {
      if (i == 0 || distinct[i] != distinct[i - 1]) {
        distinct[count++] = distinct[i];
      }
    }
    int[] of = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      of[i] = Arrays.binarySearch(distinct, 0, count, ids[i]);
    }
    return new Groups(of, count);
  }

  /** Every item is a group of its own: independent items. */
  public static Groups single(int n) {
    int[] of = new int[n];
    Arrays.setAll(of, i -> i);
    return new Groups(of, n);
  }

  /** How many groups there are. */
  public int count() {
    return start.length - 1;
  }

  /** How many items there are. */
  public int n() {
    return of.length;
  }

  /** Whether every item is alone in its group. */
  public boolean independent() {
    return count() == n();
  }

  /** The group of {@code item}, from 0 to {@link #count} - 1. */
  public int of(int item) {
    return of[item];
  }

  /** How many items {@code group} has. */
  public int size(int group) {
    return start[group + 1] - start[group];
  }

  /** The items of {@code group}, ascending. */
  public int[] items(int group) {
    return Arrays.copyOfRange(items, start[group], start[group + 1]);
  }

  /** The items of {@code groups}, one group after the other; a group may be given twice. */
  public int[] items(int[] groups) {
    int n = 0;
    for (int group : groups) {
      n += size(group);
    }
    int[] all = new int[n];
    int at = 0;
    for (int group : groups) {
      System.arraycopy(items, start[group], all, at, size(group));
      at += size(group);
    }
    return all;
  }

  /** The groups of a part of the items, in the order given. */
  public Groups take(int[] part) {
    int[] ids = new int[part.length];
    for (int i = 0; i < part.length; i++) {
      ids[i] = of[part[i]];
    }
    return of(ids);
  }

  /**
   * Standard error of a mean (or of a share) over all items, whatever hangs together in a group:
   * the variance between the groups' totals (Liang and Zeger, 1986), corrected for few groups. NaN
   * for a single group.
   *
   * @param values one for each item
   */
  public double standardError(double[] values) {
    if (values.length != n()) {
      throw new IllegalArgumentException("values differ: " + values.length + " != " + n());
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n();
    double squares = 0;
    for (int g = 0; g < count(); g++) {
      double total = 0;
      for (int at = start[g]; at < start[g + 1]; at++) {
        total += values[items[at]] - mean;
      }
      squares += total * total;
    }
    double few = count() < 2 ? Double.NaN : count() / (count() - 1.0);
    return Math.sqrt(few * squares) / n();
  }
}
