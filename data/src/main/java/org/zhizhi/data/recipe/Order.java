package org.zhizhi.data.recipe;

import org.zhizhi.base.Fields;

/** In which order the documents of a corpus stand. */
public enum Order {
  /** As the seed draws it. */
  SHUFFLED,
  /** By length in characters. */
  SHORT_TO_LONG,
  /** By how hard a reference model finds them, its bits per byte. */
  EASY_TO_HARD,
  /** By their quality, the best last. */
  QUALITY_RISING,
  /** Domain after domain, in an order the seed draws; shuffled within. */
  DOMAIN_BLOCKS,
  /** As they were read. */
  AS_READ;

  /** As recipes and reports say it: {@code short_to_long}. */
  public String word() {
    return Fields.word(this);
  }
}
