package org.zhizhi.data.build;

import org.zhizhi.base.Seed;
import org.zhizhi.data.recipe.Domain;
import org.zhizhi.data.recipe.Order;

/** Gives each copy of each document its place in an order; what the order leaves open is drawn. */
record Ranking(Order order, Seed seed) {

  /** The ranking of a recipe with this order and seed. */
  static Ranking of(Order order, Seed seed) {
    return new Ranking(order, seed.split("order"));
  }

  /**
   * The key of a document's copy number {@code copy}, from 0.
   *
   * @param domain what {@link #domain} says of the document's source
   */
  Key key(Entry entry, int copy, long domain) {
    long drawn = seed.split(entry.item()).split(copy).value();
    return switch (order) {
      case SHUFFLED -> new Key(drawn, entry.item());
      case SHORT_TO_LONG -> new Key(entry.chars(), drawn);
      case EASY_TO_HARD, QUALITY_RISING -> new Key(sortable(entry.value()), drawn);
      case DOMAIN_BLOCKS -> new Key(domain, drawn);
      case AS_READ -> new Key(copy, entry.item());
    };
  }

  /** The place of a domain among the domains. */
  long domain(String source) {
    return order == Order.DOMAIN_BLOCKS ? seed.split(Domain.of(source)).value() : 0;
  }

  /** A number that is larger where {@code value} is. */
  static long sortable(double value) {
    long bits = Double.doubleToLongBits(value + 0.0); // one zero, not two
    return bits ^ bits >> 63 & Long.MAX_VALUE;
  }
}
