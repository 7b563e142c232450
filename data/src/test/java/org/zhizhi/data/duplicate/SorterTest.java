package org.zhizhi.data.duplicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Seed;

class SorterTest {
  private final SplittableRandom random = new Seed(12).split("sorter").random();
  @TempDir private Path folder;

  @Test
  void sortsRecordsOfAnyWidthInAnyMemory() throws IOException {
    for (int width = 1; width <= 4; width++) {
      for (int count : new int[] {0, 1, 2, 15, 16, 17, 1000, 4000}) {
        for (long bytes : new long[] {0, 4000, 1 << 20}) {
          check(width, count, bytes, 1L << random.nextInt(1, 63));
        }
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count(), "runs left behind");
    }
  }

  @Test
  void mergesMoreRunsThanItOpensAtOnce() {
    check(2, 16 * 300, 0, Long.MAX_VALUE); // 16 records a run, 128 runs at once
  }

  @Test
  void copesWithOrderAndWithEqualRecords() {
    for (long range : new long[] {1, 2, 50}) {
      check(2, 50_000, 1 << 20, range);
    }
    try (Sorter sorter = new Sorter(folder, "ordered", 2, 1 << 22)) {
      for (int i = 0; i < 100_000; i++) {
        sorter.add(i / 2, i % 2 == 0 ? -i : i);
      }
      Sorter.Cursor sorted = sorter.sorted();
      for (int i = 0; i < 100_000; i++) {
        assertTrue(sorted.next());
        assertEquals(i / 2, sorted.get(0));
      }
    }
  }

  private void check(int width, int count, long bytes, long range) {
    List<long[]> expected = new ArrayList<>();
    try (Sorter sorter = new Sorter(folder, "test", width, bytes)) {
      for (int i = 0; i < count; i++) {
        long[] record = new long[width];
        for (int j = 0; j < width; j++) {
          record[j] = random.nextLong(-range, range);
        }
        expected.add(record);
        switch (width) {
          case 1 -> sorter.add(record[0]);
          case 2 -> sorter.add(record[0], record[1]);
          case 3 -> sorter.add(record[0], record[1], record[2]);
          default -> sorter.add(record[0], record[1], record[2], record[3]);
        }
      }
      expected.sort(Arrays::compare);
      for (Sorter.Cursor sorted : List.of(sorter.sorted(), sorter.again())) {
        for (long[] record : expected) {
          assertTrue(sorted.next());
          for (int j = 0; j < width; j++) {
            assertEquals(record[j], sorted.get(j));
          }
        }
        assertFalse(sorted.next());
      }
    }
  }
}
