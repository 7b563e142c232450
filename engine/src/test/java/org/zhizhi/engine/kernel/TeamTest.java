package org.zhizhi.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TeamTest {

  @Test
  void runsEveryIndexOnceHoweverShortAndManyTheLoops() throws InterruptedException {
    for (int threads = 1; threads <= 5; threads++) {
      try (Team team = new Team(threads)) {
        assertEquals(threads, team.threads());
        for (int loop = 0; loop < 2_000; loop++) {
          int count = loop % 17;
          AtomicIntegerArray runs = new AtomicIntegerArray(count);
          team.forEach(count, runs::incrementAndGet);
          for (int i = 0; i < count; i++) {
            assertEquals(1, runs.get(i), "index " + i + " of loop " + loop);
          }
          if (loop % 500 == 0) {
            Thread.sleep(5); // lets the helpers fall asleep
          }
        }
      }
    }
  }

  @Test
  void sharesALoopAmongAllThreads() {
    try (Team team = new Team(3)) {
      for (int round = 0; round < 20; round++) {
        CountDownLatch together = new CountDownLatch(3);
        team.forEach(
            3,
            i -> {
              together.countDown();
              try {
                assertTrue(together.await(10, TimeUnit.SECONDS), "a thread never came");
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
      }
    }
  }

  @Test
  void whatAHelperWroteIsThereAfterTheLoop() {
    try (Team team = new Team(4)) {
      int[] written = new int[1000];
      var threads = ConcurrentHashMap.<Thread>newKeySet();
      for (int loop = 1; loop <= 200; loop++) {
        int value = loop;
        team.forEach(
            written.length,
            i -> {
              written[i] += 1;
              threads.add(Thread.currentThread());
            });
        int[] expected = new int[written.length];
        Arrays.fill(expected, value);
        assertArrayEquals(expected, written);
      }
      assertTrue(threads.size() <= 4);
    }
  }

  @Test
  void throwsWhatABodyThrewAndWorksOn() {
    try (Team team = new Team(3)) {
      for (int loop = 0; loop < 100; loop++) {
        IllegalStateException thrown =
            assertThrows(
                IllegalStateException.class,
                () ->
                    team.forEach(
                        50,
                        i -> {
                          if (i == 31) {
                            throw new IllegalStateException("index 31");
                          }
                        }));
        assertEquals("index 31", thrown.getMessage());
        AtomicIntegerArray runs = new AtomicIntegerArray(50);
        team.forEach(50, runs::incrementAndGet);
        assertEquals(1, runs.get(49));
      }
    }
  }

  @Test
  void refusesNoThreadsAndWorkAfterItsEnd() {
    assertThrows(IllegalArgumentException.class, () -> new Team(0));
    Team team = new Team(2);
    team.close();
    assertThrows(IllegalStateException.class, () -> team.forEach(2, i -> {}));
  }

  @Test
  void coresAreNoMoreThanProcessors() {
    assertTrue(Team.cores() >= 1 && Team.cores() <= Runtime.getRuntime().availableProcessors());
  }

  @Test
  void readingMemoryHasARate() {
    try (Team team = new Team(2)) {
      double rate = Bandwidth.read(team, 64 << 20, 2);
      assertTrue(rate > 1e8 && rate < 1e13, "bytes per second: " + rate);
    }
  }
}
