package org.zhizhi.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.base.Seed;
import org.zhizhi.data.build.SmallShards;
import org.zhizhi.data.build.SourcesInput;
import org.zhizhi.data.read.Sources;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.recipe.Stages;

/** Documents to build from, and the corpus that the local build makes of them. */
final class Fixture {
  static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);

  /** So few that a small corpus takes many shards, of which some hold one long line. */
  private static final long SHARD_BYTES = 50_000;

  /** So small that a small corpus takes many of all. */
  static final Sizes SIZES = new Sizes(60_000, 100_000, SHARD_BYTES);

  private Fixture() {}

  /**
   * Writes {@code count} texts in two languages into files of several kinds and sizes. Some are the
   * same as another, some nearly so, some in chains of small changes; some lines are no documents.
   */
  static Path sources(Path folder, int count) throws IOException {
    SplittableRandom random = new Seed(count).split("sources").random();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(
          switch (texts.size() < 10 ? 0 : random.nextInt(10)) {
            case 0, 1, 2, 3, 4, 5 -> text(random);
            case 6 -> texts.get(random.nextInt(texts.size()));
            case 7, 8 -> edited(texts.get(random.nextInt(texts.size())), random);
            default -> edited(texts.getLast(), random);
          });
    }
    int half = count / 2;
    int most = count - count / 10;
    write(folder.resolve("wiki/large.jsonl"), lines(texts.subList(0, half), random));
    for (int i = half; i < most; i += 40) {
      List<String> some = texts.subList(i, Math.min(most, i + 40));
      write(folder.resolve("books/" + i + ".txt"), String.join("\n<|endoftext|>\n", some));
    }
    Path gz = folder.resolve("web/rest.jsonl.gz");
    Files.createDirectories(gz.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(lines(texts.subList(most, count), random).getBytes(UTF_8));
    }
    return folder;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String lines(List<String> texts, SplittableRandom random) {
    StringBuilder lines = new StringBuilder();
    for (String text : texts) {
      ObjectNode line = Json.object().put("text", text);
      if (random.nextBoolean()) {
        line.put("quality", random.nextInt(100) / 100.0);
      }
      line.put("lang", text.charAt(0) > 'z' ? "zh" : "en");
      line.putObject("meta").put("page", "" + random.nextInt(9));
      lines.append(Json.line(line)).append('\n');
      if (random.nextInt(50) == 0) {
        lines.append("{\"text\": \"cut sho\n");
      }
    }
    return lines.toString();
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    boolean chinese = random.nextBoolean();
    int words = random.nextInt(100) == 0 ? 30_000 : random.nextInt(10, 300);
    for (int i = 0; i < words; i++) {
      text.append(word(chinese, random)).append(i % 12 == 11 ? chinese ? "。\n" : ".\n" : "");
    }
    return text.toString().strip();
  }

  private static String word(boolean chinese, SplittableRandom random) {
    int number = (int) (3000 * Math.pow(random.nextDouble(), 3));
    return chinese ? Character.toString('一' + number) : Integer.toString(number, 36) + "s ";
  }

  private static String edited(String text, SplittableRandom random) {
    StringBuilder edited = new StringBuilder(text);
    boolean chinese = text.charAt(0) > 'z';
    for (int i = random.nextInt(1 + text.length() / 8); i > 0; i--) {
      edited.setCharAt(random.nextInt(edited.length()), word(chinese, random).charAt(0));
    }
    return edited.toString().strip();
  }

  static Recipe recipe(String yaml) {
    return Recipe.of(Json.yaml("recipe.yaml", yaml.getBytes(UTF_8)), Stages.standard());
  }

  /** What the local build makes. */
  static JsonNode local(Recipe recipe, Path sources, Path out) {
    Sources found = Sources.find(List.of(sources));
    return SmallShards.build(recipe, new SourcesInput(found, recipe.reading()), out, SHARD_BYTES);
  }

  static Watch watch() {
    return new Watch(NOWHERE, Progress.Mode.QUIET);
  }

  /** Holds two corpora to each other, byte for byte, and their reports but for times. */
  static void assertSame(Path wanted, Path made, String what) throws IOException {
    assertEquals(names(wanted), names(made), what);
    for (String name : names(wanted)) {
      if (name.endsWith(".zst")) {
        assertArrayEquals(
            Files.readAllBytes(wanted.resolve(name)),
            Files.readAllBytes(made.resolve(name)),
            what + ": " + name);
      }
    }
    assertEquals(
        Json.pretty(timeless(Json.read(wanted.resolve("report.json")))),
        Json.pretty(timeless(Json.read(made.resolve("report.json")))),
        what);
  }

  private static TreeSet<String> names(Path folder) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static JsonNode timeless(JsonNode report) {
    ObjectNode json = (ObjectNode) report;
    json.remove(
        List.of(
            "seconds",
            "cpu_seconds",
            "threads",
            "mb_per_s_per_core",
            "mb_per_cpu_s",
            "peak_rss_mb"));
    json.path("stages").forEach(stage -> ((ObjectNode) stage).remove("seconds"));
    return json;
  }
}
