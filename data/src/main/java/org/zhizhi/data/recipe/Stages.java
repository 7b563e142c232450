package org.zhizhi.data.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Fields;
import org.zhizhi.data.contamination.Contamination;
import org.zhizhi.data.privacy.Personal;
import org.zhizhi.data.quality.Quality;
import org.zhizhi.data.stage.Boilerplate;
import org.zhizhi.data.stage.Language;
import org.zhizhi.data.stage.Repair;
import org.zhizhi.data.stage.Repeats;
import org.zhizhi.data.stage.Rules;
import org.zhizhi.data.stage.Stage;

/**
 * The stages that a recipe can name, each with what makes it from its settings.
 *
 * @param byName factories, which throw BadInput for settings they do not know
 */
public record Stages(Map<String, Function<JsonNode, Stage>> byName) {
  private static final Stages STANDARD =
      new Stages(
          Map.of(
              "repair", Repair::of,
              "language", Language::of,
              "boilerplate", Boilerplate::of,
              "rules", Rules::of,
              "repeats", Repeats::of,
              "personal", Personal::of,
              "contamination", Contamination::of,
              "quality", Quality::of));

  public Stages {
    byName = Map.copyOf(byName);
  }

  /** The stages that come with the program. */
  public static Stages standard() {
    return STANDARD;
  }

  /** These and one more. */
  public Stages with(String name, Function<JsonNode, Stage> factory) {
    Map<String, Function<JsonNode, Stage>> more = new TreeMap<>(byName);
    more.put(name, factory);
    return new Stages(more);
  }

  Stage stage(Recipe.Step step) {
    Function<JsonNode, Stage> factory = byName.get(step.name());
    if (factory == null) {
      throw new BadInput(
          "stages: there is no stage \"" + step.name() + "\"",
          "the stages are " + String.join(", ", new TreeMap<>(byName).keySet()));
    }
    if (!step.settings().isObject()) {
      throw new BadInput(
          "stages: " + step.name() + " is " + Fields.shown(step.settings()),
          "give - " + step.name() + ", or - " + step.name() + ": {setting: value}");
    }
    try {
      return factory.apply(step.settings());
    } catch (BadInput e) {
      throw e.in("stages");
    }
  }
}
