package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.language.train.Options;

/**
 * What a study is to find out, and with what means.
 *
 * @param sources what to learn from, each a domain; the documents of a single one are divided by
 *     where they come from
 * @param questions to ask; empty for all that the sources allow
 * @param mixes to compare for {@link Question#DISTRIBUTION}; empty for the usual ones
 * @param orders to compare for {@link Question#ORDER}, {@link Order#SHUFFLED} beside them; empty
 *     for all that the documents allow
 * @param repeats copies to put among the documents, for {@link Question#DUPLICATES}
 * @param recipe by which corpora are made but for what is asked; the standard one if not given
 * @param exam to sit besides
 * @param reference the model by whose bits per byte {@link Order#EASY_TO_HARD} goes; a small one is
 *     trained if not given
 * @param seeds models a setting, 2 or more
 * @param held documents that are held out of each domain, at most; a tenth of it if that is less
 * @param options of each training; no tokens: as many as the model has parameters, or as fit its
 *     minutes; its workers: threads of the whole study
 */
public record StudySettings(
    List<Path> sources,
    List<Question> questions,
    List<Mix> mixes,
    List<Order> orders,
    List<Repeat> repeats,
    Optional<Path> recipe,
    Optional<Path> exam,
    Optional<Path> reference,
    int seeds,
    int held,
    Options options) {

  public StudySettings {
    sources = List.copyOf(sources);
    questions = questions.stream().distinct().sorted().toList();
    mixes = List.copyOf(mixes);
    orders = orders.stream().filter(o -> o != Order.SHUFFLED).distinct().sorted().toList();
    repeats = List.copyOf(repeats);
    require("--seeds", seeds, 2, 100);
    require("--held", held, 4, 10_000);
    if (!mixes.isEmpty()) {
      requireAsked("--mix " + mixes.getFirst(), questions, Question.DISTRIBUTION);
    }
    if (!orders.isEmpty()) {
      requireAsked("--orders " + orders.getFirst().word(), questions, Question.ORDER);
    }
    if (reference.isPresent()) {
      requireAsked("--reference " + reference.get(), questions, Question.ORDER);
    }
    if (reference.isPresent() && !orders.isEmpty() && !orders.contains(Order.EASY_TO_HARD)) {
      throw new BadInput(
          "--reference " + reference.get() + ": none of the --orders goes by a model",
          "leave it out, or give --orders easy_to_hard");
    }
  }

  /** An option of a question that is not asked would be passed over in silence. */
  private static void requireAsked(String option, List<Question> questions, Question question) {
    if (!questions.isEmpty() && !questions.contains(question)) {
      throw new BadInput(
          option + ": the question " + question.word() + " is not asked",
          "leave it out, or give --question " + question.word());
    }
  }

  private static void require(String option, int value, int low, int high) {
    if (value < low || value > high) {
      throw new BadInput(
          option + " " + value + ": out of range", "give a number from " + low + " to " + high);
    }
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    ArrayNode from = json.putArray("sources");
    sources.forEach(s -> from.add(s.toAbsolutePath().normalize().toString()));
    ArrayNode asked = json.putArray("questions");
    questions.forEach(q -> asked.add(q.word()));
    ArrayNode mixed = json.putArray("mixes");
    mixes.forEach(m -> mixed.add(m.toString()));
    ArrayNode ordered = json.putArray("orders");
    orders.forEach(o -> ordered.add(o.word()));
    ArrayNode repeated = json.putArray("repeats");
    repeats.forEach(r -> repeated.add(r.toString()));
    put(json, "recipe", recipe);
    put(json, "exam", exam);
    put(json, "reference", reference);
    json.put("seeds", seeds).put("held", held);
    json.set("options", Json.JSON.valueToTree(options));
    return json;
  }

  private static void put(ObjectNode json, String field, Optional<Path> path) {
    path.ifPresent(p -> json.put(field, p.toAbsolutePath().normalize().toString()));
  }

  static StudySettings of(JsonNode json) {
    return new StudySettings(
        texts(json, "sources").stream().map(Path::of).toList(),
        texts(json, "questions").stream().map(Question::of).toList(),
        texts(json, "mixes").stream().map(Mix::of).toList(),
        texts(json, "orders").stream().map(StudySettings::order).toList(),
        texts(json, "repeats").stream().map(Repeat::of).toList(),
        path(json, "recipe"),
        path(json, "exam"),
        path(json, "reference"),
        json.path("seeds").asInt(),
        json.path("held").asInt(),
        Json.JSON.convertValue(json.path("options"), Options.class));
  }

  private static List<String> texts(JsonNode json, String field) {
    return json.path(field).valueStream().map(JsonNode::asText).toList();
  }

  private static Optional<Path> path(JsonNode json, String field) {
    return json.has(field) ? Optional.of(Path.of(json.path(field).asText())) : Optional.empty();
  }

  /** Reads {@code short_to_long}. */
  public static Order order(String word) {
    for (Order order : Order.values()) {
      if (order.word().equals(word)) {
        return order;
      }
    }
    throw new BadInput(
        "--orders " + word + ": there is no such order",
        "give shuffled, short_to_long, easy_to_hard, quality_rising or domain_blocks");
  }
}
