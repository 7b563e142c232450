package org.zhizhi.data.build;

import java.util.Comparator;
import java.util.Map;

/**
 * How many documents, and how much text.
 *
 * @param bytes of the text in UTF-8
 */
record Count(long documents, long bytes) {
  static final Count NONE = new Count(0, 0);

  /** Stands for what is too many to count one by one. */
  static final String OTHERS = "…";

  /** Names that are counted one by one; when there are more, the larger half of them. */
  private static final int MOST = 50_000;

  static Count one(long bytes) {
    return new Count(1, bytes);
  }

  Count plus(Count other) {
    return new Count(documents + other.documents, bytes + other.bytes);
  }

  /** Adds what was counted under each name to {@code sum}, which stays within bounds. */
  static void add(Map<String, Count> more, Map<String, Count> sum) {
    more.forEach((name, count) -> sum.merge(name, count, Count::plus));
    if (sum.size() > MOST) {
      Count others =
          sum.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Count>comparingByValue(Comparator.comparingLong(Count::bytes))
                      .thenComparing(Map.Entry.comparingByKey()))
              .limit(sum.size() - MOST / 2)
              .toList()
              .stream()
              .map(entry -> sum.remove(entry.getKey()))
              .reduce(NONE, Count::plus);
      sum.merge(OTHERS, others, Count::plus);
    }
  }
}
