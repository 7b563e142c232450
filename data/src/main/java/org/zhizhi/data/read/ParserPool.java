package org.zhizhi.data.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;

/**
 * Threads with a process each, which parse files in the order in which they were submitted, ahead
 * of the one thread that takes the items file by file. What is waiting to be taken is bounded.
 */
final class ParserPool implements AutoCloseable {
  /** Bytes of items that wait: what is read ahead. */
  private static final long AHEAD = 64L << 20;

  private final ParserCommand command;
  private final ReadSettings settings;
  private final Path folder;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();

  // all below under this lock
  private final Object lock = new Object();
  private final Deque<ParsedFile> waiting = new ArrayDeque<>();
  private long queued;
  private Optional<ParsedFile> head = Optional.empty();
  private boolean closed;

  ParserPool(ParserCommand command, ReadSettings settings) {
    this.command = command;
    this.settings = settings;
    try {
      this.folder = Files.createTempDirectory("zhizhi-parse-");
    } catch (IOException e) {
      throw new BadInput(
          "no temporary folder can be made (" + e.getMessage() + ")", "free space in it", e);
    }
  }

  /** Has {@code file} read after those submitted before. */
  void submit(ParsedFile file) {
    synchronized (lock) {
      waiting.add(file);
      lock.notifyAll();
    }
    if (threads.size() < settings.workers()) {
      Slot slot = new Slot(threads.size());
      slots.add(slot);
      threads.add(
          Thread.ofPlatform().daemon().name("parse-" + threads.size()).start(() -> work(slot)));
    }
  }

  /**
   * The next item of {@code file}, which all before it have been taken of; empty after the last.
   */
  Optional<ParsedFile.Given> take(ParsedFile file) {
    synchronized (lock) {
      head = Optional.of(file);
      lock.notifyAll();
      while (file.queue.isEmpty() && !file.done) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new BadInput("reading was interrupted", "start it again", e);
        }
      }
      ParsedFile.Given item = file.queue.poll();
      if (item == null) {
        switch (file.failure.orElse(null)) {
          case null -> {}
          case Error error -> throw error;
          case RuntimeException failure -> throw failure;
          case Throwable other -> throw new IllegalStateException(other);
        }
        return Optional.empty();
      }
      file.queued -= item.weight();
      queued -= item.weight();
      lock.notifyAll();
      return Optional.of(item);
    }
  }

  private void put(ParsedFile file, ParsedFile.Given item) throws InterruptedException {
    synchronized (lock) {
      while (!fits(file, item)) {
        lock.wait();
      }
      if (closed) {
        throw new InterruptedException();
      }
      file.queue.add(item);
      file.queued += item.weight();
      queued += item.weight();
      lock.notifyAll();
    }
  }

  /** The file that is being taken always gets one item in, whatever others hold. */
  private boolean fits(ParsedFile file, ParsedFile.Given item) {
    return closed
        || queued + item.weight() <= AHEAD
        || head.filter(h -> h == file).isPresent() && file.queue.isEmpty();
  }

  private void work(Slot slot) {
    try {
      while (true) {
        ParsedFile file;
        synchronized (lock) {
          while (waiting.isEmpty()) {
            lock.wait();
          }
          file = waiting.poll();
        }
        try {
          file.read(slot, item -> put(file, item));
        } catch (RuntimeException | Error e) {
          file.failure = Optional.of(e);
        }
        synchronized (lock) {
          file.done = true;
          lock.notifyAll();
        }
      }
    } catch (InterruptedException e) {
      // the pool is closing
    } finally {
      slot.discard();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    threads.forEach(Thread::interrupt);
    slots.forEach(Slot::discard);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      AtomicFile.delete(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // left in the system's temporary folder
    }
  }

  /** The place of one process, started when it is needed. */
  final class Slot {
    private final int number;
    private int started;
    private Optional<ParserProcess> process = Optional.empty();

    private Slot(int number) {
      this.number = number;
    }

    synchronized ParserProcess process() throws InterruptedException {
      synchronized (lock) {
        if (closed) {
          throw new InterruptedException();
        }
      }
      if (process.isEmpty()) {
        Path own = folder.resolve(number + "-" + started++);
        process = Optional.of(new ParserProcess(command, settings, own));
      }
      return process.get();
    }

    /** Ends the process, if there is one. */
    synchronized void discard() {
      process.ifPresent(ParserProcess::close);
      process = Optional.empty();
    }
  }
}
