package org.zhizhi.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.zhizhi.language.chat.Chat;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.model.ModelFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zhizhi chat MODEL}: talk to a model in the terminal. */
@Command(name = "chat", description = "Talk to a model in the terminal.")
final class ChatCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "MODEL", description = "A model or the run that made it.")
  private Path model;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      defaultValue = "0",
      description = "0 says the likeliest, more says other things too (${DEFAULT-VALUE}).")
  private double temperature;

  @Option(names = "--top-k", paramLabel = "N", description = "Only the N likeliest tokens.")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "X",
      defaultValue = "1",
      description = "Only the likeliest tokens of this probability together (${DEFAULT-VALUE}).")
  private double topP;

  @Option(
      names = "--min-p",
      paramLabel = "X",
      description = "Only tokens at least this share as likely as the likeliest.")
  private double minP;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "X",
      defaultValue = "1",
      description = "More than 1 avoids what was said (${DEFAULT-VALUE}).")
  private double repetitionPenalty;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "128",
      description = "Longest answer (${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(names = "--alone", description = "Answer each question without those before it.")
  private boolean alone;

  @Option(
      names = "--show-declined",
      description = "Where a calibrated model declines, show what it would have said.")
  private boolean showDeclined;

  @Override
  public Integer call() throws IOException {
    Sampling sampling =
        Sampling.tempered(temperature, maxTokens, common.seed().value())
            .withTopK(topK)
            .withTopP(topP)
            .withMinP(minP)
            .withRepetitionPenalty(repetitionPenalty);
    try (Chat chat = new Chat(ModelFolder.open(model), sampling, common.threads())) {
      chat.talk(
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
          System.out,
          !alone,
          showDeclined);
    }
    return 0;
  }
}
