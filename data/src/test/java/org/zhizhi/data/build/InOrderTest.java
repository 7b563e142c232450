package org.zhizhi.data.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class InOrderTest {
  @Test
  void resultsComeInOrderWhoeverIsSlow() throws IOException {
    for (int threads = 1; threads <= 5; threads++) {
      SplittableRandom random = new Seed(threads).split("slow").random();
      int[] spins = random.ints(300, 0, 20_000).toArray();
      AtomicInteger next = new AtomicInteger();
      AtomicInteger inWork = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      List<Integer> results = new ArrayList<>();
      InOrder.run(
          threads,
          () -> next.get() == spins.length ? null : next.getAndIncrement(),
          piece -> piece % 10 == 0,
          piece -> {
            most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
            for (int i = 0; i < spins[piece]; i++) {
              Thread.onSpinWait();
            }
            inWork.decrementAndGet();
            return piece;
          },
          results::add);
      assertEquals(IntStream.range(0, spins.length).boxed().toList(), results);
      assertTrue(most.get() <= threads, most + " at once on " + threads + " threads");
    }
  }

  @Test
  void aPieceThatTakesForeverHoldsTheOthersBack() throws IOException {
    int threads = 3;
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger ahead = new AtomicInteger();
    InOrder.run(
        threads,
        () -> taken.get() == 200 ? null : taken.getAndIncrement(),
        piece -> false,
        piece -> {
          if (piece == 0) {
            long end = System.nanoTime() + 50_000_000;
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            ahead.set(taken.get());
          }
          return piece;
        },
        result -> {});
    assertTrue(ahead.get() <= 2 * threads, "pieces in memory: " + ahead);
  }

  @Test
  void nothingIsTakenAfterAPieceThatCouldNotBe() {
    for (int trial = 0; trial < 200; trial++) {
      AtomicInteger next = new AtomicInteger();
      List<Integer> results = new ArrayList<>();
      assertThrows(
          IOException.class,
          () ->
              InOrder.run(
                  4,
                  () -> {
                    int piece = next.getAndIncrement();
                    if (piece == 5) {
                      throw new IOException("cannot be read");
                    }
                    return piece < 50 ? piece : null;
                  },
                  piece -> false,
                  piece -> piece,
                  results::add));
      assertEquals(6, next.get());
      assertTrue(results.stream().allMatch(piece -> piece < 5), results::toString);
    }
  }

  @Test
  void whatGoesWrongAnywhereIsThrownAndEndsTheRest() {
    for (int threads = 1; threads <= 3; threads++) {
      int n = threads;
      AtomicInteger next = new AtomicInteger();
      IOException full =
          assertThrows(
              IOException.class,
              () ->
                  InOrder.run(
                      n,
                      next::getAndIncrement,
                      piece -> false,
                      piece -> {
                        if (piece == 20) {
                          throw new IOException("full");
                        }
                        return piece;
                      },
                      result -> assertTrue(result < 20)));
      assertEquals("full", full.getMessage());
      assertThrows(
          Build.Stopped.class,
          () ->
              InOrder.run(
                  n,
                  () -> {
                    throw new Build.Stopped();
                  },
                  piece -> false,
                  piece -> piece,
                  result -> {}));
      assertThrows(
          OutOfMemoryError.class,
          () ->
              InOrder.run(
                  n,
                  next::getAndIncrement,
                  piece -> true,
                  piece -> piece,
                  result -> {
                    throw new OutOfMemoryError();
                  }));
    }
  }
}
