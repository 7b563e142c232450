package org.zhizhi.language.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.recipe.Stages;
import org.zhizhi.data.stage.Stage;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Size;

class StudyTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final String[] WATER = {"水", "river", "流", "雨", "rain", "海", "sea", "湖", "冰", "云"};
  private static final String[] STONE = {"山", "rock", "石", "沙", "sand", "金", "gold", "土", "铁", "岩"};

  @TempDir Path folder;
  private Path water;
  private Path stone;

  @BeforeEach
  void writeSources() throws IOException {
    water = write("water", WATER, 1);
    stone = write("stone", STONE, 2);
  }

  /** Sixty texts, and near copies of ten of them. */
  private Path write(String name, String[] words, long seed) throws IOException {
    Path source = Files.createDirectories(folder.resolve(name));
    SplittableRandom random = new Seed(seed).random();
    for (int file = 0; file < 60; file++) {
      StringBuilder text = new StringBuilder();
      int n = 60 + random.nextInt(120);
      for (int i = 0; i < n; i++) {
        text.append(words[random.nextInt(words.length)]).append(i % 12 == 11 ? "。\n" : " ");
      }
      Files.writeString(source.resolve(file + ".txt"), text);
      if (file % 6 == 0) {
        Files.writeString(source.resolve(file + "-copy.txt"), text + words[0]);
      }
    }
    return source;
  }

  private static Options options(long tokens) {
    return new Options(
        new Size(1_000_000),
        300,
        32,
        128,
        1,
        tokens,
        0,
        8,
        3e-3,
        Optimizer.Rule.ADAMW,
        2,
        Device.CPU,
        1,
        3);
  }

  private StudySettings settings(long tokens, Question... questions) {
    List<Question> asked = List.of(questions);
    return new StudySettings(
        List.of(water, stone),
        asked,
        asked.contains(Question.DISTRIBUTION)
            ? List.of(Mix.of("water=1,stone=0"), Mix.of("water=0,stone=1"))
            : List.of(),
        asked.contains(Question.ORDER)
            ? List.of(Order.SHORT_TO_LONG, Order.EASY_TO_HARD)
            : List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        2,
        8,
        options(tokens));
  }

  private JsonNode run(String out, StudySettings settings) {
    try (Study study = Study.open(folder.resolve(out), settings, NOWHERE, true)) {
      return study.go().orElseThrow();
    }
  }

  @Test
  void eachDomainIsBestLearnedFromItself() throws IOException {
    JsonNode study = run("study", settings(6_000, Question.DISTRIBUTION));
    List<String> conclusions =
        study
            .at("/questions/0/answers")
            .valueStream()
            .map(a -> a.at("/conclusion/en").asText())
            .toList();
    assertEquals(3, conclusions.size());
    for (JsonNode difference : study.at("/questions/0/answers/1/differences")) {
      assertTrue(difference.path("second_less_first").asDouble() > 0.2, difference::toString);
    }
    for (JsonNode difference : study.at("/questions/0/answers/2/differences")) {
      assertTrue(difference.path("second_less_first").asDouble() < -0.2, difference::toString);
    }
    String page = Files.readString(folder.resolve("study/study.html"));
    assertTrue(page.contains("water 100 : stone 0") && page.contains("如何重复"));
    for (JsonNode arm : study.path("arms")) {
      for (JsonNode seed : arm.path("seeds")) {
        assertEquals(study.at("/arms/0/seeds/0/tokens"), seed.path("tokens"), "one budget");
        assertEquals(10, seed.path("curve").size());
      }
    }
  }

  @Test
  void nothingHeldOutIsLearnedFrom() throws IOException {
    run("study", settings(4_000, Question.DUPLICATES));
    Pool pool = Pool.read(folder.resolve("study"));
    int all = pool.held().size();
    assertTrue(all >= 4 && all <= 12, all + ": at most a tenth of each domain");
    Guard guard = new Guard(pool.held());
    Set<String> held = new HashSet<>();
    pool.held().forEach(h -> held.add(h.found()));
    int learned = 0;
    for (Document document : Documents.read(List.of(folder.resolve("study/pool")))) {
      assertFalse(held.contains(document.text()));
      assertFalse(guard.isLike(Shingles.of(document.text())), document.id());
      learned++;
    }
    assertTrue(learned >= 15, learned + " documents");
  }

  @Test
  void anInterruptedStudyComesToTheSame() throws Exception {
    StudySettings settings = settings(2_500, Question.ORDER, Question.TAG, Question.DUPLICATES);
    run("whole", settings);
    String whole = Files.readString(folder.resolve("whole/study.json"));
    Path path = folder.resolve("stopped");
    int sittings = 0;
    Optional<JsonNode> result = Optional.empty();
    while (result.isEmpty()) {
      try (Study study =
          sittings == 0
              ? Study.open(path, settings, NOWHERE, true)
              : Study.resume(path, NOWHERE, true)) {
        long ended = ended(path);
        boolean last = sittings++ > 3;
        Thread stopper =
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        while (!last && ended(path) < ended + 3) {
                          Thread.sleep(5);
                        }
                        if (!last) {
                          study.stop();
                        }
                      } catch (InterruptedException e) {
                        // the study has ended
                      }
                    });
        result = study.go();
        stopper.interrupt();
        stopper.join();
      }
    }
    assertTrue(sittings > 2, sittings + " sittings");
    assertEquals(whole, Files.readString(path.resolve("study.json")));
    JsonNode study = Json.read(path.resolve("study.json"));
    assertEquals(5, study.path("arms").size(), "base, two orders, copies left, tagged");
    assertEquals(whole, Json.pretty(run("stopped", settings)) + "\n", "nothing is left to do");
  }

  private static long ended(Path study) {
    try (Stream<Path> files = Files.walk(study)) {
      return files.filter(f -> f.endsWith("summary.json")).count();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // a folder went away
    }
  }

  @Test
  void ordersDifferInNothingButOrder() {
    JsonNode study = run("study", settings(2_500, Question.ORDER));
    List<JsonNode> corpora = new ArrayList<>();
    study.path("arms").forEach(arm -> corpora.add(arm.at("/seeds/0/corpus")));
    assertEquals(3, corpora.size());
    assertEquals(corpora.get(0), corpora.get(1));
    assertEquals(corpora.get(0), corpora.get(2));
  }

  private static final String FOOTER =
      "\nall rights reserved by somebody else since 1987".repeat(3);

  /** Takes footers off, and leaves junk out. */
  private record Clean() implements Stage {
    @Override
    public String name() {
      return "clean";
    }

    @Override
    public Outcome apply(Document d) {
      return d.text().startsWith("junk")
          ? new Rejected("junk")
          : new Kept(d.withText(d.text().replace(FOOTER, "")));
    }
  }

  @Test
  void filtersAreMeasuredOnWhatTheyKeepAndAsItWasFound() throws IOException {
    for (Path source : List.of(water, stone)) {
      for (int i = 0; i < 60; i++) {
        Path file = source.resolve(i + ".txt");
        String text = Files.readString(file);
        Files.writeString(file, i % 4 == 0 ? "junk " + text : text + FOOTER);
      }
    }
    Recipe base =
        Recipe.of(
            Json.object().set("stages", Json.JSON.createArrayNode().add("clean")),
            Stages.standard().with("clean", settings -> new Clean()));
    StudySettings settings = settings(4_000, Question.FILTERS);
    JsonNode study;
    try (Study made = Study.open(folder.resolve("study"), settings, base, NOWHERE, true)) {
      study = made.go().orElseThrow();
    }
    Pool pool = Pool.read(folder.resolve("study"));
    assertTrue(pool.held().stream().noneMatch(h -> h.curated().contains(FOOTER)));
    assertTrue(pool.held().stream().noneMatch(h -> h.curated().startsWith("junk")));
    assertTrue(pool.held().stream().anyMatch(h -> h.found().endsWith(FOOTER)));
    assertTrue(pool.domains().stream().anyMatch(d -> d.refused() > 0));
    JsonNode answers = study.at("/questions/0/answers");
    assertEquals("as_found", answers.path(3).path("measure").asText());
    assertEquals(
        List.of("base", "filters-off"),
        study.path("arms").valueStream().map(a -> a.path("arm").asText()).toList());
    // a model that never read a footer finds it harder
    JsonNode asFound = answers.path(3).path("differences").path(0);
    JsonNode curated = answers.path(0).path("differences").path(0);
    assertTrue(
        asFound.path("second_less_first").asDouble()
            < curated.path("second_less_first").asDouble() - 0.02,
        answers::toPrettyString);
  }

  @Test
  void whatCannotBeStudiedIsRefused() throws IOException {
    refused("no domain is called fire", List.of(water, stone), "fire=1", Question.DISTRIBUTION);
    refused("only the domain", List.of(water), "water=1,", Question.DISTRIBUTION);
    refused("another source is called water", List.of(water, water), "", Question.ORDER);
    Path few = Files.createDirectories(folder.resolve("few"));
    Files.writeString(few.resolve("a.txt"), "one text");
    refused("only 1 documents", List.of(water, few), "", Question.ORDER);
    run("study", settings(1_000, Question.TAG));
    BadInput e =
        assertThrows(
            BadInput.class,
            () ->
                Study.open(folder.resolve("study"), settings(2_000, Question.TAG), NOWHERE, true));
    assertTrue(e.getMessage().contains("other settings"), e.getMessage());
  }

  private void refused(String message, List<Path> sources, String mix, Question question) {
    BadInput e =
        assertThrows(
            BadInput.class,
            () -> {
              StudySettings usual = settings(1_000, question);
              StudySettings bad =
                  new StudySettings(
                      sources,
                      usual.questions(),
                      mix.isEmpty() ? List.of() : List.of(Mix.of(mix)),
                      usual.orders(),
                      usual.repeats(),
                      usual.recipe(),
                      usual.exam(),
                      usual.reference(),
                      2,
                      8,
                      usual.options());
              try (Study study =
                  Study.open(folder.resolve("bad" + message.hashCode()), bad, NOWHERE, true)) {
                study.go();
              }
            });
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
