package org.zhizhi.data.build;

import java.time.Duration;
import org.zhizhi.base.HostMemory;

/** Measures the time and memory of a build, which may be done in several sittings. */
final class Meter {
  private long wall = System.nanoTime();
  private Duration cpu = cpu();

  /**
   * What a stretch of a build took.
   *
   * @param seconds on the clock
   * @param cpuSeconds of all processors together
   * @param peakBytes most physical memory of the process so far, 0 where the system does not tell
   */
  record Lap(double seconds, double cpuSeconds, long peakBytes) {
    static final Lap NONE = new Lap(0, 0, 0);

    Lap plus(Lap other) {
      return new Lap(
          seconds + other.seconds,
          cpuSeconds + other.cpuSeconds,
          Math.max(peakBytes, other.peakBytes));
    }
  }

  /** What it took since the last time this was asked. */
  synchronized Lap lap() {
    long wallNow = System.nanoTime();
    Duration cpuNow = cpu();
    Lap lap =
        new Lap(
            (wallNow - wall) / 1e9,
            cpuNow.minus(cpu).toNanos() / 1e9,
            HostMemory.now().map(HostMemory::peak).orElse(0L));
    wall = wallNow;
    cpu = cpuNow;
    return lap;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
