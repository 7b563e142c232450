package org.zhizhi.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.language.exam.CalibrationSets;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.knows.Calibration;
import org.zhizhi.language.knows.Found;
import org.zhizhi.language.knows.Learning;
import org.zhizhi.language.knows.QuestionSet;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.signal.Signals;
import org.zhizhi.trust.guarantee.Aim;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zhizhi calibrate MODEL EXAM...}: from when on a model's word can be relied on. */
@Command(
    name = "calibrate",
    description = "Find out when a model can be relied on, and keep it beside the model.")
final class CalibrateCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model or the run that made it.")
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "EXAM",
      description = "Questions with answers, such as it will be asked, but no exam's.")
  private List<Path> exams;

  @Option(
      names = "--risk",
      paramLabel = "X",
      defaultValue = "0.05",
      description = "Most that may be wrong of the answers given (${DEFAULT-VALUE}).")
  private double risk;

  @Option(
      names = "--confidence",
      paramLabel = "X",
      defaultValue = "0.9",
      description = "How sure that must be (${DEFAULT-VALUE}).")
  private double confidence;

  @Option(
      names = "--probes",
      description = "Give a quarter of the questions to probes of the hidden states.")
  private boolean probes;

  @Override
  public Integer call() {
    Aim aim = new Aim(share("--risk", risk), share("--confidence", confidence));
    List<QuestionSet> sets = CalibrationSets.read(exams);
    int total = sets.stream().mapToInt(set -> set.items().size()).sum();
    int least = 4 * Learning.PROBES.least();
    if (probes && total < least) {
      throw new BadInput(
          total + " questions are too few for --probes", "give " + least + " or leave it out");
    }
    try (Respondent respondent = new Respondent(ModelFolder.open(model), common.threads())) {
      Progress progress =
          Progress.of(System.err, "questions", total, Progress.Mode.of(common.quiet()));
      Found found =
          new Calibration(
                  respondent,
                  Signals.quick(),
                  probes ? Learning.PROBES : Learning.STANDARD,
                  aim,
                  common.seed())
              .of(sets, done -> progress.update(done, ""));
      progress.done(total, "");
      Path file = found.write(respondent.model().path());
      if (common.json()) {
        System.out.println(Json.line(found.json().put("file", file.toString())));
      } else {
        System.out.println(file + "\n" + found.summary());
      }
      return found.guarantee().reached() ? 0 : Failure.NO;
    }
  }

  private static double share(String option, double value) {
    if (!(value >= 0.001 && value <= 0.999)) {
      throw new BadInput(option + " " + value + ": out of range", "give 0.001 to 0.999");
    }
    return value;
  }
}
