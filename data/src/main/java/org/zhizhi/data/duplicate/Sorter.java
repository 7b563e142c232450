package org.zhizhi.data.duplicate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Sorts any number of records in bounded memory: records of {@code width} longs, compared one long
 * after the other as signed numbers. Sorted runs go to files of a folder and are merged; what fits
 * in the memory never touches the disk. First {@link #add}, then {@link #sorted} once.
 */
final class Sorter implements AutoCloseable {
  /** Runs merged at once: an open file each. */
  private static final int FAN_IN = 128;

  private final Path folder;
  private final String name;
  private final int width;
  private final int most;
  private final Deque<Path> runs = new ArrayDeque<>();
  private final List<Cursor> open = new ArrayList<>();
  private long[] records = new long[0];
  private int used;
  private int named;

  /**
   * @param folder exists; holds the runs, which {@link #close} removes
   * @param name of the runs, one sorter each
   * @param bytes of memory for records; at least a few hundred are used
   */
  Sorter(Path folder, String name, int width, long bytes) {
    this.folder = folder;
    this.name = name;
    this.width = width;
    this.most = (int) Math.clamp(bytes / 8 / width, 16, (1 << 30) / width) * width;
  }

  void add(long a) {
    room();
    records[used++] = a;
  }

  void add(long a, long b) {
    room();
    records[used++] = a;
    records[used++] = b;
  }

  void add(long a, long b, long c) {
    room();
    records[used++] = a;
    records[used++] = b;
    records[used++] = c;
  }

  void add(long a, long b, long c, long d) {
    add(a, b, c);
    records[used++] = d;
  }

  private void room() {
    if (used + width > records.length) {
      if (records.length == most) {
        spill();
      } else {
        records =
            Arrays.copyOf(records, (int) Math.min(Math.max(2L * records.length, 64 * width), most));
      }
    }
  }

  /** The records in order. Nothing may be added any more. */
  Cursor sorted() {
    if (runs.isEmpty()) {
      Runs.sort(records, used / width, width);
      return new Memory(records, used, width);
    }
    spill();
    records = new long[0];
    while (runs.size() > FAN_IN) {
      List<Path> first = new ArrayList<>();
      for (int i = 0; i < FAN_IN; i++) {
        first.add(runs.removeFirst());
      }
      Path merged = next();
      try (RunWriter out = new RunWriter(merged);
          Merge merge = merge(first)) {
        while (merge.next()) {
          for (int i = 0; i < width; i++) {
            out.put(merge.get(i));
          }
        }
      }
      runs.addLast(merged);
      first.forEach(Sorter::delete);
    }
    return merge(List.copyOf(runs));
  }

  /** The records in order once more. */
  Cursor again() {
    return runs.isEmpty() ? new Memory(records, used, width) : merge(List.copyOf(runs));
  }

  private Merge merge(List<Path> files) {
    int longs = Math.clamp(most / files.size(), 512, 1 << 15) / width * width;
    Merge merge = new Merge(files, width, longs);
    open.add(merge);
    return merge;
  }

  private void spill() {
    Runs.sort(records, used / width, width);
    Path run = next();
    try (RunWriter out = new RunWriter(run)) {
      for (int i = 0; i < used; i++) {
        out.put(records[i]);
      }
    }
    runs.addLast(run);
    used = 0;
  }

  private Path next() {
    return folder.resolve(name + "-" + named++ + ".run");
  }

  /** Forgets the records and removes the files. */
  @Override
  public void close() {
    open.forEach(Cursor::close);
    runs.forEach(Sorter::delete);
    runs.clear();
    records = new long[0];
    used = 0;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A position in sorted records, before the first at first. */
  interface Cursor extends AutoCloseable {
    boolean next();

    /** The {@code i}th long of the record at this position. */
    long get(int i);

    @Override
    void close();
  }

  private static final class Memory implements Cursor {
    private final long[] records;
    private final int end;
    private final int width;
    private int at;

    Memory(long[] records, int end, int width) {
      this.records = records;
      this.end = end;
      this.width = width;
      this.at = -width;
    }

    @Override
    public boolean next() {
      at += width;
      return at < end;
    }

    @Override
    public long get(int i) {
      return records[at + i];
    }

    @Override
    public void close() {}
  }

  /** Writes longs to a file. */
  private static final class RunWriter implements AutoCloseable {
    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 18);

    RunWriter(Path file) {
      try {
        channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void put(long value) {
      if (!bytes.hasRemaining()) {
        flush();
      }
      bytes.putLong(value);
    }

    private void flush() {
      try {
        bytes.flip();
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        bytes.clear();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      flush();
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Reads longs from a file, one record after the other. */
  private static final class RunReader implements Cursor {
    private final FileChannel channel;
    private final ByteBuffer bytes;
    private final int bytesEach;
    private int at;
    private int end;

    RunReader(Path file, int width, int longs) {
      this.bytesEach = 8 * width;
      this.at = -bytesEach;
      this.bytes = ByteBuffer.allocateDirect(8 * longs);
      try {
        channel = FileChannel.open(file, StandardOpenOption.READ);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean next() {
      at += bytesEach;
      if (at >= end) {
        try {
          bytes.clear();
          while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        end = bytes.position();
        at = 0;
      }
      return end > 0;
    }

    @Override
    public long get(int i) {
      return bytes.getLong(at + 8 * i);
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Merges runs; the heap holds them by their next record. */
  private static final class Merge implements Cursor {
    private final List<RunReader> all = new ArrayList<>();
    private final RunReader[] heap;
    private final int width;
    private int live;
    private boolean started;

    Merge(List<Path> files, int width, int longs) {
      this.width = width;
      heap = new RunReader[files.size()];
      for (Path file : files) {
        RunReader run = new RunReader(file, width, longs);
        all.add(run);
        if (run.next()) {
          heap[live++] = run;
        }
      }
      for (int i = live / 2 - 1; i >= 0; i--) {
        sink(i);
      }
    }

    @Override
    public boolean next() {
      if (!started) {
        started = true;
      } else if (live > 0) {
        if (!heap[0].next()) {
          heap[0] = heap[--live];
        }
        sink(0);
      }
      return live > 0;
    }

    private void sink(int from) {
      int at = from;
      while (true) {
        int child = 2 * at + 1;
        if (child >= live) {
          return;
        }
        if (child + 1 < live && less(heap[child + 1], heap[child])) {
          child++;
        }
        if (!less(heap[child], heap[at])) {
          return;
        }
        RunReader up = heap[child];
        heap[child] = heap[at];
        heap[at] = up;
        at = child;
      }
    }

    private boolean less(RunReader a, RunReader b) {
      for (int i = 0; i < width; i++) {
        long x = a.get(i);
        long y = b.get(i);
        if (x != y) {
          return x < y;
        }
      }
      return false;
    }

    @Override
    public long get(int i) {
      return heap[0].get(i);
    }

    @Override
    public void close() {
      all.forEach(RunReader::close);
    }
  }
}
