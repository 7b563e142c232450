package org.zhizhi.data.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Fields;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.stage.Stage;

/**
 * How documents become a corpus: which stages in which order, which copies go, how much of each
 * source, in what order. The same recipe on the same documents makes the same bytes.
 *
 * @param name what reports call it; says nothing about the corpus
 * @param reading how sources are read, and how much a hostile one may take
 * @param steps the stages as they are written down
 * @param stages the stages, made from the steps
 * @param duplicates which copies are left out
 * @param mixture how much of each source goes in
 * @param order in which the documents stand
 * @param scores where the order {@link Order#EASY_TO_HARD} has its values from, if from a file
 * @param tag whether texts name their source
 * @param seed from which everything random follows
 */
public record Recipe(
    String name,
    ReadSettings reading,
    List<Step> steps,
    List<Stage> stages,
    Duplicates duplicates,
    Mixture mixture,
    Order order,
    Optional<Path> scores,
    Tag tag,
    Seed seed) {

  private static final String SCORES = "scores";

  /** A stage as it is written down: its name and settings, an object. */
  public record Step(String name, JsonNode settings) {}

  public Recipe {
    steps = List.copyOf(steps);
    stages = List.copyOf(stages);
  }

  /** Reads the recipe {@code file}, YAML or JSON by its name. */
  public static Recipe read(Path file) {
    JsonNode json = Json.read(file);
    try {
      return of(json, Stages.standard());
    } catch (BadInput e) {
      throw e.in(file.toString());
    }
  }

  /** The recipe that is taken where no other is given. */
  public static Recipe standard() {
    byte[] text = standardText(false).getBytes(StandardCharsets.UTF_8);
    return of(Json.yaml("recipe.yaml", text), Stages.standard());
  }

  /** The standard recipe as a commented file to start an own one from. */
  public static String standardText(boolean chinese) {
    String name = chinese ? "recipe.zh-CN.yaml" : "recipe.yaml";
    try (InputStream in = Recipe.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The recipe that {@link #json} or a file's tree describes.
   *
   * @throws BadInput naming the field, its value and the remedy
   */
  public static Recipe of(JsonNode json, Stages known) {
    Fields fields = Fields.of("", json);
    String name = fields.text("name").orElse("unnamed");
    ReadSettings reading = fields.value("read").map(ReadSettings::of).orElse(ReadSettings.DEFAULTS);
    List<Step> steps = steps(fields);
    Duplicates duplicates =
        fields.value("duplicates").map(Duplicates::of).orElse(Duplicates.DEFAULT);
    Mixture mixture = fields.value("mixture").map(Mixture::of).orElse(Mixture.NONE);
    Optional<Path> scores = Optional.empty();
    Order order = Order.EASY_TO_HARD;
    if (fields.value("order").filter(JsonNode::isObject).isPresent()) {
      Fields by = fields.group("order");
      Fields easy = by.group(order.word());
      scores = easy.text(SCORES).map(Path::of);
      easy.end();
      by.end();
    } else {
      order = fields.choice("order", Order.class, Order.SHUFFLED);
    }
    Tag tag = fields.choice("tag", Tag.class, Tag.NONE);
    Seed seed = new Seed(fields.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
    fields.end();
    List<Stage> stages = steps.stream().map(known::stage).toList();
    return new Recipe(name, reading, steps, stages, duplicates, mixture, order, scores, tag, seed);
  }

  private static List<Step> steps(Fields fields) {
    Optional<JsonNode> stages = fields.value("stages");
    if (stages.isPresent() && !stages.get().isArray()) {
      throw fields.bad("stages", "give stages: [rules, repeats], or [] for none");
    }
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : stages.orElse(Json.object())) {
      if (step.isTextual()) {
        steps.add(new Step(step.textValue(), Json.object()));
      } else if (step.isObject() && step.size() == 1) {
        var only = step.properties().iterator().next();
        JsonNode settings = only.getValue().isNull() ? Json.object() : only.getValue();
        steps.add(new Step(only.getKey(), settings));
      } else {
        throw new BadInput(
            "stages: " + Fields.shown(step) + " is no stage",
            "give - rules, or - rules: {setting: value}");
      }
    }
    return steps;
  }

  /** The same with another seed. */
  public Recipe withSeed(Seed seed) {
    return new Recipe(name, reading, steps, stages, duplicates, mixture, order, scores, tag, seed);
  }

  /** All of it with nothing left to defaults; {@link #of} makes the same recipe from it. */
  public ObjectNode json() {
    ObjectNode json = Json.object().put("name", name);
    json.set("read", Json.JSON.valueToTree(reading));
    ArrayNode list = json.putArray("stages");
    steps.forEach(step -> list.addObject().set(step.name(), step.settings()));
    json.set("duplicates", duplicates.json());
    json.set("mixture", mixture.json());
    if (scores.isPresent()) {
      json.putObject("order")
          .putObject(order.word())
          .put(SCORES, scores.get().toString().replace('\\', '/'));
    } else {
      json.put("order", order.word());
    }
    return json.put("tag", Fields.word(tag)).put("seed", seed.value());
  }

  /** SHA-256 of all of it but the name: recipes with the same digest make the same corpus. */
  public String digest() {
    ObjectNode json = json();
    json.remove("name");
    return Digest.of(Json.line(json));
  }
}
