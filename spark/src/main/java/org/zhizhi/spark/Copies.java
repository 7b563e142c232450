package org.zhizhi.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.api.java.JavaPairRDD;
import org.zhizhi.data.build.ChunkSteps;
import org.zhizhi.data.build.SharedBuild;
import scala.Tuple2;

/** Decides which documents are copies and notes it in each chunk. */
final class Copies {
  /** Clusters are counted by the position of the highest bit of their size. */
  private static final int SIZES = 32;

  private final Chunks chunks;

  private Copies(Chunks chunks) {
    this.chunks = chunks;
  }

  /** Decides, and gives the groups of documents that say the same. */
  static SharedBuild.Groups decide(Chunks chunks) {
    Site site = chunks.site();
    return new Copies(chunks).decide(() -> site.steps().duplicates().orElseThrow());
  }

  /** Notes that no document is a copy. */
  static SharedBuild.Groups none(Chunks chunks) {
    chunks
        .each(
            (steps, chunk) -> {
              steps.decide(chunk, new long[steps.kept(chunk)], List.of());
              return chunk;
            })
        .count();
    return new SharedBuild.Groups(0, new long[SIZES], List.of());
  }

  private SharedBuild.Groups decide(DuplicateJoin.Settings settings) {
    JavaPairRDD<long[], byte[]> verdicts =
        DuplicateJoin.verdicts(chunks.documents(Copies::signatures), chunks.byDocument(), settings);
    JavaPairRDD<long[], byte[]> byKept = // rows of what is kept, its copy, how
        Rows.sorted(
            verdicts.mapToPair(
                row -> new Tuple2<>(new long[] {row._1[1], row._1[0], row._1[2]}, Rows.NOTHING)),
            chunks.byDocument());
    note(byKept);
    return groups(byKept);
  }

  private static List<byte[]> signatures(ChunkSteps steps, int chunk) {
    List<byte[]> signatures = new ArrayList<>();
    steps.signatures(chunk, signatures::add);
    return signatures;
  }

  private static List<byte[]> ids(ChunkSteps steps, int chunk) {
    List<byte[]> ids = new ArrayList<>();
    steps.ids(chunk, ids::add);
    return ids;
  }

  /** Takes the id of what is kept to each copy, and writes the copies of each chunk down. */
  private void note(JavaPairRDD<long[], byte[]> byKept) {
    JavaPairRDD<long[], byte[]> named =
        byKept.zipPartitions(chunks.documents(Copies::ids), Named::new).mapToPair(row -> row);
    Site site = chunks.site();
    long[] firsts = chunks.firsts();
    Rows.sorted(named, chunks.byDocument())
        .zipPartitions(
            chunks.runs(),
            (rows, runs) -> {
              note(site.steps(), new Merge(rows), runs.next(), firsts);
              return List.<Integer>of().iterator();
            })
        .count();
  }

  private static void note(ChunkSteps steps, Merge rows, int[] run, long[] firsts) {
    for (int chunk = run[0]; chunk < run[1]; chunk++) {
      long[] copies = new long[(int) (firsts[chunk + 1] - firsts[chunk])];
      Arrays.fill(copies, ChunkSteps.NO_COPY);
      List<byte[]> ids = new ArrayList<>();
      for (; rows.now() != null && rows.now()._1[0] < firsts[chunk + 1]; rows.move()) {
        long[] row = rows.now()._1;
        copies[(int) (row[0] - firsts[chunk])] = ChunkSteps.copyOf(row[1], row[2] == 1);
        ids.add(rows.now()._2);
      }
      steps.decide(chunk, copies, ids);
    }
  }

  private static SharedBuild.Groups groups(JavaPairRDD<long[], byte[]> byKept) {
    Counted all =
        byKept.mapPartitions(rows -> List.of(new Counted(rows)).iterator()).reduce(Counted::plus);
    List<SharedBuild.Group> largest = new ArrayList<>();
    for (long[] group : all.largest) {
      largest.add(new SharedBuild.Group(group[0], group[1]));
    }
    return new SharedBuild.Groups(all.count, all.sizes, largest);
  }

  /** Rows of a copy, what is kept, how; with the id of what is kept. */
  private static final class Named extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> rows;
    private final Merge ids;

    Named(Iterator<Tuple2<long[], byte[]>> rows, Iterator<Tuple2<long[], byte[]>> ids) {
      this.rows = rows;
      this.ids = new Merge(ids);
    }

    @Override
    boolean step() {
      if (!rows.hasNext()) {
        return false;
      }
      long[] row = rows.next()._1;
      give(new Tuple2<>(new long[] {row[1], row[0], row[2]}, ids.at(row[0])));
      return true;
    }
  }

  /** Groups counted from rows that are sorted by what is kept. */
  private static final class Counted implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    private static final Comparator<long[]> SMALLEST =
        Comparator.<long[]>comparingLong(group -> group[1])
            .thenComparing(Comparator.<long[]>comparingLong(group -> group[0]).reversed());

    private long count;
    private final long[] sizes = new long[SIZES];

    /** Some groups with many copies: what is kept, and how many copies. */
    private final ArrayList<long[]> largest = new ArrayList<>();

    private Counted() {}

    Counted(Iterator<Tuple2<long[], byte[]>> rows) {
      PriorityQueue<long[]> shown = new PriorityQueue<>(SMALLEST);
      long[] group = null;
      while (rows.hasNext()) {
        long kept = rows.next()._1[0];
        if (group == null || group[0] != kept) {
          end(group, shown);
          group = new long[] {kept, 0};
        }
        group[1]++;
      }
      end(group, shown);
      largest.addAll(shown);
    }

    private void end(long[] group, PriorityQueue<long[]> shown) {
      if (group != null) {
        count++;
        sizes[64 - Long.numberOfLeadingZeros(Math.min(Integer.MAX_VALUE, group[1] + 1))]++;
        shown.add(group);
        if (shown.size() > SharedBuild.Groups.SHOWN) {
          shown.poll();
        }
      }
    }

    Counted plus(Counted other) {
      Counted sum = new Counted();
      sum.count = count + other.count;
      for (int i = 0; i < SIZES; i++) {
        sum.sizes[i] = sizes[i] + other.sizes[i];
      }
      PriorityQueue<long[]> shown = new PriorityQueue<>(SMALLEST);
      for (ArrayList<long[]> some : List.of(largest, other.largest)) {
        for (long[] group : some) {
          shown.add(group);
          if (shown.size() > SharedBuild.Groups.SHOWN) {
            shown.poll();
          }
        }
      }
      sum.largest.addAll(shown);
      return sum;
    }
  }
}
