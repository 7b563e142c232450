package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.zhizhi.base.Json;

/** Papers that were sat, as exam.json has them. */
final class ExamJson {
  private ExamJson() {}

  static ObjectNode of(Sat sat) {
    ObjectNode node =
        Json.object()
            .put("file", sat.paper().file().toString())
            .put("name", sat.paper().name())
            .put("protocol", sat.paper().protocol().word())
            .put("headline", sat.paper().headline())
            .put("n", sat.items().size())
            .put("shots", sat.shots());
    if (sat.shortened() > 0) {
      node.put("shortened", sat.shortened());
    }
    node.set("scores", scores(sat.items()));
    parts(sat, node, "groups", item -> item.question().group());
    if (sat.paper().style() == Paper.Style.SUBJECTS) {
      parts(sat, node, "subjects", item -> item.question().subject());
    }
    ArrayNode items = node.putArray("items");
    sat.items().forEach(item -> items.add(item(item)));
    return node;
  }

  private static ObjectNode scores(List<Answered> items) {
    ObjectNode scores = Json.object();
    for (String name : Score.names(items)) {
      Score.of(name, items)
          .ifPresent(
              score -> {
                ObjectNode node = scores.putObject(name).setAll(score.json());
                Baseline.of(name, items)
                    .ifPresent(
                        baseline -> {
                          node.put("chance", baseline.chance());
                          node.putObject("baseline")
                              .put("name", "longest")
                              .put("value", baseline.longest());
                        });
              });
    }
    return scores;
  }

  /** The scores of each part apart, where there are two parts or more. */
  private static void parts(
      Sat sat, ObjectNode node, String name, Function<Answered, Optional<String>> part) {
    Map<String, List<Answered>> parts = new LinkedHashMap<>();
    for (Answered item : sat.items()) {
      part.apply(item).ifPresent(p -> parts.computeIfAbsent(p, k -> new ArrayList<>()).add(item));
    }
    if (parts.size() > 1) {
      ObjectNode all = node.putObject(name);
      parts.forEach((p, items) -> all.set(p, scores(items)));
    }
  }

  private static ObjectNode item(Answered item) {
    ObjectNode node = item.question().line().put("answer", item.answer());
    node.put("right", item.right()).put("declined", item.declined());
    item.confidence().ifPresent(c -> node.put("confidence", c));
    item.evidence().ifPresent(e -> node.put("evidence", e));
    if (!item.signals().isEmpty()) {
      ObjectNode signals = node.putObject("signals");
      item.signals().forEach(signals::put);
    }
    item.plain()
        .ifPresent(
            plain -> {
              ObjectNode before =
                  node.putObject("before")
                      .put("right", plain.right())
                      .put("declined", plain.declined());
              plain.confidence().ifPresent(c -> before.put("confidence", c));
            });
    return node;
  }
}
