package org.zhizhi.data.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;

/** Order, mixture and tag: which documents of a build stand where and how often. */
class ArrangedBuildTest {
  private static final String STAGES = "stages: [short, mask]\nduplicates: {near: off}\n";

  @TempDir Path folder;

  private Path source;

  private List<Document> documents;

  @BeforeEach
  void writeDocuments() throws IOException {
    source = folder.resolve("source");
    documents = Fixture.documents(source, 400);
  }

  @Test
  void anOrderSortsAndLeavesTheRestToTheSeed() throws IOException {
    String plain = "stages: [short]\nduplicates: {exact: false}\n";
    List<Document> all = documents.stream().filter(d -> d.text().length() >= 20).toList();
    Map<String, List<Document>> read = new TreeMap<>();
    for (String order : List.of("shuffled", "short_to_long", "quality_rising", "domain_blocks")) {
      build(plain + "order: " + order, order, 2);
      read.put(order, Fixture.read(folder.resolve(order)));
      assertEquals(set(all), set(read.get(order)), order);
    }
    assertNotEquals(all, read.get("shuffled"));
    assertSorted(read.get("short_to_long"), Comparator.comparing(d -> d.text().length()));
    assertSorted(read.get("quality_rising"), Comparator.comparing(Document::quality));
    List<String> blocks = new ArrayList<>();
    for (Document d : read.get("domain_blocks")) {
      String domain = d.source().replaceAll("/.*", "");
      if (blocks.isEmpty() || !blocks.getLast().equals(domain)) {
        blocks.add(domain);
      }
    }
    assertEquals(3, blocks.size(), "blocks: " + blocks);
    build(plain + "seed: 2", "other", 2);
    assertEquals(set(all), set(Fixture.read(folder.resolve("other"))));
    assertNotEquals(read.get("shuffled"), Fixture.read(folder.resolve("other")));
    // a shuffle is not the order of reading: half of all neighbours stand the other way round
    long rising = 0;
    List<Document> shuffled = read.get("shuffled");
    for (int i = 1; i < shuffled.size(); i++) {
      rising += number(shuffled.get(i)) > number(shuffled.get(i - 1)) ? 1 : 0;
    }
    assertEquals(0.5, (double) rising / shuffled.size(), 0.1);
  }

  @Test
  void difficultyComesFromScores() throws IOException {
    StringBuilder scores = new StringBuilder();
    Map<String, Double> hard = new HashMap<>();
    SplittableRandom random = new Seed(1).split("scores").random();
    for (Document d : documents) {
      hard.put(d.id(), random.nextInt(-5, 5) / 4.0);
      scores
          .append("{\"id\":\"")
          .append(d.id())
          .append("\",\"value\":")
          .append(hard.get(d.id()))
          .append("}\n");
    }
    Path file = folder.resolve("scores.jsonl");
    Files.writeString(file, scores);
    String order = STAGES + "order: {easy_to_hard: {scores: " + file + "}}";
    build(order, "c", 2);
    assertSorted(Fixture.read(folder.resolve("c")), Comparator.comparing(d -> hard.get(d.id())));

    Files.writeString(file, "{\"id\":\"id-1\",\"value\":1}\n");
    BadInput missing = assertThrows(BadInput.class, () -> build(order, "d", 2));
    assertTrue(
        missing.getMessage().contains("has no value to order by; give a score"),
        missing.getMessage());
    Files.writeString(file, "\n{\"id\":\"id-1\",\"value\":\"x\"}\n");
    BadInput wrong = assertThrows(BadInput.class, () -> build(order, "e", 2));
    assertTrue(wrong.getMessage().contains("scores.jsonl: line 2 is no score"), wrong.getMessage());
    BadInput none =
        assertThrows(BadInput.class, () -> build(STAGES + "order: easy_to_hard", "f", 2));
    assertTrue(none.getMessage().contains("needs to know how hard"), none.getMessage());
    assertTrue(none.getMessage().contains("--reference MODEL"), none.getMessage());
  }

  @Test
  void aTagStandsInTheTextOfTheCorpusOnly() throws IOException {
    build(STAGES + "tag: prefix\norder: as_read", "tagged", 2);
    build(STAGES + "order: as_read", "plain", 2);
    List<Document> plain = Fixture.read(folder.resolve("plain"));
    List<Document> tagged = Fixture.read(folder.resolve("tagged"));
    assertEquals(plain.size(), tagged.size());
    for (int i = 0; i < plain.size(); i++) {
      String domain = plain.get(i).source().replaceAll("/.*", "");
      assertEquals("source: " + domain + "\n" + plain.get(i).text(), tagged.get(i).text());
    }
    assertEquals(
        Fixture.lines(folder.resolve("plain"), "rejected"),
        Fixture.lines(folder.resolve("tagged"), "rejected"));
  }

  @Test
  void aMixtureGivesEverySourceItsShare() throws IOException {
    SplittableRandom random = new Seed(6).split("mixtures").random();
    for (int trial = 0; trial < 4; trial++) {
      int a = random.nextInt(5);
      int b = random.nextInt(1, 5);
      int repeat = random.nextInt(1, 6);
      long size = random.nextInt(3) == 0 ? 0 : random.nextInt(20_000, 200_000);
      String recipe =
          String.format(
              "stages: [short]\nduplicates: {exact: false}\norder: as_read\n"
                  + "mixture: {weights: {a: %d, 'lang:zh': %d}, repeat: %d, size: %s}",
              a, b, repeat, size == 0 ? "all" : size + "B");
      JsonNode report = build(recipe, "mixed-" + trial, 2);
      Path out = folder.resolve("mixed-" + trial);
      Map<String, Long> copies =
          Fixture.read(out).stream()
              .collect(
                  Collectors.groupingBy(d -> d.id().replaceAll("~.*", ""), Collectors.counting()));
      Map<String, String> reasons = new HashMap<>();
      Fixture.lines(out, "rejected")
          .forEach(l -> reasons.put(l.path("id").asText(), l.path("reason").asText()));

      List<List<Document>> groups = List.of(new ArrayList<>(), new ArrayList<>());
      for (Document d : documents) {
        boolean inA = d.source().startsWith("a/");
        if (d.text().length() < 20) {
          continue;
        }
        if (inA || d.lang().equals("zh")) {
          groups.get(inA ? 0 : 1).add(d);
        } else {
          assertEquals("no weight for its source", reasons.get(d.id()));
        }
      }
      double total = size;
      if (size == 0) {
        total = bytes(groups.get(0)) + bytes(groups.get(1));
        for (int g = 0; g < 2; g++) {
          double share = (g == 0 ? a : b) / (double) (a + b);
          total = share == 0 ? total : Math.min(total, repeat * bytes(groups.get(g)) / share);
        }
      }
      for (int g = 0; g < 2; g++) {
        List<Document> group = groups.get(g);
        double share = (g == 0 ? a : b) / (double) (a + b);
        long wanted = Math.round(share * total);
        long taken = 0;
        for (Document d : group) {
          long count = copies.getOrDefault(d.id(), 0L);
          taken += count * Fixture.utf8(d.text());
          long whole = Math.min(wanted, repeat * bytes(group)) / bytes(group);
          assertTrue(count == whole || count == whole + 1, count + " copies, whole " + whole);
          assertEquals(count == 0, "over its share".equals(reasons.get(d.id())), d.id());
        }
        long longest = group.stream().mapToLong(d -> Fixture.utf8(d.text())).max().orElse(0);
        long possible = Math.min(wanted, repeat * bytes(group));
        assertTrue(
            taken <= possible && taken > possible - longest - 1,
            taken + " of " + possible + " in trial " + trial);
        assertEquals(taken, report.at("/mixture/" + g + "/bytes").asLong());
      }
      JsonNode last = report.path("stages").get(report.path("stages").size() - 1);
      assertEquals("mixture", last.path("name").asText());
      assertEquals(report.at("/output/documents"), last.path("out"));
      assertEquals(
          last.path("in").asLong()
              - last.path("rejected").asLong()
              + report.at("/output/repeated/documents").asLong(),
          last.path("out").asLong());
    }
  }

  @Test
  void copiesOfADocumentHaveIdsOfTheirOwn() throws IOException {
    build("duplicates: {exact: false}\nmixture: {size: 250KB, repeat: 9}", "c", 2);
    List<Document> all = Fixture.read(folder.resolve("c"));
    assertEquals(all.size(), all.stream().map(Document::id).distinct().count());
    Map<String, List<String>> ids =
        all.stream()
            .map(Document::id)
            .sorted()
            .collect(Collectors.groupingBy(id -> id.replaceAll("~.*", "")));
    assertTrue(ids.get("id-7").size() >= 2);
    assertEquals(List.of("id-7", "id-7~2"), ids.get("id-7").subList(0, 2));
  }

  private JsonNode build(String recipe, String name, int threads) {
    Path out = folder.resolve(name);
    return Fixture.build(Fixture.recipe(recipe), source, out, Fixture.limits(threads)).run();
  }

  private static TreeSet<String> set(List<Document> documents) {
    return documents.stream()
        .map(Document::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertSorted(List<Document> documents, Comparator<Document> by) {
    for (int i = 1; i < documents.size(); i++) {
      assertTrue(by.compare(documents.get(i - 1), documents.get(i)) <= 0, "at " + i);
    }
  }

  private static int number(Document d) {
    return Integer.parseInt(d.id().substring(3));
  }

  private static long bytes(List<Document> documents) {
    return documents.stream().mapToLong(d -> Fixture.utf8(d.text())).sum();
  }
}
