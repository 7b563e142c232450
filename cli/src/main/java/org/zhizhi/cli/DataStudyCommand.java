package org.zhizhi.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.language.study.Mix;
import org.zhizhi.language.study.Question;
import org.zhizhi.language.study.Repeat;
import org.zhizhi.language.study.Study;
import org.zhizhi.language.study.StudySettings;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Size;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zhizhi data study SRC...}: what distribution, quality and order do. */
@Command(
    name = "study",
    description = "Find out by small models what distribution, quality and order of texts do.")
final class DataStudyCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      arity = "1..*",
      paramLabel = "SRC",
      description = "Folders, files or corpora; several are a domain each.")
  private List<Path> sources;

  @Option(
      names = "--question",
      split = ",",
      paramLabel = "NAME",
      description = "distribution, filters, duplicates, order, tag; all that can be if not given.")
  private List<String> questions = List.of();

  @Option(
      names = "--mix",
      paramLabel = "NAME=N,NAME=N",
      description = "A mixture of domains to compare; give it several times.")
  private List<String> mixes = List.of();

  @Option(
      names = "--orders",
      split = ",",
      paramLabel = "NAME",
      description = "short_to_long, easy_to_hard, quality_rising, domain_blocks.")
  private List<String> orders = List.of();

  @Option(
      names = "--repeat",
      paramLabel = "SOURCE=N[:P%]",
      description = "Have P %% of the texts of a source stand there N times.")
  private List<String> repeats = List.of();

  @Option(names = "--recipe", paramLabel = "FILE", description = "How corpora are made.")
  private Path recipe;

  @Option(
      names = "--reference",
      paramLabel = "MODEL",
      description = "The model that says how hard texts are; a small one is trained if not given.")
  private Path reference;

  @Option(
      names = "--exam",
      paramLabel = "FILE",
      description = "Questions for all models: lines of JSON with question, answers, choices.")
  private Path exam;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "1m",
      description = "Parameters of each model (${DEFAULT-VALUE}).")
  private String size;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "Tokens each model learns from; as many as it has parameters if not given.")
  private long tokens;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "As many tokens as one model learns from in so long.")
  private double minutes;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Models of each setting (${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--held",
      paramLabel = "N",
      defaultValue = "100",
      description = "Documents of each domain to measure on (${DEFAULT-VALUE}).")
  private int held;

  @Override
  public Integer call() {
    if (tokens < 0 || minutes < 0 || tokens > 0 && minutes > 0) {
      throw new BadInput(
          "--tokens " + tokens + " --minutes " + minutes + ": no budget", "give one of them");
    }
    Path out = common.out().orElse(Path.of("runs", "study"));
    StudySettings settings =
        new StudySettings(
            sources,
            questions.stream().map(Question::of).toList(),
            mixes.stream().map(Mix::of).toList(),
            orders.stream().map(StudySettings::order).toList(),
            repeats.stream().map(Repeat::of).toList(),
            Optional.ofNullable(recipe),
            Optional.ofNullable(exam),
            Optional.ofNullable(reference),
            seeds,
            held,
            options());
    try (Study study = Study.open(out, settings, System.err, common.quiet())) {
      return Runs.conclude(study, common.json());
    }
  }

  private Options options() {
    return new Options(
        Size.of(size),
        0,
        0,
        0,
        0,
        tokens,
        minutes,
        0,
        0,
        Optimizer.Rule.MUON,
        common.threads(),
        Device.of(common.device().name().toLowerCase(Locale.ROOT)),
        common.seed().value(),
        0);
  }
}
