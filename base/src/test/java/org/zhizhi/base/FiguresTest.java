package org.zhizhi.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00 s",
    "420, 0.42 s",
    "994, 0.99 s",
    "996, 1.0 s",
    "9940, 9.9 s",
    "9960, 10 s",
    "59400, 59 s",
    "59600, 1 min",
    "200000, 3 min 20 s",
    "3599400, 59 min 59 s",
    "3599600, 1 h",
    "7500000, 2 h 5 min",
    "86370000, 1 d",
    "180000000, 2 d 2 h"
  })
  void durationsHaveTwoUnits(long millis, String expected) {
    assertEquals(expected, Figures.duration(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "870, 870",
    "999, 999",
    "12.345, 12.3",
    "0.5, 0.50",
    "1000, 1.00k",
    "12400, 12.4k",
    "999960, 1.00M",
    "9400000, 9.40M",
    "110e6, 110M",
    "1.2e9, 1.20G",
    "3e16, 30000T"
  })
  void countsHaveThreeDigits(double count, String expected) {
    assertEquals(expected, Figures.count(count));
  }

  @Test
  void bytesAreBinaryAndSharesInPercent() {
    assertEquals("512 B", Figures.bytes(512));
    assertEquals("1.50 KiB", Figures.bytes(1536));
    assertEquals("3.00 GiB", Figures.bytes(3L << 30));
    assertEquals("12.5 %", Figures.percent(0.125));
  }

  @Test
  void memoryIsReadFromTheKernelsStatus(@TempDir Path folder) throws IOException {
    Path status = folder.resolve("status");
    Files.writeString(status, "Name:\tjava\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\nThreads:\t9\n");
    assertEquals(Optional.of(new HostMemory(1 << 20, 2 << 20)), HostMemory.read(status));
    assertEquals(Optional.empty(), HostMemory.read(folder.resolve("absent")));
    HostMemory.now().ifPresent(m -> assertTrue(m.peak() >= m.resident() - (8 << 20)));
  }
}
