package org.zhizhi.trust.calibration;

import java.util.SplittableRandom;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;

/** Parts of the items for cross-fitting; a group is never torn apart. */
public final class Folds {
  private Folds() {}

  /**
   * The fold of each item, from 0 to {@code folds} - 1: shuffled groups are dealt out, so folds
   * differ by at most one group.
   *
   * @param folds at least 2, at most as many as groups
   */
  public static int[] of(Groups groups, int folds, Seed seed) {
    if (folds < 2 || folds > groups.count()) {
      throw new IllegalArgumentException(folds + " folds of " + groups.count() + " groups");
    }
    int[] shuffled = shuffled(groups.count(), seed.split("folds"));
    int[] foldOf = new int[groups.n()];
    for (int place = 0; place < shuffled.length; place++) {
      for (int item : groups.items(shuffled[place])) {
        foldOf[item] = place % folds;
      }
    }
    return foldOf;
  }

  /** The numbers from 0 to {@code n} - 1 in random order (Fisher and Yates). */
  public static int[] shuffled(int n, Seed seed) {
    SplittableRandom random = seed.random();
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }

  /** The items whose fold is {@code fold} ({@code inside}) or is not. */
  static int[] items(int[] foldOf, int fold, boolean inside) {
    int n = 0;
    for (int f : foldOf) {
      n += (f == fold) == inside ? 1 : 0;
    }
    int[] items = new int[n];
    int at = 0;
    for (int i = 0; i < foldOf.length; i++) {
      if ((foldOf[i] == fold) == inside) {
        items[at++] = i;
      }
    }
    return items;
  }
}
