package org.zhizhi.cli;

import java.util.Locale;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Size;
import picocli.CommandLine.Option;

/** What may be set of a training run: {@code @Mixin TrainOptions train}. */
final class TrainOptions {
  private static final double TUNING_RATE = 5e-4;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "10m",
      description = "Parameters, as 1m, 10m, 100m, 1b; sets all below (${DEFAULT-VALUE}).")
  private String size;

  @Option(names = "--minutes", paramLabel = "N", description = "Train for so long.")
  private double minutes;

  @Option(names = "--tokens", paramLabel = "N", description = "Train on so many tokens in all.")
  private long tokens;

  @Option(names = "--vocab", paramLabel = "N", description = "Tokens in the vocabulary.")
  private int vocab;

  @Option(names = "--length", paramLabel = "N", description = "Tokens in a row.")
  private int length;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Width of the model, a multiple of 128.")
  private int width;

  @Option(names = "--layers", paramLabel = "N", description = "Layers of the model.")
  private int layers;

  @Option(names = "--batch", paramLabel = "N", description = "Rows an update learns from.")
  private int batch;

  @Option(names = "--rate", paramLabel = "X", description = "Peak learning rate.")
  private double rate;

  @Option(
      names = "--optimizer",
      paramLabel = "adamw|muon",
      description = "Rule of the update; muon to train, adamw to tune if not given.")
  private Optimizer.Rule optimizer;

  @Option(
      names = "--checkpoint-steps",
      paramLabel = "N",
      description = "Steps between checkpoints; one a minute if not given.")
  private long checkpointSteps;

  /** To train: Muon needs about 30 % fewer steps for the same loss (docs/tried.md). */
  Options training(CommonOptions common) {
    return options(common, Optimizer.Rule.MUON, rate);
  }

  /** To tune: AdamW, gently; Muon makes the model forget (docs/tried.md). */
  Options tuning(CommonOptions common) {
    return options(common, Optimizer.Rule.ADAMW, rate > 0 ? rate : TUNING_RATE);
  }

  private Options options(CommonOptions common, Optimizer.Rule usual, double usualRate) {
    require("--minutes", minutes >= 0, minutes);
    require("--tokens", tokens >= 0, tokens);
    require("--vocab", vocab >= 0, vocab);
    require("--length", length == 0 || length >= 8 && length <= 1 << 17, length);
    require("--width", width >= 0 && width % 128 == 0 && width <= 1 << 15, width);
    require("--layers", layers >= 0 && layers <= 1000, layers);
    require("--batch", batch >= 0, batch);
    require("--rate", rate >= 0 && rate < 1, rate);
    return new Options(
        Size.of(size),
        vocab,
        length,
        width,
        layers,
        tokens,
        minutes,
        batch,
        usualRate,
        optimizer == null ? usual : optimizer,
        common.threads(),
        Device.of(common.device().name().toLowerCase(Locale.ROOT)),
        common.seed().value(),
        checkpointSteps);
  }

  /** The options as they are when none is given. */
  Options defaults(CommonOptions common) {
    size = "10m";
    return training(common);
  }

  private static void require(String option, boolean holds, Number value) {
    if (!holds) {
      throw new BadInput(option + " " + value + ": out of range", "see zhizhi train --help");
    }
  }
}
