package org.zhizhi.engine.kernel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A few threads that share out short loops: the caller and {@code threads - 1} helpers. A helper
 * that has run out of work spins for a moment before it sleeps, so that the dozens of products of
 * one decoded token follow each other within microseconds; a helper that comes late is not waited
 * for. Which thread runs an index is left to chance: a loop whose indexes write to separate places
 * gives the same bits on any team.
 *
 * <p>One loop at a time: {@link #forEach} is called by one thread at once and not from inside a
 * loop.
 */
public final class Team implements AutoCloseable {
  /** About 50 microseconds: longer than the serial parts between two products. */
  private static final int SPINS = 2_000;

  private static final int SHUT = -1;

  private final Member[] helpers;

  /** Helpers inside the present loop, or {@link #SHUT} between loops. */
  private final AtomicInteger inside = new AtomicInteger(SHUT);

  private final AtomicInteger next = new AtomicInteger();
  private IntConsumer body;
  private int count;
  private volatile int round;
  private volatile boolean closed;
  private volatile Throwable failure;
  private volatile Thread waiting;

  /**
   * Starts the helpers.
   *
   * @param threads how many run a loop, the caller included; at least 1
   */
  public Team(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a team needs at least 1 thread, not " + threads);
    }
    helpers = new Member[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Member("team-" + (i + 1));
      helpers[i].start();
    }
  }

  /**
   * Cores that this process may use, a core that runs two threads counted once: two threads of one
   * core share its vector units and its way to memory. Where the system does not tell (all but
   * Linux), its processors.
   */
  public static int cores() {
    int processors = Runtime.getRuntime().availableProcessors();
    Set<String> siblings = new HashSet<>();
    Path all = Path.of("/sys/devices/system/cpu");
    try (DirectoryStream<Path> each = Files.newDirectoryStream(all, "cpu[0-9]*")) {
      for (Path cpu : each) {
        siblings.add(Files.readString(cpu.resolve("topology/thread_siblings_list")));
      }
    } catch (IOException e) {
      return processors;
    }
    return siblings.isEmpty() ? processors : Math.min(processors, siblings.size());
  }

  /** Threads that run a loop, the caller included. */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs {@code body} for every index from 0 to {@code count - 1} and returns when all are done.
   *
   * @throws RuntimeException or Error: one that a body threw; other indexes may be left out then
   */
  public void forEach(int count, IntConsumer body) {
    if (closed) {
      throw new IllegalStateException("the team was closed");
    }
    if (helpers.length == 0 || count <= 1) {
      for (int i = 0; i < count; i++) {
        body.accept(i);
      }
      return;
    }
    this.body = body;
    this.count = count;
    failure = null;
    next.set(0);
    inside.set(0); // publishes the fields above
    wake();
    work();
    for (int spin = 0; !inside.compareAndSet(0, SHUT); spin++) {
      if (spin < SPINS) {
        Thread.onSpinWait();
      } else {
        waiting = Thread.currentThread();
        if (inside.get() > 0) {
          LockSupport.park(this);
        }
        waiting = null;
      }
    }
    this.body = null;
    if (failure instanceof Error error) {
      throw error;
    } else if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Ends the helpers; no loop may be running. */
  @Override
  public void close() {
    closed = true;
    wake();
  }

  private void wake() {
    round++;
    for (Member helper : helpers) {
      if (helper.asleep) {
        LockSupport.unpark(helper);
      }
    }
  }

  private void work() {
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        body.accept(i);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
      next.set(count);
    }
  }

  private final class Member extends Thread {
    volatile boolean asleep;

    Member(String name) {
      super(name);
      setDaemon(true);
    }

    @Override
    public void run() {
      int seen = 0;
      while (!closed) {
        for (int spin = 0; round == seen; spin++) {
          if (spin < SPINS) {
            Thread.onSpinWait();
          } else {
            asleep = true; // before the second look, so that wake() sees one or the other
            if (round == seen) {
              LockSupport.park(Team.this);
            }
            asleep = false;
          }
        }
        seen = round;
        if (enter()) {
          work();
          if (inside.decrementAndGet() == 0) {
            LockSupport.unpark(waiting);
          }
        }
      }
    }

    private boolean enter() {
      for (int n = inside.get(); n != SHUT; n = inside.get()) {
        if (inside.compareAndSet(n, n + 1)) {
          return true;
        }
      }
      return false;
    }
  }
}
