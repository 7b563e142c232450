package org.zhizhi.data.build;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Work on a sequence of pieces by several threads, whose results come out in the order of the
 * pieces. Each thread takes the next piece itself, so that as many threads are busy as were asked
 * for, taking included, and no more pieces are in memory than threads, or results than twice that.
 * Of pieces that are much larger than they usually are, only one is worked on at a time.
 *
 * @param <T> a piece
 * @param <R> its result
 */
final class InOrder<T, R> {
  /** Bytes or characters from which on a piece is unusually large: one document of its own. */
  static final int HEAVY = 24 << 20;

  /** Gives the next piece, null at the end; called by one thread at a time. */
  interface Pieces<T> {
    T next() throws IOException;
  }

  /** Works on a piece; called by any thread. */
  interface Work<T, R> {
    R on(T piece) throws IOException;
  }

  /** Takes a result; called by one thread at a time, in order. */
  interface Results<R> {
    void take(R result) throws IOException;
  }

  private final Object taking = new Object();
  private final Object handing = new Object();
  private final Pieces<T> pieces;
  private final Predicate<T> heavy;
  private final Work<T, R> work;
  private final Results<R> results;
  private final int window;

  private long taken;
  private boolean ended;
  private long handed;
  private final Map<Long, R> waiting = new HashMap<>();
  private volatile Throwable failure;

  private InOrder(
      Pieces<T> pieces, Predicate<T> heavy, Work<T, R> work, Results<R> results, int window) {
    this.pieces = pieces;
    this.heavy = heavy;
    this.work = work;
    this.results = results;
    this.window = window;
  }

  /**
   * Works until there are no more pieces, on {@code threads} threads of which the caller's is one.
   *
   * @param heavy says which pieces are unusually large
   * @throws IOException what a piece, work or result threw first; other exceptions likewise
   */
  static <T, R> void run(
      int threads, Pieces<T> pieces, Predicate<T> heavy, Work<T, R> work, Results<R> results)
      throws IOException {
    InOrder<T, R> all = new InOrder<>(pieces, heavy, work, results, 2 * threads);
    Thread[] others = new Thread[threads - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = Thread.ofPlatform().name("build-" + (i + 1)).start(all::loop);
    }
    all.loop();
    for (Thread other : others) {
      join(other);
    }
    switch (all.failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(all.failure);
    }
  }

  private void loop() {
    try {
      while (step()) {}
    } catch (Throwable e) {
      synchronized (handing) {
        if (failure == null) {
          failure = e;
        }
        handing.notifyAll();
      }
    }
  }

  private boolean step() throws IOException, InterruptedException {
    T piece;
    R result = null;
    boolean done = false;
    long number;
    synchronized (taking) {
      synchronized (handing) {
        while (taken - handed >= window && failure == null) {
          handing.wait();
        }
      }
      if (ended || failure != null) {
        return false;
      }
      ended = true; // unless it turns out otherwise: after a failure nobody may take what follows
      piece = pieces.next();
      if (piece == null) {
        return false;
      }
      ended = false;
      number = taken++;
      if (heavy.test(piece)) {
        result = work.on(piece); // while nobody else takes one
        done = true;
      }
    }
    result = done ? result : work.on(piece);
    synchronized (handing) {
      waiting.put(number, result);
      while (failure == null && waiting.containsKey(handed)) {
        results.take(waiting.remove(handed));
        handed++;
      }
      handing.notifyAll();
    }
    return true;
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the work is stopped by other means; half of it must not go on alone
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
