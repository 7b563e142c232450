package org.zhizhi.data.build;

import com.github.luben.zstd.Zstd;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts lines by their keys through files, so that no more of them than fit are in memory at once.
 * Splitters cut the range of keys into buckets, one file each; each bucket is read whole, sorted
 * and given out. A bucket too large for that is split in turn. Lines are read and written in long
 * runs and never sought one by one.
 */
final class Spill implements Closeable {
  /** Files open at once; most systems allow 1,024. */
  static final int MOST_BUCKETS = 256;

  /** Compressed for the moment only. */
  private static final int LEVEL = 1;

  /** Bytes of a line beside itself: its key and length. */
  private static final int HEAD = Key.BYTES + Integer.BYTES;

  private final Path folder;
  private final Key[] splitters;
  private final long bucketBytes;
  private final DataOutputStream[] files;
  private final long[] bytes;
  private boolean finished;

  /**
   * @param folder to work in, which must exist
   * @param splitters ascending; bucket {@code i} holds the keys from splitter {@code i - 1} on
   * @param bucketBytes of lines that are held in memory; buckets over four times that are split
   */
  Spill(Path folder, List<Key> splitters, long bucketBytes) {
    this.folder = folder;
    this.splitters = splitters.toArray(Key[]::new);
    this.bucketBytes = bucketBytes;
    this.files = new DataOutputStream[this.splitters.length + 1];
    this.bytes = new long[files.length];
  }

  /** Lines of one bucket, compressed. */
  private record Block(int bucket, int rawBytes, byte[] packed, int packedBytes) {}

  /** Lines on their way to the buckets: collected by one thread, added by another. */
  static final class Batch {
    private final Spill spill;
    private final Bytes[] buckets;
    private final List<Block> blocks = new ArrayList<>();

    private Batch(Spill spill) {
      this.spill = spill;
      this.buckets = new Bytes[spill.files.length];
    }

    /** Where the line with {@code key} is to be appended, its length before it. */
    Bytes line(Key key, int length) {
      int bucket = spill.bucket(key);
      if (buckets[bucket] == null) {
        buckets[bucket] = new Bytes(1 << 14);
      }
      Bytes to = buckets[bucket];
      to.putLong(key.high());
      to.putLong(key.low());
      to.putInt(length);
      return to;
    }

    private static Block packed(int bucket, Bytes raw) {
      byte[] packed = new byte[(int) Zstd.compressBound(raw.size())];
      long bytes =
          Zstd.compressByteArray(packed, 0, packed.length, raw.array(), 0, raw.size(), LEVEL);
      if (Zstd.isError(bytes)) {
        throw new IllegalStateException(Zstd.getErrorName(bytes));
      }
      return new Block(bucket, raw.size(), packed, (int) bytes);
    }

    /** Compresses what was collected. */
    Batch pack() {
      for (int i = 0; i < buckets.length; i++) {
        if (buckets[i] != null) {
          blocks.add(packed(i, buckets[i]));
          buckets[i] = null;
        }
      }
      return this;
    }
  }

  /** An empty batch for this. */
  Batch batch() {
    return new Batch(this);
  }

  /** Adds a packed batch; lines with the same key stay in the order in which they are added. */
  void add(Batch batch) throws IOException {
    for (Block block : batch.blocks) {
      int i = block.bucket();
      if (files[i] == null) {
        OutputStream file = Files.newOutputStream(file(i));
        files[i] = new DataOutputStream(file);
      }
      files[i].writeInt(block.rawBytes());
      files[i].writeInt(block.packedBytes());
      files[i].write(block.packed(), 0, block.packedBytes());
      bytes[i] += block.rawBytes();
    }
  }

  /** The lines by ascending key. Their files go as they are read. */
  Lines sorted() throws IOException {
    close();
    return new Sorted();
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      finished = true;
      for (DataOutputStream file : files) {
        if (file != null) {
          file.close();
        }
      }
    }
  }

  private int bucket(Key key) {
    int at = Arrays.binarySearch(splitters, key);
    return at >= 0 ? at + 1 : -at - 1;
  }

  private Path file(int bucket) {
    return folder.resolve("bucket-" + bucket);
  }

  /** A line in a block. */
  private record Line(Key key, byte[] block, int at, int length) {}

  private final class Sorted implements Lines {
    private int bucket;
    private Iterator<Line> lines = Collections.emptyIterator();
    private final Deque<Lines> inner = new ArrayDeque<>();

    @Override
    public boolean next(Bytes to) throws IOException {
      while (true) {
        if (!inner.isEmpty()) {
          if (inner.peek().next(to)) {
            return true;
          }
          inner.pop();
        }
        if (lines.hasNext()) {
          Line line = lines.next();
          to.write(line.block(), line.at(), line.length());
          return true;
        }
        lines = Collections.emptyIterator(); // lets go of the memory before the next is read
        if (bucket == files.length) {
          return false;
        }
        if (files[bucket] != null) {
          open(bucket);
        }
        bucket++;
      }
    }

    private void open(int number) throws IOException {
      Path file = file(number);
      if (bytes[number] > 4 * bucketBytes) {
        List<Key> splitters = splitters(file);
        if (!splitters.isEmpty()) {
          inner.push(split(file, splitters));
          return;
        }
      }
      List<Line> all = new ArrayList<>();
      read(file, all::add);
      Files.delete(file);
      all.sort(Comparator.comparing(Line::key));
      lines = all.iterator();
    }

    private List<Key> splitters(Path file) throws IOException {
      Splitters splitters = new Splitters();
      read(file, line -> splitters.add(line.key(), line.length() + HEAD));
      return splitters.cut(bucketBytes);
    }

    private Lines split(Path file, List<Key> splitters) throws IOException {
      Path within = Files.createDirectory(folder.resolve(file.getFileName() + ".split"));
      Spill smaller = new Spill(within, splitters, bucketBytes);
      Batch[] batch = {smaller.batch()};
      long[] waiting = {0};
      read(
          file,
          line -> {
            batch[0].line(line.key(), line.length()).write(line.block(), line.at(), line.length());
            waiting[0] += line.length();
            if (waiting[0] > bucketBytes) {
              smaller.add(batch[0].pack());
              batch[0] = smaller.batch();
              waiting[0] = 0;
            }
          });
      smaller.add(batch[0].pack());
      Files.delete(file);
      return smaller.sorted();
    }
  }

  private interface Visitor {
    void line(Line line) throws IOException;
  }

  private static void read(Path file, Visitor visitor) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      for (long left = Files.size(file); left > 0; ) {
        int raw = in.readInt();
        int packed = in.readInt();
        left -= 2L * Integer.BYTES + packed;
        byte[] block = Zstd.decompress(Chunk.read(in, packed), raw);
        ByteBuffer at = ByteBuffer.wrap(block);
        while (at.hasRemaining()) {
          Key key = new Key(at.getLong(), at.getLong());
          int length = at.getInt();
          visitor.line(new Line(key, block, at.position(), length));
          at.position(at.position() + length);
        }
      }
    }
  }
}
