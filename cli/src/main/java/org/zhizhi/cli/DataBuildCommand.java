package org.zhizhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.data.build.Build;
import org.zhizhi.data.build.Difficulty;
import org.zhizhi.data.build.SourcesInput;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;
import org.zhizhi.language.generate.ReferenceModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code zhizhi data build SRC...}: documents in, a curated corpus out. */
@Command(
    name = "build",
    description =
        "Make a corpus: clean, filter, deduplicate, mix and order documents by a recipe. A build"
            + " that was stopped goes on when the same command is given again.")
final class DataBuildCommand implements Callable<Integer> {
  /** Ended by Ctrl-C. */
  private static final int STOPPED = 130;

  /** How a process ends that was asked to: 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "SRC", description = "Folders or files.")
  private List<Path> sources;

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "What to do, in YAML; without it what zhizhi data recipe prints.")
  private Path recipe;

  @Option(
      names = "--reference",
      paramLabel = "MODEL",
      description = "The model by whose bits per byte the order easy_to_hard goes.")
  private Path reference;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Share the work on a cluster: local[N], spark://HOST:PORT, yarn, k8s://URL. All machines"
              + " must see SRC and --out under the same paths. The corpus is the same.")
  private String spark;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark, such as spark.executor.memory=4g; may be given again.")
  private Map<String, String> sparkSettings = new LinkedHashMap<>();

  @Override
  public Integer call() {
    Path out =
        common
            .out()
            .orElseThrow(
                () -> new BadInput("--out is missing", "say where to write: --out CORPUS"));
    Recipe plan = recipe == null ? Recipe.standard() : Recipe.read(recipe);
    if (spec.commandLine().getParseResult().hasMatchedOption("--seed")) {
      plan = plan.withSeed(common.seed());
    }
    if (reference == null) {
      return build(plan, out, Optional.empty());
    }
    if (plan.order() != Order.EASY_TO_HARD || plan.scores().isPresent()) {
      throw new BadInput(
          "--reference " + reference + ": the recipe's order does not go by a model",
          "leave it out, or say order: easy_to_hard, without scores, in the recipe");
    }
    try (ReferenceModel model = ReferenceModel.open(reference)) {
      return build(plan, out, Optional.of(model));
    }
  }

  private int build(Recipe plan, Path out, Optional<Difficulty> difficulty) {
    if (spark != null) {
      return onSpark(plan, out);
    }
    if (!sparkSettings.isEmpty()) {
      throw new BadInput("--spark-conf without --spark", "name the cluster: --spark local[2]");
    }
    Build build =
        new Build(
            plan,
            new SourcesInput(sources, plan.reading()),
            out,
            difficulty,
            common.threads(),
            System.err,
            common.quiet());
    Optional<JsonNode> report =
        Runs.stoppable(
            () -> {
              try {
                return Optional.of(build.run());
              } catch (Build.Stopped e) {
                return stopped(build.workFolder());
              }
            },
            build::stop);
    return report.isEmpty() ? STOPPED : made(report.get(), out);
  }

  private int onSpark(Recipe plan, Path out) {
    SparkProcess process = new SparkProcess(spark, sparkSettings);
    SparkProcess.Ended ended = process.build(plan, sources, out, common.quiet());
    if (ended.exit() == STOPPED || ended.exit() == TERMINATED) {
      stopped(out.resolveSibling(out.getFileName() + ".work"));
      return STOPPED;
    }
    return ended.report().map(report -> made(report, out)).orElse(ended.exit());
  }

  private static Optional<JsonNode> stopped(Path work) {
    System.err.println("zhizhi: stopped; the same command goes on from here, with " + work);
    return Optional.empty();
  }

  private int made(JsonNode report, Path out) {
    if (common.json()) {
      System.out.println(Json.line(report));
    } else {
      print(report, out, System.out);
    }
    return report.at("/output/documents").asLong() == 0 ? 1 : 0;
  }

  private static void print(JsonNode report, Path out, PrintStream to) {
    to.printf(
        "corpus    %s documents, %sB of text, from %s documents, %sB%n",
        Figures.count(report.at("/output/documents").asDouble()),
        Figures.count(report.at("/output/bytes").asDouble()),
        Figures.count(report.at("/input/documents").asDouble()),
        Figures.count(report.at("/input/bytes").asDouble()));
    for (JsonNode stage : report.path("stages")) {
      if (stage.path("rejected").asLong() > 0) {
        to.printf(
            "rejected  %-13s %s of %s%n",
            stage.path("name").asText(),
            Figures.count(stage.path("rejected").asDouble()),
            Figures.count(stage.path("in").asDouble()));
      }
    }
    to.printf(
        "took      %s, %.1f MB/s a core, %d MB of memory%n",
        Figures.duration(Duration.ofMillis((long) (1000 * report.path("seconds").asDouble()))),
        report.path("mb_per_s_per_core").asDouble(),
        report.path("peak_rss_mb").asLong());
    to.println("report    " + out.resolve("report.html"));
  }
}
