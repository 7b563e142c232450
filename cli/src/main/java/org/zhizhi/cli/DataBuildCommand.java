package org.zhizhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.data.build.Build;
import org.zhizhi.data.build.DocumentsInput;
import org.zhizhi.data.recipe.Recipe;
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
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "SRC", description = "Folders or files.")
  private List<Path> sources;

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "What to do, in YAML; without it what zhizhi data recipe prints.")
  private Path recipe;

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
    Build build =
        new Build(
            plan,
            new DocumentsInput(sources),
            out,
            Optional.empty(),
            common.threads(),
            System.err,
            common.quiet());
    Optional<JsonNode> report =
        Runs.stoppable(
            () -> {
              try {
                return Optional.of(build.run());
              } catch (Build.Stopped e) {
                System.err.println(
                    "zhizhi: stopped; the same command goes on from here, with "
                        + build.workFolder());
                return Optional.empty();
              }
            },
            build::stop);
    if (report.isEmpty()) {
      return 130;
    }
    if (common.json()) {
      System.out.println(Json.line(report.get()));
    } else {
      print(report.get(), out, System.out);
    }
    return report.get().at("/output/documents").asLong() == 0 ? 1 : 0;
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
