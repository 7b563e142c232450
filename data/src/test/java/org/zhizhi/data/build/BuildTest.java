package org.zhizhi.data.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.recipe.Recipe;

/** What a build makes: where each document goes, what is told of it, and what is not. */
class BuildTest {
  private static final String STAGES = "stages: [short, mask]\nduplicates: {near: off}\n";

  @TempDir Path folder;

  private Path source;

  private List<Document> documents;

  @BeforeEach
  void writeDocuments() throws IOException {
    source = folder.resolve("source");
    documents = Fixture.documents(source, 400);
  }

  /** What two texts with the same words have in common. */
  private static String words(Document document) {
    return document.text().replaceAll("[^\\p{L}\\p{N}]", "");
  }

  private static Document better(Document a, Document b) {
    int byQuality = Double.compare(b.quality(), a.quality());
    return byQuality > 0 || byQuality == 0 && b.text().length() > a.text().length() ? b : a;
  }

  @Test
  void everyDocumentIsInTheCorpusOrRejectedWithStageAndReason() throws IOException {
    JsonNode report = build(STAGES + "order: as_read", "c", 2);

    // the same without chunks, threads or files
    Map<String, Document> best = new HashMap<>();
    List<Document> passed = new ArrayList<>();
    List<String> expectedRejects = new ArrayList<>();
    for (Document d : documents) {
      if (d.text().length() >= 20) {
        Document masked = d.withText(d.text().replaceAll("[0-9]", "#"));
        passed.add(masked);
        best.merge(words(masked), masked, BuildTest::better);
      }
    }
    List<Document> expected = new ArrayList<>();
    var left = passed.iterator();
    for (Document d : documents) {
      if (d.text().length() < 20) {
        expectedRejects.add(d.id() + " short: too short");
        continue;
      }
      Document masked = left.next();
      Document kept = best.get(words(masked));
      if (kept == masked) {
        expected.add(masked);
      } else {
        expectedRejects.add(d.id() + " duplicates: exact duplicate: " + kept.id());
      }
    }

    assertEquals(expected, Fixture.read(folder.resolve("c")));
    List<String> rejects =
        Fixture.lines(folder.resolve("c"), "rejected").stream().map(BuildTest::ground).toList();
    assertEquals(expectedRejects, rejects);
    assertEquals(400, report.at("/input/documents").asInt());
    assertEquals(expected.size(), report.at("/output/documents").asInt());
    long bytes = expected.stream().mapToLong(d -> Fixture.utf8(d.text())).sum();
    assertEquals(bytes, report.at("/output/bytes").asLong());
    assertEquals(rejects.size(), report.at("/rejected/documents").asInt());
    JsonNode stages = report.path("stages");
    assertEquals(List.of("read", "short", "mask", "duplicates"), stages.findValuesAsText("name"));
    assertEquals(400, stages.at("/0/out").asInt());
    assertEquals(passed.size(), stages.at("/1/out").asInt());
    assertEquals(400 - passed.size(), stages.at("/1/reasons/too short/documents").asInt());
    long masked =
        documents.stream()
            .filter(d -> d.text().length() >= 20)
            .filter(d -> d.text().matches("(?s).*[0-9].*"))
            .count();
    assertEquals(masked, stages.at("/2/changed").asInt());
    assertEquals(expected.size(), stages.at("/3/out").asInt());
    for (JsonNode stage : stages) {
      assertEquals(
          stage.path("in").asInt(), stage.path("out").asInt() + stage.path("rejected").asInt());
    }
  }

  @Test
  void whatCannotBeReadIsRejectedToo() throws IOException {
    Input input = new Inputs.Refusing(new SourcesInput(List.of(source), ReadSettings.DEFAULTS));
    Path out = folder.resolve("c");
    Recipe recipe = Fixture.recipe(STAGES);
    JsonNode report = Fixture.build(recipe, input, out, Fixture.limits(3)).run();
    List<JsonNode> refused =
        Fixture.lines(out, "rejected").stream()
            .filter(l -> l.path("stage").asText().equals("read"))
            .toList();
    assertEquals(40, refused.size());
    assertEquals("bad-0", refused.getFirst().path("id").asText());
    assertEquals("damaged", refused.getFirst().path("reason").asText());
    assertEquals("at byte 0", refused.getFirst().path("detail").asText());
    assertEquals(440, report.at("/stages/0/in").asInt());
    assertEquals(40, report.at("/stages/0/reasons/damaged/documents").asInt());
    assertEquals(400, report.at("/stages/1/in").asInt());
  }

  @Test
  void aCorpusMayBeEmptyButItsSourcesMayNot() throws IOException {
    Files.writeString(source.resolve("documents.jsonl"), "{\"text\":\"tiny\"}\n");
    JsonNode report = build(STAGES, "c", 1);
    assertEquals(0, report.at("/output/documents").asInt());
    assertEquals(
        List.of("rejected-00000.jsonl.zst"),
        List.copyOf(Fixture.shards(folder.resolve("c")).keySet()));
    Input nothing = new Inputs.Empty();
    Build build =
        Fixture.build(Fixture.recipe(STAGES), nothing, folder.resolve("d"), Fixture.limits(1));
    BadInput e = assertThrows(BadInput.class, build::run);
    assertTrue(e.getMessage().contains("there is no document"), e.getMessage());
    assertFalse(Files.exists(Work.folder(folder.resolve("d"))));
  }

  @Test
  void examplesAreTheSameWhoeverLooks() throws IOException {
    JsonNode one = build(STAGES, "one", 1).path("examples");
    Path out = folder.resolve("two");
    JsonNode two =
        Fixture.build(Fixture.recipe(STAGES), source, out, new Limits(3, 4_000, 900, 15_000))
            .run()
            .path("examples");
    assertEquals(one, two);
    assertEquals(3, count(one, "short", "too short"));
    assertEquals(4, count(one, "mask", ""));
    for (JsonNode example : one) {
      if (example.path("stage").asText().equals("mask")) {
        assertEquals(
            example.path("before").asText().replaceAll("[0-9]", "#"),
            example.path("after").asText());
      }
    }
  }

  @Test
  void whatIsPrivateIsNowhereBesideTheCorpus() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      String text = i % 3 == 0 ? "call 13800138000" : "call 13800138000 or write, at any hour " + i;
      lines.append(Json.line(Json.object().put("text", text).put("id", "n" + i))).append('\n');
    }
    Files.writeString(source.resolve("documents.jsonl"), lines);
    var recipe =
        Recipe.of(
            Json.yaml("x", "stages: [trim, short, personal]".getBytes(UTF_8)),
            Fixture.STAGES
                .with(
                    "personal", s -> Fixture.stage("personal", t -> t.replaceAll("[0-9]{11}", "*")))
                .with("trim", s -> Fixture.stage("trim", t -> t.replace(" hour", ""))));
    Path out = folder.resolve("c");
    JsonNode report = Fixture.build(recipe, source, out, Fixture.limits(2)).run();
    assertEquals(10, report.at("/stages/2/rejected").asInt());
    assertEquals(20, report.at("/stages/3/changed").asInt());
    assertEquals("call *", Fixture.lines(out, "rejected").getFirst().path("text").asText());
    assertEquals(3, count(report.path("examples"), "short", "too short"));
    assertEquals(4, count(report.path("examples"), "trim", ""));
    assertEquals(4, count(report.path("examples"), "personal", ""));
    for (String file : List.of("report.json", "report.html")) {
      assertFalse(Files.readString(out.resolve(file)).contains("13800138000"), file);
    }
  }

  private static long count(JsonNode examples, String stage, String reason) {
    return StreamSupport.stream(examples.spliterator(), false)
        .filter(
            e -> e.path("stage").asText().equals(stage) && e.path("reason").asText().equals(reason))
        .count();
  }

  private JsonNode build(String recipe, String name, int threads) {
    Path out = folder.resolve(name);
    return Fixture.build(Fixture.recipe(recipe), source, out, Fixture.limits(threads)).run();
  }

  private static String ground(JsonNode line) {
    String detail = line.path("detail").asText();
    return line.path("id").asText()
        + " "
        + line.path("stage").asText()
        + ": "
        + line.path("reason").asText()
        + (detail.isEmpty() ? "" : ": " + detail);
  }
}
