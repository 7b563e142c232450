package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.BadInput;

/**
 * One record of a file, whatever the file is written in.
 *
 * @param where file and line or number, for errors
 */
record Row(String where, JsonNode fields) {

  boolean has(String name) {
    return fields.has(name);
  }

  boolean has(List<String> names) {
    return names.stream().allMatch(fields::has);
  }

  /** A text, or a number as text, that is not blank. */
  Optional<String> find(String name) {
    JsonNode value = fields.path(name);
    return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
        ? Optional.of(value.asText().strip())
        : Optional.empty();
  }

  String text(String name) {
    return find(name)
        .orElseThrow(
            () ->
                bad(
                    "field " + name + " is " + (fields.has(name) ? fields.get(name) : "missing"),
                    "give it a text"));
  }

  /** The texts of a list, or a single text; none where the field is missing or null. */
  List<String> texts(String name) {
    JsonNode value = fields.path(name);
    if (!value.isArray()) {
      return find(name).stream().toList();
    }
    return value
        .valueStream()
        .map(
            each -> {
              if (!each.isValueNode()) {
                throw bad("field " + name + " holds " + shown(each), "give a list of texts");
              }
              return each.asText().strip();
            })
        .filter(text -> !text.isEmpty())
        .toList();
  }

  BadInput bad(String what, String remedy) {
    return new BadInput(where + ": " + what, remedy);
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
