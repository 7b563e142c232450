package org.zhizhi.data.privacy;

import java.util.ArrayList;
import java.util.List;

/** Findings in order, none overlapping another. */
final class Findings {
  private final List<Finding> list = new ArrayList<>();

  /** Where the last finding ends. */
  int end() {
    return list.isEmpty() ? 0 : list.getLast().to();
  }

  /** Adds one that starts after all others. */
  void add(Kind kind, int from, int to) {
    if (from >= end()) {
      list.add(new Finding(kind, from, to));
    }
  }

  /** Adds one in place of those it overlaps, unless one of them is a secret or starts earlier. */
  void replace(Kind kind, int from, int to) {
    int keep = list.size();
    while (keep > 0 && list.get(keep - 1).to() > from) {
      Finding other = list.get(--keep);
      if (other.kind() == Kind.SECRET || other.from() < from) {
        return;
      }
    }
    list.subList(keep, list.size()).clear();
    list.add(new Finding(kind, from, to));
  }

  List<Finding> list() {
    return List.copyOf(list);
  }
}
