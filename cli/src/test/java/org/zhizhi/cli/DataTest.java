package org.zhizhi.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Json;

/** The commands that make a corpus, as a user meets them. */
class DataTest {
  @TempDir Path folder;
  private Path source;
  private final StringWriter err = new StringWriter();
  private String out;

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

  @Test
  void buildsLooksAndTrains() throws IOException {
    Path corpus = folder.resolve("corpus");
    List<String> build =
        List.of(
            "data",
            "build",
            source.toString(),
            "--out",
            corpus.toString(),
            "--recipe",
            folder + "/plain.yaml",
            "--quiet");
    assertEquals(0, zhizhi(build), err::toString);
    assertTrue(out.contains("corpus    50 documents"), out);
    assertTrue(out.contains("rejected  duplicates    10 of 60"), out);
    assertTrue(Files.readString(corpus.resolve("report.html")).contains("<svg"));

    assertEquals(2, zhizhi(build));
    assertTrue(err.toString().contains("is there already"), err::toString);

    assertEquals(0, zhizhi(List.of("data", "look", corpus.toString(), "-n", "2")));
    assertTrue(out.contains("── 1 ── source/d0.txt#0"), out);
    assertFalse(out.contains("── 3"), out);
    assertEquals(0, zhizhi(List.of("data", "look", corpus.toString(), "--rejected")));
    assertTrue(
        out.lines().findFirst().orElseThrow().matches(" +10 .*duplicates +exact duplicate"), out);
    assertEquals(
        0, zhizhi(List.of("data", "look", corpus.toString(), "--rejected", "exact", "--json")));
    assertEquals(10, out.lines().count());
    assertEquals(
        "duplicates",
        Json.JSON.readTree(out.lines().findFirst().orElseThrow()).path("stage").asText());
    assertEquals(0, zhizhi(List.of("data", "look", corpus.toString(), "--grep", "Document 49")));
    assertTrue(out.contains("source/d49.txt#0") && !out.contains("── 2"), out);
    assertEquals(0, zhizhi(List.of("data", "look", corpus.toString(), "--lang", "fr")));
    assertEquals("no such document\n", out);

    Path run = folder.resolve("run");
    List<String> train =
        List.of(
            "train",
            corpus.toString(),
            "--out",
            run.toString(),
            "--size",
            "1m",
            "--vocab",
            "280",
            "--length",
            "32",
            "--width",
            "128",
            "--layers",
            "1",
            "--batch",
            "4",
            "--tokens",
            "1000",
            "--threads",
            "1",
            "--quiet",
            "--json");
    assertEquals(0, zhizhi(train), err::toString);
  }

  @Test
  void theSeedOfTheCommandCountsMoreThanThatOfTheRecipe() throws IOException {
    Files.writeString(folder.resolve("seven.yaml"), "seed: 7\nstages: []\n");
    for (String[] row : new String[][] {{"a", "7"}, {"b", "9"}}) {
      List<String> args =
          new java.util.ArrayList<>(
              List.of(
                  "data",
                  "build",
                  source.toString(),
                  "--out",
                  folder + "/" + row[0],
                  "--recipe",
                  folder + "/seven.yaml",
                  "--quiet",
                  "--json"));
      if (row[1].equals("9")) {
        args.addAll(List.of("--seed", "9"));
      }
      assertEquals(0, zhizhi(args), err::toString);
      assertEquals(row[1], Json.JSON.readTree(out).path("seed").asText());
    }
  }

  @Test
  void printsARecipeThatIsOne() throws IOException {
    assertEquals(0, zhizhi(List.of("data", "recipe")));
    Files.writeString(folder.resolve("mine.yaml"), out);
    assertEquals(
        0,
        zhizhi(
            List.of(
                "data",
                "build",
                source.toString(),
                "--out",
                folder + "/c",
                "--recipe",
                folder + "/mine.yaml",
                "--quiet")),
        err::toString);
  }

  @Test
  void whatCannotBeUsedIsSaidInOneLine() throws IOException {
    refused(List.of("data", "build", source.toString()), "--out is missing");
    refused(List.of("data", "build", folder + "/nowhere", "--out", folder + "/c"), "nowhere");
    Files.writeString(folder.resolve("bad.yaml"), "order: ramdom\n");
    refused(
        List.of(
            "data",
            "build",
            source.toString(),
            "--out",
            folder + "/c",
            "--recipe",
            folder + "/bad.yaml"),
        "bad.yaml: order: \"ramdom\"");
    refused(List.of("data", "look", source.toString()), "has no corpus-*.jsonl.zst");
    assertTrue(Files.notExists(folder.resolve("c")) && Files.notExists(folder.resolve("c.work")));
  }

  private void refused(List<String> args, String what) {
    assertEquals(2, zhizhi(args), args::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains(what), err::toString);
  }

  private int zhizhi(List<String> args) {
    err.getBuffer().setLength(0);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      return Main.execute(
          Main.commandLine(Locale.ROOT).setErr(new PrintWriter(err, true)),
          args.toArray(String[]::new));
    } finally {
      System.setOut(before);
      out = printed.toString(UTF_8);
    }
  }
}
