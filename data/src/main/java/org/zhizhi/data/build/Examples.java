package org.zhizhi.data.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A few examples of what each stage rejected, by reason, and changed: the same whoever looks. */
final class Examples {
  private static final int REJECTED = 3;
  private static final int CHANGED = 4;

  /** Reasons are few by contract; a stage that breaks it must not fill the memory. */
  private static final int MAX_KINDS = 500;

  private static final Comparator<Example> SMALLEST =
      Comparator.comparingLong(Example::hash).thenComparing(Example::id);

  private final SortedMap<String, List<Example>> kinds = new TreeMap<>();

  /** Whether an example with this hash would be kept; asked before making one. */
  boolean wants(String stage, String reason, long hash) {
    List<Example> kept = kinds.get(kind(stage, reason));
    return kept == null
        ? kinds.size() < MAX_KINDS
        : kept.size() < room(reason) || hash <= kept.getLast().hash();
  }

  void add(Example example) {
    if (!wants(example.stage(), example.reason(), example.hash())) {
      return;
    }
    List<Example> kept =
        kinds.computeIfAbsent(kind(example.stage(), example.reason()), k -> new ArrayList<>());
    kept.add(example);
    kept.sort(SMALLEST);
    if (kept.size() > room(example.reason())) {
      kept.removeLast();
    }
  }

  List<Example> all() {
    return kinds.values().stream().flatMap(List::stream).toList();
  }

  private static int room(String reason) {
    return reason.isEmpty() ? CHANGED : REJECTED;
  }

  private static String kind(String stage, String reason) {
    return stage + '\t' + reason;
  }
}
