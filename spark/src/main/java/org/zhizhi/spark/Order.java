package org.zhizhi.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.storage.StorageLevel;
import org.zhizhi.data.build.ChunkSteps;
import scala.Tuple2;

/**
 * Finds for each line its position, the bytes of all lines before it. Only numbers are sorted: the
 * lines themselves travel once, to where their frame is compressed.
 */
final class Order {
  // what a row of a place holds
  private static final int CHUNK = 2;
  private static final int COPY = 3;
  private static final int DOCUMENT = 4;
  private static final int LENGTH = 5;

  private Order() {}

  /**
   * Lines by their position.
   *
   * @param bytes of all of them
   */
  record Lines(JavaPairRDD<Long, byte[]> lines, long bytes) {}

  /**
   * What goes into no corpus.
   *
   * @param left how much of it was left out only when all documents were looked at
   */
  record Rejects(Lines lines, String left) {}

  /** The lines of the corpus, in the order of its recipe. */
  static Lines corpus(Chunks chunks, long[] shares) {
    JavaPairRDD<long[], byte[]> places =
        chunks
            .each((steps, chunk) -> places(steps, chunk, shares))
            .flatMapToPair(
                chunk -> chunk._2.stream().map(row -> new Tuple2<>(row, Rows.NOTHING)).iterator());
    JavaPairRDD<long[], byte[]> sorted =
        Rows.sorted(places, chunks.partitions()).persist(StorageLevel.MEMORY_AND_DISK_SER());
    long[] starts = starts(lengths(sorted, LENGTH));
    JavaPairRDD<long[], byte[]> positions = // rows of chunk, copy, document, position
        sorted
            .mapPartitionsWithIndex((part, rows) -> new Positions(rows, starts[part]), true)
            .mapToPair(row -> new Tuple2<>(row, Rows.NOTHING));
    Site site = chunks.site();
    JavaPairRDD<Long, byte[]> lines =
        Rows.sorted(positions, chunks.byChunk())
            .mapPartitionsToPair(rows -> new Placed(rows, site.steps(), shares));
    return new Lines(lines, starts[starts.length - 1]);
  }

  private static List<long[]> places(ChunkSteps steps, int chunk, long[] shares) {
    List<long[]> places = new ArrayList<>();
    steps.places(
        chunk,
        shares,
        (document, copy, high, low, length) ->
            places.add(new long[] {high, low, chunk, copy, document, length}));
    return places;
  }

  /** The lines of what is in no corpus, in the order in which it was read. */
  static Rejects rejects(Chunks chunks, long[] shares) {
    List<long[]> lengths = new ArrayList<>();
    String left = null;
    for (Tuple2<Integer, Tuple2<Long, String>> chunk :
        chunks.each((steps, number) -> length(steps, number, shares)).collect()) {
      lengths.add(new long[] {chunk._1, chunk._2._1});
      left = left == null ? chunk._2._2 : ChunkSteps.sumRejects(left, chunk._2._2);
    }
    long[] starts = starts(lengths);
    JavaPairRDD<Long, byte[]> lines =
        chunks
            .each((steps, chunk) -> rejects(steps, chunk, shares, starts[chunk]))
            .flatMapToPair(chunk -> chunk._2.iterator());
    return new Rejects(new Lines(lines, starts[starts.length - 1]), left);
  }

  private static Tuple2<Long, String> length(ChunkSteps steps, int chunk, long[] shares) {
    long[] bytes = {0};
    String left = steps.rejects(chunk, shares, line -> bytes[0] += line.length);
    return new Tuple2<>(bytes[0], left);
  }

  private static List<Tuple2<Long, byte[]>> rejects(
      ChunkSteps steps, int chunk, long[] shares, long start) {
    List<Tuple2<Long, byte[]>> lines = new ArrayList<>();
    long[] position = {start};
    steps.rejects(
        chunk,
        shares,
        line -> {
          lines.add(new Tuple2<>(position[0], line));
          position[0] += line.length;
        });
    return lines;
  }

  /** For each partition a row of its number and the sum of a column. */
  private static List<long[]> lengths(JavaPairRDD<long[], byte[]> rows, int column) {
    return rows.mapPartitionsWithIndex(
            (part, some) -> {
              long sum = 0;
              while (some.hasNext()) {
                sum += some.next()._1[column];
              }
              return List.of(new long[] {part, sum}).iterator();
            },
            true)
        .collect();
  }

  /** Where each of neighbours of known length starts, and last where they end. */
  private static long[] starts(List<long[]> lengths) {
    long[] starts = new long[lengths.size() + 1];
    for (long[] length : lengths) {
      starts[(int) length[0] + 1] = length[1];
    }
    java.util.Arrays.parallelPrefix(starts, Long::sum);
    return starts;
  }

  /** Positions from lengths in order. */
  private static final class Positions extends Steps<long[]> {
    private final Iterator<Tuple2<long[], byte[]>> rows;
    private long position;

    Positions(Iterator<Tuple2<long[], byte[]>> rows, long start) {
      this.rows = rows;
      this.position = start;
    }

    @Override
    boolean step() {
      if (!rows.hasNext()) {
        return false;
      }
      long[] row = rows.next()._1;
      give(new long[] {row[CHUNK], row[COPY], row[DOCUMENT], position});
      position += row[LENGTH];
      return true;
    }
  }

  /** Takes lines out of their chunk: rows of chunk, copy, document, position come sorted. */
  private static final class Placed extends Steps<Tuple2<Long, byte[]>> {
    private final Merge rows;
    private final ChunkSteps steps;
    private final long[] shares;

    Placed(Iterator<Tuple2<long[], byte[]>> rows, ChunkSteps steps, long[] shares) {
      this.rows = new Merge(rows);
      this.steps = steps;
      this.shares = shares;
    }

    @Override
    boolean step() {
      if (rows.now() == null) {
        return false;
      }
      int chunk = (int) rows.now()._1[0];
      int copy = (int) rows.now()._1[1];
      steps.lines(
          chunk,
          shares,
          copy,
          (document, line) -> {
            long[] row = rows.now()._1;
            if (row[0] != chunk || row[1] != copy || row[2] != document) {
              throw new IllegalStateException(
                  "chunk " + chunk + ": document " + document + " has no place");
            }
            give(new Tuple2<>(row[3], line));
            rows.move();
          });
      return true;
    }
  }
}
