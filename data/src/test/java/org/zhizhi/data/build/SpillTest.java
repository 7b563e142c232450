package org.zhizhi.data.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Seed;

class SpillTest {
  @TempDir Path folder;

  private record Line(Key key, String text) {}

  @Test
  void sortsAsInMemoryWhateverTheKeysAndTheRoom() throws IOException {
    SplittableRandom random = new Seed(4).split("spill").random();
    for (int trial = 0; trial < 60; trial++) {
      int range = List.of(1, 3, 50, Integer.MAX_VALUE).get(trial % 4);
      long room = List.of(60L, 300L, 100_000L).get(trial % 3);
      List<Line> lines = new ArrayList<>();
      Splitters splitters = new Splitters();
      for (int n = random.nextInt(400); n > 0; n--) {
        Key key = new Key(random.nextInt(range) - range / 2, random.nextInt(range));
        String text = n + "x".repeat(random.nextInt(40)) + "\n";
        lines.add(new Line(key, text));
        splitters.add(key, text.length());
      }
      Path work = Files.createDirectory(folder.resolve("" + trial));
      // splitters that know too little of the keys make buckets that must be split again
      List<Key> cuts = trial % 5 == 0 ? List.of(new Key(0, 0)) : splitters.cut(room);
      assertEquals(cuts.stream().sorted().distinct().toList(), cuts);
      List<String> sorted = new ArrayList<>();
      try (Spill spill = new Spill(work, cuts, room)) {
        Spill.Batch batch = spill.batch();
        for (Line line : lines) {
          byte[] bytes = line.text().getBytes(UTF_8);
          batch.line(line.key(), bytes.length).write(bytes);
          if (random.nextInt(20) == 0) {
            spill.add(batch.pack());
            batch = spill.batch();
          }
        }
        spill.add(batch.pack());
        Lines given = spill.sorted();
        Bytes one = new Bytes(8);
        while (given.next(one)) {
          sorted.add(one.toString());
          one.clear();
        }
        assertFalse(given.next(one));
      }
      List<String> expected =
          lines.stream().sorted(Comparator.comparing(Line::key)).map(Line::text).toList();
      assertEquals(expected, sorted, "trial " + trial);
      try (Stream<Path> left = Files.walk(work)) {
        assertEquals(List.of(), left.filter(Files::isRegularFile).toList(), "files are left");
      }
    }
  }

  @Test
  void splittersCutEvenlyByBytes() {
    SplittableRandom random = new Seed(5).split("splitters").random();
    int documents = 300_000;
    List<Key> keys = new ArrayList<>();
    Splitters splitters = new Splitters();
    long all = 0;
    for (int i = 0; i < documents; i++) {
      keys.add(new Key(random.nextInt(100), random.nextLong()));
      splitters.add(keys.getLast(), 10 + i % 7);
      all += 10 + i % 7;
    }
    List<Key> cuts = splitters.cut(all / 10);
    assertEquals(10, cuts.size());
    long[] bytes = new long[cuts.size() + 1];
    for (int i = 0; i < documents; i++) {
      int bucket = 0;
      while (bucket < cuts.size() && keys.get(i).compareTo(cuts.get(bucket)) >= 0) {
        bucket++;
      }
      bytes[bucket] += 10 + i % 7;
    }
    for (long each : bytes) {
      assertEquals(1.0 / 11, (double) each / all, 0.01);
    }
    assertTrue(splitters.cut(1).size() < Spill.MOST_BUCKETS);
  }

  @Test
  void keysOfNumbersSortAsTheNumbers() {
    double[] numbers = {
      Double.NEGATIVE_INFINITY, -1e300, -2.5, -Double.MIN_VALUE, -0.0, Double.MIN_VALUE, 0.3, 7, 1e9
    };
    for (int i = 1; i < numbers.length; i++) {
      assertTrue(Ranking.sortable(numbers[i - 1]) < Ranking.sortable(numbers[i]), "" + numbers[i]);
    }
    assertEquals(Ranking.sortable(0.0), Ranking.sortable(-0.0));
  }
}
