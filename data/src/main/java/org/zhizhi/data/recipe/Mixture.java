package org.zhizhi.data.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Fields;
import org.zhizhi.base.Json;

/**
 * How much of each source goes into a corpus.
 *
 * @param weights shares of the bytes of text, the first that matches a document counts; empty for
 *     every document once
 * @param repeat how often a text may be used, at least 1; four times is about as good as new text
 *     (Muennighoff et al., Scaling Data-Constrained Language Models)
 * @param size bytes of text in all; 0 for as much as there is
 */
public record Mixture(List<Weight> weights, int repeat, long size) {
  /** Every document, once. */
  public static final Mixture NONE = new Mixture(List.of(), 4, 0);

  private static final int MAX_WEIGHTS = 1000;
  private static final java.util.regex.Pattern SIZE =
      java.util.regex.Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([KMGT]?)B?");

  /**
   * A share of the corpus.
   *
   * @param weight relative to the other weights, 0 or more
   */
  public record Weight(Pattern pattern, double weight) {}

  public Mixture {
    weights = List.copyOf(weights);
  }

  /** Whether every document goes in once. */
  public boolean isWhole() {
    return weights.isEmpty() && size == 0;
  }

  /** The number of groups that shares are kept of. */
  public int groups() {
    return Math.max(1, weights.size());
  }

  /** The share of group {@code group}, of 1. */
  public double share(int group) {
    return weights.isEmpty()
        ? 1
        : weights.get(group).weight() / weights.stream().mapToDouble(Weight::weight).sum();
  }

  /** What group {@code group} is called. */
  public String group(int group) {
    return weights.isEmpty() ? "*" : weights.get(group).pattern().text();
  }

  /** The group of a document, -1 for none. */
  public int group(String source, String lang, String license) {
    if (weights.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < weights.size(); i++) {
      if (weights.get(i).pattern().matches(source, lang, license)) {
        return i;
      }
    }
    return -1;
  }

  static Mixture of(JsonNode node) {
    Fields fields = Fields.of("mixture", node);
    List<Weight> weights = weights(fields);
    Mixture mixture = new Mixture(weights, fields.count("repeat", 4, 1, 1000), size(fields));
    fields.end();
    return mixture;
  }

  private static List<Weight> weights(Fields fields) {
    Optional<JsonNode> named = fields.value("weights");
    if (named.isPresent() && !named.get().isObject()) {
      throw fields.bad("weights", "give weights: {zh-wiki: 3, zh-laws: 1}");
    }
    Fields given = fields.group("weights");
    List<Weight> weights = new ArrayList<>();
    double sum = 0;
    for (var entry : named.orElse(Json.object()).properties()) {
      if (entry.getKey().isBlank()) {
        throw new BadInput("mixture.weights: a weight of nothing", "name a source: zh-wiki: 3");
      }
      double weight = given.number(entry.getKey(), 0, 0, 1e9);
      weights.add(new Weight(new Pattern(entry.getKey()), weight));
      sum += weight;
    }
    if (weights.size() > MAX_WEIGHTS || !weights.isEmpty() && !(sum > 0)) {
      throw new BadInput(
          "mixture.weights: " + weights.size() + " weights with the sum " + sum,
          "give at most " + MAX_WEIGHTS + ", at least one of them above 0");
    }
    return weights;
  }

  private static long size(Fields fields) {
    if (!fields.has("size")) {
      return 0;
    }
    JsonNode value = fields.value("size").get();
    if (value.asText().equals("all")) {
      return 0;
    }
    Matcher size = SIZE.matcher(value.asText().toUpperCase(Locale.ROOT));
    if (value.isValueNode() && size.matches()) {
      BigDecimal bytes =
          new BigDecimal(size.group(1))
              .scaleByPowerOfTen(
                  size.group(2).isEmpty() ? 0 : 3 + 3 * "KMGT".indexOf(size.group(2)));
      if (bytes.compareTo(BigDecimal.ONE) >= 0
          && bytes.compareTo(BigDecimal.valueOf(1L << 60)) < 0) {
        return bytes.longValue();
      }
    }
    throw fields.bad("size", "give an amount of text: all, or 500MB, 2GB");
  }

  JsonNode json() {
    ObjectNode json = Json.object();
    ObjectNode each = json.putObject("weights");
    weights.forEach(w -> each.put(w.pattern().text(), w.weight()));
    return json.put("repeat", repeat).put("size", size == 0 ? "all" : size + "B");
  }
}
