package org.zhizhi.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zhizhi.base.Json;
import org.zhizhi.data.look.Look;
import org.zhizhi.data.look.Pager;
import org.zhizhi.data.look.Screen;
import org.zhizhi.data.look.Wanted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code zhizhi data look CORPUS}: browse a corpus and what was rejected. */
@Command(
    name = "look",
    description = "Look at the documents of a corpus, or at those that were rejected.")
final class DataLookCommand implements Callable<Integer> {
  /** Documents shown where nobody can ask for more. */
  private static final long FEW = 10;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "CORPUS", description = "The folder of the corpus.")
  private Path corpus;

  @Option(
      names = "--rejected",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "REASON",
      description = "Documents rejected for this reason; without one, how many were for which.")
  private String reason;

  @Option(names = "--stage", paramLabel = "NAME", description = "Documents rejected by this stage.")
  private String stage;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Documents from this folder or file; * stands for any characters.")
  private String source;

  @Option(names = "--lang", paramLabel = "LANG", description = "Documents in this language.")
  private String lang;

  @Option(names = "--grep", paramLabel = "TEXT", description = "Documents that contain this.")
  private String grep;

  @Option(
      names = {"-n", "--most"},
      paramLabel = "N",
      description = "Show at most N documents; 10 if the output is no terminal.")
  private Long most;

  @Option(names = "--full", description = "Show texts to their end.")
  private boolean full;

  @Override
  public Integer call() throws IOException {
    boolean rejected = reason != null || stage != null;
    Wanted wanted =
        new Wanted(
            rejected,
            Optional.ofNullable(stage),
            Optional.ofNullable(reason).filter(r -> !r.isEmpty()),
            Optional.ofNullable(source),
            Optional.ofNullable(lang),
            Optional.ofNullable(grep));
    Optional<Screen> screen = Screen.terminal();
    PrintStream out = System.out;
    if (rejected && stage == null && wanted.reason().isEmpty() && grep == null && most == null) {
      var counts = Look.count(corpus, wanted);
      if (common.json()) {
        out.println(Json.line(counts));
      } else {
        new Pager(screen.orElse(Screen.PAPER), full, out).show(counts);
        out.println("to see some: --rejected \"near duplicate\", --stage rules, -n 5");
      }
      return 0;
    }
    long limit = most != null ? most : screen.isPresent() ? Long.MAX_VALUE : FEW;
    try (Look look = Look.at(corpus, wanted)) {
      if (common.json()) {
        for (long shown = 0; shown < limit && look.hasNext(); shown++) {
          out.println(Json.line(look.next()));
        }
        return 0;
      }
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      long shown = new Pager(screen.orElse(Screen.PAPER), full, out).show(look, limit, answers);
      if (shown == 0) {
        out.println("no such document");
      }
      return 0;
    }
  }
}
