package org.zhizhi.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.zhizhi.base.Json;
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
   * Runs to the end, or until Ctrl-C, which ends it after the present step with a checkpoint. Returns
   * 0 if it came to its end, 130 if it was stopped.
   */
  static int go(LanguageRun run, boolean json) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(run, ended), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try (run) {
      LanguageRun.Result result = run.go();
      if (json) {
        System.out.println(Json.line(result));
      }
      return result.finished() ? 0 : 130;
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException e) {
        // the program is ending already
      }
    }
  }

  /** The JVM ends when this returns: not before the checkpoint is written. */
  private static void stop(LanguageRun run, CountDownLatch ended) {
    run.stop();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
