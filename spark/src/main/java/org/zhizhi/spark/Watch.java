package org.zhizhi.spark;

import java.io.PrintStream;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.zhizhi.base.Progress;

/** Counts the tasks that machines have done, and says how far a build is. */
final class Watch extends SparkListener {
  private final PrintStream out;
  private final Progress.Mode mode;

  private Progress progress;
  private String part = "";
  private long tasks;
  private long done;
  private long cpuNanos;

  Watch(PrintStream out, Progress.Mode mode) {
    this.out = out;
    this.mode = mode;
  }

  /** Begins a part of the build. */
  synchronized void part(String label) {
    done();
    part = label;
    tasks = 0;
    done = 0;
    progress = Progress.of(out, label, 0, mode);
  }

  /** Ends the last part. */
  synchronized void done() {
    if (progress != null) {
      progress.done(done, "tasks");
      progress = null;
    }
  }

  /** Time that processors have worked in tasks. */
  synchronized double cpuSeconds() {
    return cpuNanos / 1e9;
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted stage) {
    tasks += stage.stageInfo().numTasks();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    TaskMetrics metrics = task.taskMetrics();
    cpuNanos += metrics == null ? 0 : metrics.executorCpuTime();
    done++;
    if (progress != null) {
      progress.update(done, "of " + tasks + " tasks");
    }
  }
}
