package org.zhizhi.data.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;
import org.zhizhi.data.read.Documents;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.data.recipe.Stages;
import org.zhizhi.data.stage.Stage;

/** Documents to build from, stages to build with, and what came out. */
final class Fixture {
  private Fixture() {}

  /** Two stages: {@code short} rejects texts below 20 characters, {@code mask} replaces digits. */
  static final Stages STAGES =
      new Stages(Map.of())
          .with("short", s -> new Short())
          .with("mask", s -> stage("mask", text -> text.replaceAll("[0-9]", "#")));

  private static final class Short implements Stage {
    @Override
    public String name() {
      return "short";
    }

    @Override
    public Outcome apply(Document document) {
      return document.text().length() < 20 ? new Rejected("too short") : new Kept(document);
    }
  }

  /** A stage that changes texts. */
  static Stage stage(String name, UnaryOperator<String> change) {
    return new Stage() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Outcome apply(Document document) {
        return new Kept(document.withText(change.apply(document.text())));
      }
    };
  }

  static Recipe recipe(String yaml) {
    return Recipe.of(Json.yaml("recipe.yaml", yaml.getBytes(UTF_8)), STAGES);
  }

  /**
   * Writes {@code count} documents of 1 to some 300 characters from several sources, in two
   * languages, of which some are the same but for a digit.
   */
  static List<Document> documents(Path folder, int count) throws IOException {
    SplittableRandom random = new Seed(count).split("documents").random();
    List<Document> documents = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String text = text(random);
      if (i > 10 && random.nextInt(6) == 0) {
        text = documents.get(random.nextInt(i)).text() + random.nextInt(10);
      }
      boolean zh = random.nextBoolean();
      Document d =
          new Document(
              "id-" + i,
              text,
              List.of("a/x.txt", "a/y.txt", "b/x.txt", "web").get(random.nextInt(4)),
              zh ? "zh" : "en",
              zh ? "CC0" : "",
              random.nextInt(100) / 100.0,
              i % 5 == 0 ? Map.of("page", "" + i) : Map.of());
      documents.add(d);
      lines
          .append(
              Json.line(
                  Json.object()
                      .put("id", d.id())
                      .put("text", d.text())
                      .put("source", d.source())
                      .put("lang", d.lang())
                      .put("license", d.license())
                      .put("quality", d.quality())
                      .set("meta", Json.JSON.valueToTree(d.meta()))))
          .append('\n');
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("documents.jsonl"), lines);
    return documents;
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder("文");
    for (int n = random.nextInt(1, 40) * random.nextInt(1, 9); n > 0; n--) {
      text.append("知之为知之 abcdefg 0123\n".charAt(random.nextInt(18)));
    }
    return text.append('.').toString();
  }

  /** Limits so small that a few hundred documents take several chunks, buckets and shards. */
  static Limits limits(int threads) {
    return new Limits(threads, 15_000, 8_000, 15_000);
  }

  static Build build(Recipe recipe, Path source, Path out, Limits limits) {
    return build(recipe, new SourcesInput(List.of(source), ReadSettings.DEFAULTS), out, limits);
  }

  static Build build(Recipe recipe, Input input, Path out, Limits limits) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    return new Build(
        recipe, input, out, Optional.empty(), limits, new Watch(nowhere, Progress.Mode.QUIET));
  }

  /** The lines of all shards of a kind, in order. */
  static List<JsonNode> lines(Path corpus, String prefix) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (Path shard : shards(corpus).values()) {
      if (shard.getFileName().toString().startsWith(prefix)) {
        try (InputStream in = new ZstdInputStream(Files.newInputStream(shard))) {
          for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
            lines.add(Json.JSON.readTree(line));
          }
        }
      }
    }
    return lines;
  }

  /** The shards of a corpus by name. */
  static SortedMap<String, Path> shards(Path corpus) throws IOException {
    SortedMap<String, Path> shards = new TreeMap<>();
    try (Stream<Path> files = Files.list(corpus)) {
      files
          .filter(file -> file.toString().endsWith(".jsonl.zst"))
          .forEach(file -> shards.put(file.getFileName().toString(), file));
    }
    return shards;
  }

  /** The documents of a corpus, in order. */
  static List<Document> read(Path corpus) {
    try (var stream = Documents.read(List.of(corpus)).stream()) {
      return stream.toList();
    }
  }

  /** Bytes of a text. */
  static long utf8(String text) {
    return text.getBytes(UTF_8).length;
  }

  /** SHA-256 of all shards, to compare. */
  static Map<String, String> bytes(Path corpus) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    for (var shard : shards(corpus).entrySet()) {
      bytes.put(shard.getKey(), Digest.of(shard.getValue()));
    }
    return bytes;
  }
}
