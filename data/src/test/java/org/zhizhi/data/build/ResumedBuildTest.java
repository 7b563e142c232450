package org.zhizhi.data.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.recipe.Recipe;

/** A build that is stopped, done by other threads or begun by another recipe. */
class ResumedBuildTest {
  private static final String STAGES = "stages: [short, mask]\nduplicates: {near: off}\n";

  @TempDir Path folder;

  private Path source;

  @BeforeEach
  void writeDocuments() throws IOException {
    source = folder.resolve("source");
    Fixture.documents(source, 400);
  }

  @Test
  void theBytesDoNotDependOnThreadsOrMemory() throws IOException {
    for (String recipe :
        List.of(
            "order: shuffled",
            "order: short_to_long\ntag: prefix",
            "mixture: {weights: {a: 2, b: 1, web: 1}, repeat: 3, size: 120KB}")) {
      Map<String, String> one = null;
      for (Limits limits :
          List.of(
              new Limits(1, 15_000, 2_000, 15_000),
              new Limits(4, 5_000, 500, 15_000),
              new Limits(2, 1 << 20, 1 << 20, 15_000))) {
        Path out = Files.createTempDirectory(folder, "out").resolve("c");
        Fixture.build(Fixture.recipe(STAGES + recipe), source, out, limits).run();
        Map<String, String> bytes = Fixture.bytes(out);
        one = one == null ? bytes : one;
        assertEquals(one, bytes, recipe + " with " + limits);
        assertTrue(bytes.size() > 3, "shards: " + bytes.keySet());
        assertFalse(Files.exists(Work.folder(out)), "the work folder is left");
      }
    }
  }

  @Test
  void aBuildThatWasStoppedAnywhereEndsWithTheSameBytes() throws IOException {
    Recipe recipe = Fixture.recipe(STAGES + "mixture: {size: 120KB}");
    Path whole = folder.resolve("whole");
    Fixture.build(recipe, source, whole, Fixture.limits(2)).run();
    SplittableRandom random = new Seed(8).split("stops").random();
    for (int trial = 0; trial < 4; trial++) {
      Path out = folder.resolve("stopped-" + trial);
      int stops = 0;
      while (true) {
        Build build =
            Fixture.build(
                recipe,
                new Inputs.Stopping(
                    new SourcesInput(List.of(source), ReadSettings.DEFAULTS),
                    random.nextInt(120, 500)),
                out,
                Fixture.limits(2));
        try {
          build.run();
          break;
        } catch (Build.Stopped e) {
          stops++;
          assertFalse(Files.exists(out));
        }
      }
      assertEquals(Fixture.bytes(whole), Fixture.bytes(out), "after " + stops + " stops");
    }
  }

  @Test
  void otherRecipesSourcesAndBuildersDoNotMix() throws IOException {
    Path out = folder.resolve("c");
    stop(STAGES, out);
    refused(STAGES + "order: as_read", out, "the recipe changed since it was begun", "remove");
    refused(STAGES + "seed: 5", out, "the seed changed since it was begun", "remove");
    Files.writeString(source.resolve("more.txt"), "more");
    refused(STAGES, out, "the sources changed since it was begun", "remove");
    Files.delete(source.resolve("more.txt"));
    try (Work work =
        Work.open(out, com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode())) {
      refused(STAGES, out, "another build is at work there", "wait for it");
      assertFalse(work.isDone());
    }
    Fixture.build(Fixture.recipe(STAGES), source, out, Fixture.limits(1)).run();
    refused(STAGES, out, "is there already", "choose another --out");
  }

  @Test
  void filesThatTheRecipeNamesArePartOfIt() throws IOException {
    Path named = folder.resolve("exam.jsonl");
    Files.writeString(named, "one");
    var settings = Json.object().put("n", 5).set("exams", Json.JSON.valueToTree(List.of(named)));
    String one = NamedFiles.identity(settings);
    assertTrue(one.contains("exam.jsonl 3 "), one);
    Files.writeString(named, "other");
    assertNotEquals(one, NamedFiles.identity(settings));
    assertEquals("", NamedFiles.identity(Json.object().put("mode", "no\0path").put("n", 3)));
  }

  @Test
  void aBuildKilledBeforeItCouldTidyUpIsDone() throws IOException {
    Path out = folder.resolve("c");
    stop(STAGES, out);
    Path kept = folder.resolve("kept");
    Files.createDirectory(kept);
    Files.copy(Work.folder(out).resolve("build.json"), kept.resolve("build.json"));
    Fixture.build(Fixture.recipe(STAGES), source, out, Fixture.limits(1)).run();
    Map<String, String> bytes = Fixture.bytes(out);
    Files.move(kept, Work.folder(out));
    JsonNode report = Fixture.build(Fixture.recipe(STAGES), source, out, Fixture.limits(1)).run();
    assertEquals(400, report.at("/input/documents").asInt());
    assertEquals(bytes, Fixture.bytes(out));
    assertFalse(Files.exists(Work.folder(out)));
  }

  private void stop(String recipe, Path out) {
    Build build =
        Fixture.build(
            Fixture.recipe(recipe),
            new Inputs.Stopping(new SourcesInput(List.of(source), ReadSettings.DEFAULTS), 200),
            out,
            Fixture.limits(1));
    assertThrows(Build.Stopped.class, build::run);
  }

  private void refused(String recipe, Path out, String what, String remedy) {
    Build build = Fixture.build(Fixture.recipe(recipe), source, out, Fixture.limits(1));
    BadInput e = assertThrows(BadInput.class, build::run);
    assertTrue(e.getMessage().contains(what), e.getMessage());
    assertTrue(e.getMessage().contains(remedy), e.getMessage());
  }
}
