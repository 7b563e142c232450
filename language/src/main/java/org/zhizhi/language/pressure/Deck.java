package org.zhizhi.language.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.zhizhi.base.Seed;

/** Cards dealt in random order, shuffled anew when all are dealt (Fisher and Yates). */
final class Deck<T> {
  private final List<T> cards;
  private final SplittableRandom random;
  private int dealt;

  Deck(List<T> cards, Seed seed) {
    this.cards = new ArrayList<>(cards);
    this.random = seed.random();
  }

  T next() {
    int at = dealt++ % cards.size();
    int drawn = at + random.nextInt(cards.size() - at);
    T card = cards.get(drawn);
    cards.set(drawn, cards.get(at));
    cards.set(at, card);
    return card;
  }
}
