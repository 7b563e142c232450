package org.zhizhi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Json;

/** The commands that make a corpus, as a user meets them. */
class DataTest {
  @TempDir Path folder;
  private Path source;
  private final Program zhizhi = new Program();

  @BeforeEach
  void writeDocuments() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    for (int i = 0; i < 60; i++) {
      String text = "Document " + i % 50 + " says: " + "知之为知之，不知为不知。".repeat(1 + i % 5);
      Files.writeString(source.resolve("d" + i + ".txt"), text);
    }
    Files.writeString(
        folder.resolve("plain.yaml"),
        "name: plain\nstages: []\norder: as_read\nduplicates: {near: off}\n");
  }

  /** Makes a corpus by a recipe, both in the folder of the test. */
  private List<String> build(String corpus, String recipe) {
    return new ArrayList<>(
        List.of(
            "data",
            "build",
            source.toString(),
            "--out",
            folder + "/" + corpus,
            "--recipe",
            folder + "/" + recipe,
            "--quiet"));
  }

  @Test
  void buildsLooksAndTrains() throws IOException {
    Path corpus = folder.resolve("corpus");
    List<String> build = build("corpus", "plain.yaml");
    zhizhi.does(build);
    assertTrue(zhizhi.out().contains("corpus    50 documents"), zhizhi.out());
    assertTrue(zhizhi.out().contains("rejected  duplicates    10 of 60"), zhizhi.out());
    assertTrue(Files.readString(corpus.resolve("report.html")).contains("<svg"));

    zhizhi.refuses(build, "is there already");

    zhizhi.does(List.of("data", "look", corpus.toString(), "-n", "2"));
    assertTrue(zhizhi.out().contains("── 1 ── source/d0.txt#0"), zhizhi.out());
    assertFalse(zhizhi.out().contains("── 3"), zhizhi.out());
    zhizhi.does(List.of("data", "look", corpus.toString(), "--rejected"));
    assertTrue(
        zhizhi
            .out()
            .lines()
            .findFirst()
            .orElseThrow()
            .matches(" +10 .*duplicates +exact duplicate"),
        zhizhi.out());
    zhizhi.does(List.of("data", "look", corpus.toString(), "--rejected", "exact", "--json"));
    assertEquals(10, zhizhi.out().lines().count());
    assertEquals(
        "duplicates",
        Json.JSON.readTree(zhizhi.out().lines().findFirst().orElseThrow()).path("stage").asText());
    zhizhi.does(List.of("data", "look", corpus.toString(), "--grep", "Document 49"));
    assertTrue(
        zhizhi.out().contains("source/d49.txt#0") && !zhizhi.out().contains("── 2"), zhizhi.out());
    zhizhi.does(List.of("data", "look", corpus.toString(), "--lang", "fr"));
    assertEquals("no such document\n", zhizhi.out());

    zhizhi.does(
        Program.train(
            corpus,
            folder.resolve("run"),
            "--batch",
            "4",
            "--tokens",
            "1000",
            "--threads",
            "1",
            "--json"));
  }

  @Test
  void theSeedOfTheCommandCountsMoreThanThatOfTheRecipe() throws IOException {
    Files.writeString(folder.resolve("seven.yaml"), "seed: 7\nstages: []\n");
    for (String[] row : new String[][] {{"a", "7"}, {"b", "9"}}) {
      List<String> args = build(row[0], "seven.yaml");
      args.add("--json");
      if (row[1].equals("9")) {
        args.addAll(List.of("--seed", "9"));
      }
      zhizhi.does(args);
      assertEquals(row[1], Json.JSON.readTree(zhizhi.out()).path("seed").asText());
    }
  }

  @Test
  void printsARecipeThatIsOne() throws IOException {
    zhizhi.does(List.of("data", "recipe"));
    Files.writeString(folder.resolve("mine.yaml"), zhizhi.out());
    zhizhi.does(build("c", "mine.yaml"));
  }

  @Test
  void whatCannotBeUsedIsSaidInOneLine() throws IOException {
    zhizhi.refuses(List.of("data", "build", source.toString()), "--out is missing");
    zhizhi.refuses(
        List.of("data", "build", folder + "/nowhere", "--out", folder + "/c"), "nowhere");
    Files.writeString(folder.resolve("bad.yaml"), "order: ramdom\n");
    zhizhi.refuses(build("c", "bad.yaml"), "bad.yaml: order is \"ramdom\"");
    List<String> judged = build("c", "plain.yaml");
    judged.addAll(List.of("--reference", folder + "/model"));
    zhizhi.refuses(judged, "/model: the recipe's order does not go by a model");
    zhizhi.refuses(
        List.of("data", "study", source + "", "--question", "tag", "--reference", "model"),
        "--reference model: the question order is not asked");
    zhizhi.refuses(List.of("data", "look", source.toString()), "has no corpus-*.jsonl.zst");
    assertTrue(Files.notExists(folder.resolve("c")) && Files.notExists(folder.resolve("c.work")));
  }
}
