package org.zhizhi.data.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.Position;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.recipe.Recipe;

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

    assertEquals(expected, read(folder.resolve("c")));
    List<String> rejects =
        Fixture.lines(folder.resolve("c"), "rejected").stream().map(BuildTest::ground).toList();
    assertEquals(expectedRejects, rejects);
    assertEquals(400, report.at("/input/documents").asInt());
    assertEquals(expected.size(), report.at("/output/documents").asInt());
    long bytes = expected.stream().mapToLong(d -> utf8(d.text())).sum();
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
                new Stopping(
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
  void anOrderSortsAndLeavesTheRestToTheSeed() throws IOException {
    String plain = "stages: [short]\nduplicates: {exact: false}\n";
    List<Document> all = documents.stream().filter(d -> d.text().length() >= 20).toList();
    Map<String, List<Document>> read = new TreeMap<>();
    for (String order : List.of("shuffled", "short_to_long", "quality_rising", "domain_blocks")) {
      build(plain + "order: " + order, order, 2);
      read.put(order, read(folder.resolve(order)));
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
    assertEquals(set(all), set(read(folder.resolve("other"))));
    assertNotEquals(read.get("shuffled"), read(folder.resolve("other")));
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
    assertSorted(read(folder.resolve("c")), Comparator.comparing(d -> hard.get(d.id())));

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
    List<Document> plain = read(folder.resolve("plain"));
    List<Document> tagged = read(folder.resolve("tagged"));
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
          read(out).stream()
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
          taken += count * utf8(d.text());
          long whole = Math.min(wanted, repeat * bytes(group)) / bytes(group);
          assertTrue(count == whole || count == whole + 1, count + " copies, whole " + whole);
          assertEquals(count == 0, "over its share".equals(reasons.get(d.id())), d.id());
        }
        long longest = group.stream().mapToLong(d -> utf8(d.text())).max().orElse(0);
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
    List<Document> all = read(folder.resolve("c"));
    assertEquals(all.size(), all.stream().map(Document::id).distinct().count());
    Map<String, List<String>> ids =
        all.stream()
            .map(Document::id)
            .sorted()
            .collect(Collectors.groupingBy(id -> id.replaceAll("~.*", "")));
    assertTrue(ids.get("id-7").size() >= 2);
    assertEquals(List.of("id-7", "id-7~2"), ids.get("id-7").subList(0, 2));
  }

  @Test
  void whatCannotBeReadIsRejectedToo() throws IOException {
    Input input = new Refusing(new SourcesInput(List.of(source), ReadSettings.DEFAULTS));
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

  @Test
  void aCorpusMayBeEmptyButItsSourcesMayNot() throws IOException {
    Files.writeString(source.resolve("documents.jsonl"), "{\"text\":\"tiny\"}\n");
    JsonNode report = build(STAGES, "c", 1);
    assertEquals(0, report.at("/output/documents").asInt());
    assertEquals(
        List.of("rejected-00000.jsonl.zst"),
        List.copyOf(Fixture.shards(folder.resolve("c")).keySet()));
    Input nothing = new Empty();
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

  private void stop(String recipe, Path out) {
    Build build =
        Fixture.build(
            Fixture.recipe(recipe),
            new Stopping(new SourcesInput(List.of(source), ReadSettings.DEFAULTS), 200),
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

  private JsonNode build(String recipe, String name, int threads) {
    Path out = folder.resolve(name);
    return Fixture.build(Fixture.recipe(recipe), source, out, Fixture.limits(threads)).run();
  }

  private static List<Document> read(Path corpus) {
    try (var stream = Documents.read(List.of(corpus)).stream()) {
      return stream.toList();
    }
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
    return documents.stream().mapToLong(d -> utf8(d.text())).sum();
  }

  private static long utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  /** Stops the build after some items. */
  private record Stopping(Input input, int after) implements Input {
    @Override
    public Items open(Position from) {
      Items items = input.open(from);
      return new Forwarding(items) {
        private int left = after;

        @Override
        public Optional<Item> next() {
          if (left-- == 0) {
            throw new Build.Stopped();
          }
          return items.next();
        }
      };
    }

    @Override
    public long bytes() {
      return input.bytes();
    }

    @Override
    public String identity() {
      return input.identity();
    }
  }

  /** Puts something unreadable before every tenth document. */
  private record Refusing(Input input) implements Input {
    @Override
    public Items open(Position from) {
      Items items = input.open(from);
      return new Forwarding(items) {
        private int number;

        @Override
        public Optional<Item> next() {
          if (number % 11 == 0 && number < 440) {
            String id = "bad-" + number / 11;
            number++;
            return Optional.of(
                new Item.Refused(id, "a/x.pdf", "damaged", "at byte " + (number - 1), 0));
          }
          number++;
          return items.next();
        }
      };
    }

    @Override
    public long bytes() {
      return input.bytes();
    }

    @Override
    public String identity() {
      return "refusing " + input.identity();
    }
  }

  private record Empty() implements Input {
    @Override
    public Items open(Position from) {
      return new Forwarding(null) {
        @Override
        public Optional<Item> next() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public String identity() {
      return "";
    }
  }

  private abstract static class Forwarding implements Input.Items {
    private final Input.Items items;

    Forwarding(Input.Items items) {
      this.items = items;
    }

    @Override
    public Position position() {
      return items.position();
    }

    @Override
    public long bytesRead() {
      return items.bytesRead();
    }

    @Override
    public void close() {
      items.close();
    }
  }
}
