package org.zhizhi.data.build;

import java.util.Map;
import java.util.TreeMap;

/**
 * What went through a stage.
 *
 * @param changed documents that left it with another text
 * @param nanos time all threads spent in it
 * @param reasons why documents were rejected, and how many
 */
record Flow(
    String name, Count in, Count out, long changed, long nanos, Map<String, Count> reasons) {

  static Flow none(String name) {
    return new Flow(name, Count.NONE, Count.NONE, 0, 0, Map.of());
  }

  /** Both together. */
  Flow plus(Flow other) {
    Map<String, Count> all = new TreeMap<>(reasons);
    Count.add(other.reasons, all);
    return new Flow(
        name,
        in.plus(other.in),
        out.plus(other.out),
        changed + other.changed,
        nanos + other.nanos,
        all);
  }

  Count rejected() {
    return reasons.values().stream().reduce(Count.NONE, Count::plus);
  }
}
