package org.zhizhi.data.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zhizhi.base.BadInput;

/**
 * The settings that a recipe gives a stage: an object of named values, each asked for once. What
 * the stage does not ask for by {@link #end} is refused, so a misspelt name never goes unnoticed.
 */
final class SettingsReader {
  private final String stage;
  private final JsonNode node;
  private final Set<String> asked = new TreeSet<>();

  private SettingsReader(String stage, JsonNode node) {
    this.stage = stage;
    this.node = node;
  }

  /**
   * The settings in {@code node} for {@code stage}; absent and null nodes are empty settings.
   *
   * @throws BadInput if it is there and no object
   */
  static SettingsReader of(String stage, JsonNode node) {
    boolean absent = node == null || node.isMissingNode() || node.isNull();
    if (!absent && !node.isObject()) {
      throw new BadInput(
          stage + ": settings are " + node + ", not an object", "write them as name: value");
    }
    return new SettingsReader(stage, absent ? MissingNode.getInstance() : node);
  }

  /** A number in [{@code least}, {@code most}]. */
  double number(String name, double otherwise, double least, double most) {
    return value(name).map(v -> inRange(name, v, least, most)).orElse(otherwise);
  }

  /** A whole number in [{@code least}, {@code most}]. */
  int count(String name, int otherwise, int least, int most) {
    double number = number(name, otherwise, least, most);
    if (number != Math.rint(number)) {
      throw bad(name, node.path(name), "give a whole number");
    }
    return (int) number;
  }

  /** A limit in [{@code least}, {@code most}]; {@code off} or null stands for none. */
  Optional<Double> limit(String name, Optional<Double> otherwise, double least, double most) {
    asked.add(name);
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    boolean off = value.isNull() || value.asText().equals("off") || value.asText().equals("false");
    return off ? Optional.empty() : Optional.of(inRange(name, value, least, most));
  }

  boolean flag(String name, boolean otherwise) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw bad(name, value.get(), "give true or false");
    }
    return value.map(JsonNode::booleanValue).orElse(otherwise);
  }

  /** One of {@code choices}. */
  String choice(String name, String otherwise, List<String> choices) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !choices.contains(value.get().asText())) {
      throw bad(name, value.get(), "give one of " + String.join(", ", choices));
    }
    return value.map(JsonNode::asText).orElse(otherwise);
  }

  /** A list of texts. */
  List<String> texts(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value.get()) {
      if (!item.isTextual()) {
        throw bad(name, item, "give a list of texts");
      }
      texts.add(item.textValue());
    }
    if (!value.get().isArray() || texts.isEmpty()) {
      throw bad(name, value.get(), "give a list, such as [zh, en]");
    }
    return List.copyOf(texts);
  }

  /** The settings under {@code name}, which are settings themselves. */
  SettingsReader group(String name) {
    asked.add(name);
    return of(stage + "." + name, node.path(name));
  }

  /**
   * @throws BadInput if there was a setting that nobody asked for
   */
  void end() {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!asked.contains(name)) {
        throw new BadInput(
            stage + ": has no setting \"" + name + "\"",
            asked.isEmpty() ? "remove it" : "there are " + String.join(", ", asked));
      }
    }
  }

  private Optional<JsonNode> value(String name) {
    asked.add(name);
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private double inRange(String name, JsonNode value, double least, double most) {
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw bad(
          name,
          value,
          String.format(Locale.ROOT, "give a number from %s to %s", plain(least), plain(most)));
    }
    return number;
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.valueOf(number);
  }

  private BadInput bad(String name, JsonNode value, String remedy) {
    return new BadInput(stage + ": " + name + " is " + value, remedy);
  }
}
