package org.zhizhi.trust.guarantee;

import java.util.SplittableRandom;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Groups;

/**
 * One item drawn from each group (Dunn, Wasserman and Ramdas, 2023): what is left is independent,
 * so that exact statements hold again, about an item drawn at random from a group drawn at random.
 */
public final class OnePerGroup {
  private OnePerGroup() {}

  /** The items drawn, one for each group. */
  public static int[] draw(Groups groups, Seed seed) {
    SplittableRandom random = seed.split("one-per-group").random();
    int[] items = new int[groups.count()];
    for (int g = 0; g < items.length; g++) {
      int[] members = groups.items(g);
      items[g] = members[random.nextInt(members.length)];
    }
    return items;
  }
}
