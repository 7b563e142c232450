package org.zhizhi.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import picocli.CommandLine.Option;

/** The options that mean the same in every command: {@code @Mixin CommonOptions common}. */
final class CommonOptions {
  /** Where tensors live. */
  enum Device {
    CPU,
    CUDA;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(names = "--out", paramLabel = "DIR", description = "The folder to write to.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The number from which everything random follows (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with; all processors if not given.")
  private Integer threads;

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda",
      defaultValue = "cpu",
      description = "Where to compute (${DEFAULT-VALUE}).")
  private Device device;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Print no progress.")
  private boolean quiet;

  Optional<Path> out() {
    return Optional.ofNullable(out);
  }

  Seed seed() {
    return new Seed(seed);
  }

  /** At least 1. */
  int threads() {
    if (threads != null && threads < 1) {
      throw new BadInput("--threads " + threads + ": no thread to compute with", "give 1 or more");
    }
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  Device device() {
    return device;
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }
}
