package org.zhizhi.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.zhizhi.language.study.Study;
import org.zhizhi.language.train.LanguageRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code zhizhi resume RUN}: goes on where a run or a study was stopped or killed. */
@Command(name = "resume", description = "Go on with a run that was stopped or killed.")
final class ResumeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "The folder of the run.")
  private Path run;

  @Override
  public Integer call() {
    if (Study.isIn(run)) {
      try (Study study = Study.resume(run, System.err, common.quiet())) {
        return Runs.conclude(study, common.json());
      }
    }
    return Runs.go(LanguageRun.resume(run, System.err, common.quiet()), common.json());
  }
}
