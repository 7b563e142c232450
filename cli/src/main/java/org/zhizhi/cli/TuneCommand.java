package org.zhizhi.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.zhizhi.language.train.LanguageRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code zhizhi tune MODEL DATA...}: from a model to one that answers. */
@Command(name = "tune", description = "Tune a model on questions and answers.")
final class TuneCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private TrainOptions train;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model or the run that made it.")
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "DATA",
      description = "Dialogues: .jsonl or .json in messages or Alpaca form.")
  private List<Path> data;

  @Override
  public Integer call() {
    return Runs.go(
        LanguageRun.tune(
            common.out().orElseGet(() -> Runs.named(data.getFirst())),
            model,
            data,
            train.tuning(common),
            System.err,
            common.quiet()),
        common.json());
  }
}
