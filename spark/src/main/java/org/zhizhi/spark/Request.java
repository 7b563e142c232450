package org.zhizhi.spark;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.recipe.Stages;

/**
 * A build that is asked for, as {@link Main} reads it.
 *
 * @param master of the cluster: {@code local[2]}, {@code spark://host:7077}, {@code yarn}
 * @param settings of Spark, {@code spark.executor.memory} and the like
 * @param sources files and folders
 * @param recipe {@link Recipe#json}
 * @param out the corpus
 * @param quiet whether to say nothing on the way
 */
record Request(
    String master,
    Map<String, String> settings,
    List<String> sources,
    JsonNode recipe,
    String out,
    boolean quiet) {

  List<Path> sourcePaths() {
    return sources.stream().map(Path::of).toList();
  }

  Recipe plan() {
    return Recipe.of(recipe, Stages.standard());
  }
}
