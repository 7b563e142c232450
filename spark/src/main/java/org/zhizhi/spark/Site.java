package org.zhizhi.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.zhizhi.base.Json;
import org.zhizhi.data.build.ChunkSteps;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.recipe.Stages;

/**
 * What a machine needs to know to take part in a build: little enough to travel with each task.
 *
 * @param recipe in JSON
 * @param work the folder of the build, which all machines see
 * @param shardBytes of lines in a shard
 */
record Site(String recipe, String work, long shardBytes) implements Serializable {

  /** What a process made of the site it was last asked for: stages may hold large tables. */
  private record Known(Site site, ChunkSteps steps) {}

  private static Optional<Known> known = Optional.empty();

  static Site of(Recipe recipe, Path work, long shardBytes) {
    return new Site(Json.line(recipe.json()), work.toString(), shardBytes);
  }

  /** The steps of the build, made once in each process. */
  ChunkSteps steps() {
    synchronized (Site.class) {
      if (known.isEmpty() || !known.get().site().equals(this)) {
        Recipe made = Recipe.of(parse(recipe, JsonNode.class), Stages.standard());
        known = Optional.of(new Known(this, new ChunkSteps(made, Path.of(work), shardBytes)));
      }
      return known.get().steps();
    }
  }

  /** Reads JSON that this program wrote. */
  static <T> T parse(String json, Class<T> type) {
    try {
      return Json.JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
