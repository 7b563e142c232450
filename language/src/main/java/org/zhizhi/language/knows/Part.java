package org.zhizhi.language.knows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.selective.TrustFile;

/**
 * The questions that serve one use.
 *
 * @param use as trust.json names it: probes, tuning, calibration
 */
record Part(String use, List<Drawn> drawn) {
  /** A question and where it is from. */
  record Drawn(QuestionSet set, QuestionSet.Item item) {}

  static Part of(String use, List<QuestionSet> sets) {
    List<Drawn> drawn = new ArrayList<>();
    sets.forEach(set -> set.items().forEach(item -> drawn.add(new Drawn(set, item))));
    return new Part(use, drawn);
  }

  List<String> questions() {
    return drawn.stream().map(d -> d.item().question()).toList();
  }

  /** What is about one thing hangs together. */
  Groups groups() {
    return groups(drawn);
  }

  static Groups groups(List<Drawn> drawn) {
    Map<String, Integer> numbers = new HashMap<>();
    return Groups.of(
        drawn.stream()
            .mapToInt(d -> numbers.computeIfAbsent(d.item().cluster(), c -> numbers.size()))
            .toArray());
  }

  String names() {
    return drawn.stream().map(d -> d.set().name()).distinct().collect(Collectors.joining(", "));
  }

  /** How many questions each set gave. */
  List<TrustFile.Source> sources() {
    Map<QuestionSet, Long> counts = new LinkedHashMap<>();
    drawn.forEach(d -> counts.merge(d.set(), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(e -> new TrustFile.Source(e.getKey().name(), e.getKey().digest(), use, e.getValue()))
        .toList();
  }
}
