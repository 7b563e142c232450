package org.zhizhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.zhizhi.base.Json;
import org.zhizhi.language.study.Study;
import org.zhizhi.language.train.LanguageRun;

/** What the commands that train have in common. */
final class Runs {
  private Runs() {}

  /** A new folder below {@code runs/}, named after what is trained on. */
  static Path named(Path source) {
    Path file = source.toAbsolutePath().normalize().getFileName();
    String name = file == null ? "run" : file.toString().replaceFirst("\\..*$", "");
    Path folder = Path.of("runs", name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = Path.of("runs", name + "-" + i);
    }
    return folder;
  }

  /**
   * Runs to the end, or until Ctrl-C, which ends it after the present step with a checkpoint.
   * Returns 0 if it came to its end, 130 if it was stopped.
   */
  static int go(LanguageRun run, boolean json) {
    try (run) {
      LanguageRun.Result result = stoppable(run::go, run::stop);
      if (json) {
        System.out.println(Json.line(result));
      }
      return result.finished() ? 0 : 130;
    }
  }

  /** As {@link #go} for a study. */
  static int conclude(Study study, boolean json) {
    Optional<JsonNode> result = stoppable(study::go, study::stop);
    if (json) {
      result.ifPresent(r -> System.out.println(Json.line(r)));
    }
    return result.isPresent() ? 0 : 130;
  }

  /** Does {@code work}; on Ctrl-C calls {@code stop} and lets the work end in order. */
  static <T> T stoppable(Supplier<T> work, Runnable stop) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stop.run();
              try {
                ended.await(); // the JVM ends when this returns: not before the checkpoint is there
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.get();
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the program is ending already
      }
    }
  }
}
