package org.zhizhi.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that an object in a file holds, asked for one by one. What is asked for and not
 * there, or null, has its default. What nobody has asked for by {@link #end} is refused, so that a
 * misspelt name never goes unnoticed. Every error is a {@link BadInput} that names the field, its
 * value and the remedy: {@code duplicates.near is 0.2; give a number from 0.5 to 1}.
 *
 * <pre>{@code
 * Fields fields = Fields.of("repeats", node);
 * int width = fields.count("min_width", 150, 1, 1_000_000);
 * fields.end();
 * }</pre>
 */
public final class Fields {
  private static final int SHOWN = 60;

  private final String path;
  private final JsonNode node;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /**
   * The fields of {@code node}, none if it is null or absent.
   *
   * @param path where it stands, for errors: {@code "rules.chinese"}; "" for a whole file
   * @throws BadInput if it is there and no object
   */
  public static Fields of(String path, JsonNode node) {
    boolean absent = node == null || node.isMissingNode() || node.isNull();
    if (!absent && !node.isObject()) {
      throw new BadInput(
          (path.isEmpty() ? "the settings are " : path + " is ") + shown(node),
          "write name: value for each setting");
    }
    return new Fields(path, absent ? MissingNode.getInstance() : node);
  }

  /** Whether {@code name} is there and not null. */
  public boolean has(String name) {
    return value(name).isPresent();
  }

  /** The value of {@code name} as it stands, if it is there and not null. */
  public Optional<JsonNode> value(String name) {
    asked.add(name);
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** The fields of {@code name}, an object itself; none if it is not there. */
  public Fields group(String name) {
    return of(at(name), value(name).orElse(null));
  }

  /** A text that is not blank. */
  public Optional<String> text(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && (!value.get().isTextual() || value.get().textValue().isBlank())) {
      throw bad(name, "give a text");
    }
    return value.map(JsonNode::textValue);
  }

  /** A list of texts, or a single one; empty if it is not there. */
  public List<String> texts(String name) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return List.of();
    }
    JsonNode list = value.get();
    List<JsonNode> items =
        list.isTextual() ? List.of(list) : list.isArray() ? list.valueStream().toList() : List.of();
    if (items.isEmpty() || !items.stream().allMatch(JsonNode::isTextual)) {
      throw bad(name, "give a list of texts, such as [a, b]");
    }
    return items.stream().map(JsonNode::textValue).toList();
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw bad(name, "give true or false");
    }
    return value.map(JsonNode::booleanValue).orElse(otherwise);
  }

  /** A whole number in [{@code least}, {@code most}]. */
  public long whole(String name, long otherwise, long least, long most) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    JsonNode number = value.get();
    if (!number.canConvertToExactIntegral()
        || !number.canConvertToLong()
        || number.longValue() < least
        || number.longValue() > most) {
      boolean any = least == Long.MIN_VALUE && most == Long.MAX_VALUE;
      throw bad(name, "give a whole number" + (any ? "" : " from " + least + " to " + most));
    }
    return number.longValue();
  }

  /** A whole number in [{@code least}, {@code most}]. */
  public int count(String name, int otherwise, int least, int most) {
    return (int) whole(name, otherwise, least, most);
  }

  /** A number in [{@code least}, {@code most}]. */
  public double number(String name, double otherwise, double least, double most) {
    return number(name, least, most).orElse(otherwise);
  }

  /** A number in [{@code least}, {@code most}], if it is there. */
  public Optional<Double> number(String name, double least, double most) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    double number = value.get().isNumber() ? value.get().doubleValue() : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw bad(name, "give a number from " + plain(least) + " to " + plain(most));
    }
    return Optional.of(number);
  }

  /** A limit in [{@code least}, {@code most}]; {@code off}, false or null stands for none. */
  public Optional<Double> limit(
      String name, Optional<Double> otherwise, double least, double most) {
    asked.add(name);
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    String word = value.asText();
    boolean off = value.isNull() || word.equals("off") || word.equals("false");
    return off ? Optional.empty() : number(name, least, most);
  }

  /** The constant of {@code of} that is named, in lower case. */
  public <E extends Enum<E>> E choice(String name, Class<E> of, E otherwise) {
    Optional<JsonNode> value = value(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    return Stream.of(of.getEnumConstants())
        .filter(choice -> word(choice).equals(value.get().textValue()))
        .findFirst()
        .orElseThrow(
            () ->
                bad(
                    name,
                    Stream.of(of.getEnumConstants())
                        .map(Fields::word)
                        .collect(Collectors.joining(", ", "give one of ", ""))));
  }

  /** A constant as files name it: {@code short_to_long}. */
  public static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Says that all settings have been asked for.
   *
   * @throws BadInput if there is one that nobody asked for
   */
  public void end() {
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!asked.contains(name)) {
        throw new BadInput(
            (path.isEmpty() ? "there is" : path + ": has")
                + " no setting \""
                + name.replaceAll("\\s+", " ")
                + "\"",
            asked.isEmpty() ? "remove it" : "there are " + String.join(", ", asked));
      }
    }
  }

  /** The error that the value of {@code name} cannot be used. */
  public BadInput bad(String name, String remedy) {
    return new BadInput(at(name) + " is " + shown(node.path(name)), remedy);
  }

  /** A value as it stands in the file, cut to fit on a line. */
  public static String shown(JsonNode value) {
    String line = value.toString().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.valueOf(number);
  }
}
