package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.zhizhi.base.Seed;

/** Draws from lists, the same from the same seed on every machine. */
final class Draw {
  private final SplittableRandom random;

  Draw(Seed seed) {
    random = seed.random();
  }

  <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A new list of all of {@code from}, each order as likely (Fisher and Yates). */
  <T> List<T> shuffled(Collection<T> from) {
    List<T> list = new ArrayList<>(from);
    for (int i = list.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T swap = list.get(i);
      list.set(i, list.get(j));
      list.set(j, swap);
    }
    return list;
  }
}
