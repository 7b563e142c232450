package org.zhizhi.data.build;

import java.io.PrintStream;
import java.util.function.ObjDoubleConsumer;
import org.zhizhi.base.Progress;

/** Shows how far a build is, and hears that it is to stop. */
final class Watch {
  private final PrintStream out;
  private final Progress.Mode mode;
  private volatile boolean stopped;

  Watch(PrintStream out, Progress.Mode mode) {
    this.out = out;
    this.mode = mode;
  }

  /** Starts to show a part of the work that counts to {@code total}. */
  Progress start(String label, long total) {
    return Progress.of(out, label, total, mode);
  }

  /** Shows the steps of a part of the work, each of which says what share of it is done. */
  ObjDoubleConsumer<String> steps(long total) {
    return new ObjDoubleConsumer<>() {
      private String step = "";
      private Progress progress;

      @Override
      public void accept(String now, double share) {
        check();
        if (!now.equals(step)) {
          step = now;
          progress = start(now, total);
        }
        progress.update((long) (share * total), "");
      }
    };
  }

  void stop() {
    stopped = true;
  }

  /** Throws {@link Build.Stopped} if the build is to stop. */
  void check() {
    if (stopped) {
      throw new Build.Stopped();
    }
  }
}
