package org.zhizhi.spark;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.data.read.Sources;
import org.zhizhi.data.recipe.Recipe;

class SparkBuildTest {
  private static JavaSparkContext spark;

  @TempDir Path folder;

  @BeforeAll
  static void open(@TempDir Path scratch) {
    spark = Session.open("local[2]", Installed.find(), scratch, Map.of());
  }

  @AfterAll
  static void close() {
    spark.close();
  }

  @Test
  void makesTheFilesOfTheLocalBuild() throws IOException {
    Path sources = Fixture.sources(folder.resolve("sources"), 600);
    for (String yaml :
        List.of(
            "stages: [repair, language, boilerplate, repeats, personal, quality]\n"
                + "read: {max_chars: 20000}",
            "order: short_to_long\ntag: prefix\nduplicates: {near: off}",
            "duplicates: false\nmixture: {weights: {wiki: 2, web: 1}, repeat: 3, size: 900KB}")) {
      Recipe recipe = Fixture.recipe(yaml);
      Path local = folder.resolve("local-" + recipe.digest());
      JsonNode report = Fixture.local(recipe, sources, local);
      Path made = folder.resolve("spark-" + recipe.digest());
      run(recipe, sources, made);
      Fixture.assertSame(local, made, yaml);
      assertFalse(Files.exists(made.resolveSibling(made.getFileName() + ".work")));
      assertTrue(report.at("/rejected/documents").asInt() > 10, report.toString());
    }
  }

  @Test
  void aBuildThatWasStoppedGoesOnToTheSameFiles() throws IOException {
    Path sources = Fixture.sources(folder.resolve("sources"), 300);
    Recipe recipe = Fixture.recipe("{}");
    Path local = folder.resolve("local");
    Fixture.local(recipe, sources, local);
    Path made = folder.resolve("made");
    int stops = 0;
    for (int tasks = 10; !Files.exists(made); tasks += 90) {
      SparkListener stopper = new Stopper(tasks);
      spark.sc().addSparkListener(stopper);
      try {
        run(recipe, sources, made);
      } catch (Exception e) { // Spark's methods throw checked ones that Java does not see
        assertTrue(e.toString().contains("cancelled"), e::toString);
        stops++;
        assertFalse(Files.exists(made));
      }
      spark.sc().removeSparkListener(stopper);
    }
    assertTrue(stops > 1, stops + " stops");
    Fixture.assertSame(local, made, stops + " stops");
  }

  /** Cancels all jobs from so many tasks on. */
  private static final class Stopper extends SparkListener {
    private int left;

    Stopper(int tasks) {
      this.left = tasks;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
      if (--left < 0) {
        spark.sc().cancelAllJobs();
      }
    }
  }

  @Test
  void whatTheUserCanMendIsSaidWhereverItWasFound() throws IOException {
    Path sources = Fixture.sources(folder.resolve("sources"), 100);
    Recipe recipe = Fixture.recipe("order: quality_rising");
    Exception failure =
        assertThrows(Exception.class, () -> run(recipe, sources, folder.resolve("made")));
    BadInput found = Main.mendable(failure).orElseThrow();
    assertTrue(found.getMessage().contains("has no value to order by"), found.getMessage());
  }

  private static void run(Recipe recipe, Path sources, Path out) {
    SparkBuild.run(
        spark, recipe, Sources.find(List.of(sources)), out, Fixture.SIZES, Fixture.watch());
  }
}
