package org.zhizhi.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Physical memory this process takes, native tensors included, as the kernel counts it.
 *
 * @param resident bytes now ({@code VmRSS})
 * @param peak most bytes so far ({@code VmHWM})
 */
public record HostMemory(long resident, long peak) {

  /** The memory taken now; empty where the system has no {@code /proc/self/status}. */
  public static Optional<HostMemory> now() {
    return read(Path.of("/proc/self/status"));
  }

  static Optional<HostMemory> read(Path status) {
    long resident = -1;
    long peak = -1;
    try {
      for (String line : Files.readAllLines(status)) {
        String[] words = line.split("\\s+");
        if (words.length == 3 && words[2].equals("kB") && words[1].matches("[0-9]{1,15}")) {
          switch (words[0]) {
            case "VmRSS:" -> resident = Long.parseLong(words[1]) << 10;
            case "VmHWM:" -> peak = Long.parseLong(words[1]) << 10;
            default -> {}
          }
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return resident < 0 || peak < 0
        ? Optional.empty()
        : Optional.of(new HostMemory(resident, peak));
  }
}
