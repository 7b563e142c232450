package org.zhizhi.data.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.zhizhi.base.BadInput;

/** The fields of an object in a recipe, taken out one by one with errors that name the remedy. */
final class Fields {
  private final JsonNode node;
  private final String path;

  /**
   * @param path where the object stands, with a dot at its end; "" for the whole recipe
   * @param known the fields it may have
   */
  Fields(JsonNode node, String path, String... known) {
    this.node = node;
    this.path = path;
    if (!node.isObject()) {
      String what = path.isEmpty() ? "" : path.substring(0, path.length() - 1) + ": ";
      throw new BadInput(
          what + shown(node) + " is no object with fields", "give " + String.join(", ", known));
    }
    List<String> names = Arrays.asList(known);
    for (var field : node.properties()) {
      if (!names.contains(field.getKey())) {
        throw new BadInput(
            path + field.getKey() + ": there is no such field", "give " + String.join(", ", known));
      }
    }
  }

  boolean has(String name) {
    return !node.path(name).isMissingNode() && !node.path(name).isNull();
  }

  JsonNode get(String name) {
    return node.path(name);
  }

  String text(String name, String otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!get(name).isTextual() || get(name).textValue().isBlank()) {
      throw bad(name, "is no text", "give a few words");
    }
    return get(name).textValue();
  }

  boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!get(name).isBoolean()) {
      throw bad(name, "is neither true nor false", "give true or false");
    }
    return get(name).booleanValue();
  }

  long whole(String name, long otherwise, long low, long high) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = get(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || !in(value, low, high)) {
      throw bad(
          name,
          value.isNumber() ? "is out of range" : "is no whole number",
          low == Long.MIN_VALUE
              ? "give a whole number"
              : "give a whole number from " + low + " to " + high);
    }
    return value.longValue();
  }

  /** A number, low and high included. */
  double number(String name, double low, double high) {
    JsonNode value = get(name);
    if (!value.isNumber() || !(value.doubleValue() >= low && value.doubleValue() <= high)) {
      throw bad(
          name,
          value.isNumber() ? "is out of range" : "is no number",
          String.format(Locale.ROOT, "give a number from %s to %s", plain(low), plain(high)));
    }
    return value.doubleValue();
  }

  <E extends Enum<E>> E choice(String name, Class<E> of, E otherwise) {
    return has(name) ? choice(path + name, get(name), of) : otherwise;
  }

  /** The constant of {@code of} that {@code value} names in lower case. */
  static <E extends Enum<E>> E choice(String field, JsonNode value, Class<E> of) {
    for (E choice : of.getEnumConstants()) {
      if (value.isTextual() && word(choice).equals(value.textValue())) {
        return choice;
      }
    }
    String all =
        Arrays.stream(of.getEnumConstants()).map(Fields::word).collect(Collectors.joining(", "));
    throw new BadInput(field + ": " + shown(value) + " is not one of its values", "give " + all);
  }

  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  BadInput bad(String name, String what, String remedy) {
    return new BadInput(path + name + ": " + shown(get(name)) + " " + what, remedy);
  }

  /** A value as it stands in the file, cut to fit on the line. */
  static String shown(JsonNode value) {
    String text =
        value.getNodeType() == JsonNodeType.STRING ? "\"" + value.textValue() + "\"" : "" + value;
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 59) + "…";
  }

  private static boolean in(JsonNode value, long low, long high) {
    return value.longValue() >= low && value.longValue() <= high;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? "" + (long) value : "" + value;
  }
}
