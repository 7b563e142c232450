package org.zhizhi.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.zhizhi.language.train.LanguageRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code zhizhi train SRC...}: from documents to a model. */
@Command(name = "train", description = "Train a model of your own on documents.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private TrainOptions train;

  @Parameters(
      arity = "1..*",
      paramLabel = "SRC",
      description = "Folders or files: .txt, .md, .jsonl, also .gz and .zst.")
  private List<Path> sources;

  @Override
  public Integer call() {
    return Runs.go(
        LanguageRun.pretrain(
            common.out().orElseGet(() -> Runs.named(sources.getFirst())),
            sources,
            train.training(common),
            System.err,
            common.quiet()),
        common.json());
  }
}
