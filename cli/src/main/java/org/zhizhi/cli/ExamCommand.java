package org.zhizhi.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.language.exam.ExamTable;
import org.zhizhi.language.exam.Examination;
import org.zhizhi.language.exam.Promise;
import org.zhizhi.language.exam.Section;
import org.zhizhi.language.exam.SelfKnowledge;
import org.zhizhi.language.exam.Settings;
import org.zhizhi.language.exam.Steadiness;
import org.zhizhi.language.exam.page.ExamPage;
import org.zhizhi.language.model.ModelFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zhizhi exam MODEL EXAM...}: what a model knows. */
@Command(name = "exam", description = "What a model knows: question sets by the field's protocols.")
final class ExamCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model or the run that made it.")
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "EXAM",
      description = "Question sets: files of one's own, or those in docs/exam.md.")
  private List<Path> exams;

  @Option(
      names = "--against",
      paramLabel = "MODEL",
      description = "A second model to compare, question by question.")
  private Path against;

  @Option(
      names = "--shots",
      paramLabel = "N",
      description = "Examples before each question; as the field does if not given.")
  private Integer shots;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most N questions of each set, drawn by the seed.")
  private int limit;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "10",
      description = "Answers drawn for each open question, as evidence (${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--ask",
      paramLabel = "auto|chat|text",
      defaultValue = "auto",
      description = "In a dialogue, in plain text, or open questions as the model has learned to.")
  private Settings.Asking ask;

  @Option(names = "--unshuffled", description = "Leave choices in the order of the file.")
  private boolean unshuffled;

  @Option(names = "--items", description = "With --json, print every question too.")
  private boolean items;

  @Option(
      names = "--pressure",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Questions of each group put under pressure and asked again (${DEFAULT-VALUE}).")
  private int pressure;

  @Override
  public Integer call() {
    Settings settings =
        new Settings(
            shots == null ? OptionalInt.empty() : OptionalInt.of(shots),
            limit,
            samples,
            ask,
            !unshuffled,
            16,
            common.seed());
    ModelFolder first = ModelFolder.open(model);
    Path out = common.out().orElseGet(this::named);
    ObjectNode exam =
        new Examination(exams, settings, sections(), common.threads(), Main.version())
            .run(
                first,
                Optional.ofNullable(against).map(ModelFolder::open),
                out,
                System.err,
                common.quiet());
    Path page = out.resolve("exam.html");
    ExamPage.write(page, exam, compared(exam).map(name -> Json.read(out.resolve(name))));
    if (common.json()) {
      if (!items) {
        exam.path("exams").forEach(each -> ((ObjectNode) each).remove("items"));
      }
      System.out.println(Json.line(exam));
    } else {
      System.out.println(ExamTable.of(exam));
      System.out.println(page);
    }
    return 0;
  }

  /** The exam that the page shows beside: of the second model, else of this one uncalibrated. */
  private Optional<String> compared(ObjectNode exam) {
    if (against != null) {
      return Optional.of("against.json");
    }
    return exam.path("trust").path("covered").asInt() > 0
        ? Optional.of(Examination.UNCALIBRATED)
        : Optional.empty();
  }

  private List<Section> sections() {
    if (pressure < 0) {
      throw new BadInput("--pressure " + pressure, "give 0 or more");
    }
    return pressure == 0
        ? List.of(new SelfKnowledge(), new Promise())
        : List.of(new SelfKnowledge(), new Promise(), new Steadiness(pressure));
  }

  /** {@code exams/mine} for the run {@code runs/mine}. */
  private Path named() {
    Path name = model.toAbsolutePath().normalize().getFileName();
    return Path.of("exams").resolve(name == null ? Path.of("model") : name);
  }
}
