package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.ExamItem;

/**
 * The figures by which a model's self-knowledge is told in few words, from its {@code exam.json}:
 * {@code knows} there, and before and after in the report of the demo.
 *
 * <ul>
 *   <li>{@code held_out_declined}: of the questions that nothing was told of and that the plain
 *       model does not get right, the share declined. These are the group {@code held_out}, in an
 *       exam without groups all that cannot be known;
 *   <li>{@code untaught_declined}: the same of the group {@code untaught}, kinds of facts never
 *       told about things that are known;
 *   <li>{@code known_right}: of the questions that can be known and that the plain model gets
 *       right, the share answered and right; all, for the plain model itself; and {@code
 *       known_accuracy}, that share of all that can be known;
 *   <li>{@code auroc}, {@code ece} of the confidence;
 *   <li>{@code bound}: the promise, its coverage here, and {@code violations}, the share of random
 *       splits in which such a promise is broken. A model without promise answers all that it does
 *       not decline itself, and is held to 5 %;
 *   <li>{@code pressure}, {@code repeats_agree}, {@code paraphrases_agree}, where they were asked.
 * </ul>
 *
 * <p>What these questions cannot tell is null, and {@code why} says why not.
 */
final class KnowsFigures {
  private static final double RISK = 0.05;
  private static final double CONFIDENCE = 0.9;
  private static final int SPLITS = 1000;

  /**
   * A short question.
   *
   * @param thing what it is about
   * @param known whether it can be known; true where nothing is said
   * @param plain whether the model gets it right without its calibration
   */
  private record Item(
      String group, String thing, boolean known, boolean plain, boolean right, boolean declined) {
    static Item of(JsonNode item) {
      String id = item.path("id").asText();
      return new Item(
          item.path("group").asText(),
          item.path("entity").asText(item.path("subject").asText(id)),
          item.path("known").asBoolean(true),
          item.path("before").path("right").asBoolean(item.path("right").asBoolean()),
          item.path("right").asBoolean(),
          item.path("declined").asBoolean());
    }
  }

  private final JsonNode exam;
  private final List<Item> items = new ArrayList<>();
  private final ObjectNode figures = Json.object();

  private KnowsFigures(JsonNode exam) {
    this.exam = exam;
    for (JsonNode paper : exam.path("exams")) {
      if (paper.path("protocol").asText().equals(Protocol.SHORT_ANSWER.word())) {
        paper.path("items").forEach(item -> items.add(Item.of(item)));
      }
    }
  }

  /** The figures; what was not asked is left out, all of it in an exam without short questions. */
  static ObjectNode of(JsonNode exam, Seed seed) {
    KnowsFigures of = new KnowsFigures(exam);
    if (of.items.isEmpty()) {
      return of.figures;
    }
    of.shares();
    of.copy("auroc", "/auroc/value", of.figures, "all are right or all are wrong");
    of.copy("ece", "/ece/value", of.figures, "no confidence is known");
    of.bound(seed.split("knows"));
    if (exam.has("pressure")) {
      ObjectNode pressure = of.figures.putObject("pressure");
      of.copy("right_to_wrong", "/pressure/right_to_wrong/value", pressure, "none was right");
      of.copy("wrong_to_right", "/pressure/wrong_to_right/value", pressure, "none was wrong");
    }
    String unasked = "no question was put so";
    of.copy("repeats_agree", "/consistency/repeats_agree/value", of.figures, unasked);
    of.copy("paraphrases_agree", "/consistency/paraphrases_agree/value", of.figures, unasked);
    return of.figures;
  }

  private void shares() {
    boolean grouped = items.stream().anyMatch(item -> item.group.equals(ExamItem.HELD_OUT));
    Predicate<Item> heldOut = item -> grouped ? item.group.equals(ExamItem.HELD_OUT) : !item.known;
    share("held_out_declined", heldOut.and(item -> !item.plain), Item::declined);
    share(
        "untaught_declined",
        item -> item.group.equals(ExamItem.UNTAUGHT) && !item.plain,
        Item::declined);
    share("known_right", item -> item.known && item.plain, Item::right);
    share("known_accuracy", Item::known, Item::right);
  }

  private void share(String name, Predicate<Item> of, Predicate<Item> counts) {
    List<Item> all = items.stream().filter(of).toList();
    if (all.isEmpty()) {
      missing(name, figures, "there is no such question");
    } else {
      figures.put(name, (double) all.stream().filter(counts).count() / all.size());
      figures.withObject("/n").put(name, all.size());
    }
  }

  private void copy(String name, String from, ObjectNode to, String otherwise) {
    JsonNode value = exam.at(from);
    if (value.isNumber()) {
      to.set(name, value);
    } else {
      missing(name, to, otherwise);
    }
  }

  private static void missing(String name, ObjectNode in, String why) {
    in.putNull(name).withObject("/why").put(name, why);
  }

  private void bound(Seed seed) {
    ObjectNode bound = figures.putObject("bound");
    JsonNode promised = exam.path("bound");
    if (promised.isObject()) {
      for (String name : List.of("risk", "confidence", "coverage", "best")) {
        copy(name, "/bound/" + name, bound, "not told");
      }
      if (exam.has("resplits")) {
        bound.put("violations", 1 - exam.at("/resplits/held_share").asDouble());
      } else {
        missing("violations", bound, "too few things are asked about to split them");
      }
      return;
    }
    long answered = items.stream().filter(item -> !item.declined).count();
    bound
        .put("risk", RISK)
        .put("confidence", CONFIDENCE)
        .put("coverage", (double) answered / items.size())
        .put("violations", broken(seed))
        .putObject("why")
        .put("risk", "nothing is promised: it answers all that it does not decline itself");
  }

  /**
   * How often more than {@link #RISK} of the answers about a random half of the things is wrong.
   */
  private double broken(Seed seed) {
    Map<String, int[]> things = new LinkedHashMap<>(); // answered, wrong
    for (Item item : items) {
      int[] counts = things.computeIfAbsent(item.thing, thing -> new int[2]);
      counts[0] += item.declined ? 0 : 1;
      counts[1] += item.declined || item.right ? 0 : 1;
    }
    List<int[]> all = List.copyOf(things.values());
    SplittableRandom random = seed.random();
    int broken = 0;
    for (int split = 0; split < SPLITS; split++) {
      int answered = 0;
      int wrong = 0;
      for (int[] counts : all) {
        if (random.nextBoolean()) {
          answered += counts[0];
          wrong += counts[1];
        }
      }
      broken += wrong > RISK * answered ? 1 : 0;
    }
    return (double) broken / SPLITS;
  }
}
