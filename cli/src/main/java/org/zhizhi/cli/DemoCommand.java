package org.zhizhi.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.zhizhi.base.BadInput;
import org.zhizhi.language.chat.Chat;
import org.zhizhi.language.demo.Demo;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.model.ModelFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code zhizhi demo}: the whole way on embedded data, then a chat. */
@Command(name = "demo", description = "The whole way on embedded facts: train, examine, then talk.")
final class DemoCommand implements Callable<Integer> {
  private static final int LONGEST_ANSWER = 32;

  @Mixin private CommonOptions common;

  @Option(names = "--no-chat", description = "End after the report.")
  private boolean noChat;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "13",
      description = "Minutes to train (${DEFAULT-VALUE}).")
  private double minutes;

  @Override
  public Integer call() throws IOException {
    if (!(minutes > 0.1 && minutes < 1e5)) {
      throw new BadInput("--minutes " + minutes + ": out of range", "give 0.2 or more");
    }
    Path out = common.out().orElseGet(() -> Runs.named(Path.of("demo")));
    Demo demo =
        new Demo(out, common.seed().value(), common.threads(), minutes, System.err, common.quiet());
    ModelFolder model;
    try {
      model = Runs.stoppable(demo::run, demo::stop);
    } catch (Demo.Stopped e) {
      return 130;
    }
    if (common.json()) {
      System.out.println(java.nio.file.Files.readString(out.resolve("report.json")).strip());
    }
    if (!noChat) {
      try (Chat chat = new Chat(model, Sampling.greedy(LONGEST_ANSWER), common.threads())) {
        chat.talk(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            System.out,
            false);
      }
    }
    return 0;
  }
}
