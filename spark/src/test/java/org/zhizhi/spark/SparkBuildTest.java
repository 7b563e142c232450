package org.zhizhi.spark;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.Sources;
import org.zhizhi.data.recipe.Recipe;

class SparkBuildTest {
  private static JavaSparkContext spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = Session.open("local[2]", List.of(), Map.of());
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  @Test
  void makesTheFilesOfTheLocalBuild() throws IOException {
    Path sources = Fixture.sources(folder.resolve("sources"), 1200);
    for (String yaml :
        List.of(
            "{}",
            "order: short_to_long\ntag: prefix\nduplicates: {near: off}",
            "duplicates: false\nmixture: {weights: {wiki: 2, web: 1}, repeat: 3, size: 900KB}")) {
      Recipe recipe = Fixture.recipe(yaml);
      Path local = folder.resolve("local-" + recipe.digest());
      JsonNode report = Fixture.local(recipe, sources, local);
      Path made = folder.resolve("spark-" + recipe.digest());
      SparkBuild.run(
          spark,
          recipe,
          Sources.find(List.of(sources)),
          ReadSettings.DEFAULTS,
          made,
          Fixture.SIZES,
          Fixture.watch());
      Fixture.assertSame(local, made, yaml);
      assertFalse(Files.exists(made.resolveSibling(made.getFileName() + ".work")));
      assertTrue(report.at("/rejected/documents").asInt() > 10, report.toString());
    }
  }
}
