package org.zhizhi.spark;

import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Connected components of a graph too large for one machine, by alternating large stars and small
 * stars (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components in MapReduce
 * and Beyond", SoCC 2014): in a number of rounds that grows with the square of the logarithm of the
 * nodes, in practice 2 to 6, every node hangs on the smallest of its component.
 *
 * <p>A node's neighbours pass sorted, so that the smallest comes first and none need be held: a
 * node with millions of neighbours takes no more memory than one with two.
 */
final class Stars {
  /** No graph that fits on disks needs more. */
  private static final int MAX_ROUNDS = 60;

  /** Edges that are quicker worked on in one task than in two, and worked on again than saved. */
  private static final long FEW = 1 << 17;

  private Stars() {}

  /**
   * Each node but the smallest of its component, with that smallest, once.
   *
   * @param edges rows of two nodes, in any direction, as often as they like; no node with itself
   * @param most partitions to work in; says nothing about the result
   */
  static JavaPairRDD<long[], byte[]> of(JavaPairRDD<long[], byte[]> edges, int most) {
    int partitions = (int) Math.clamp(edges.count() / FEW + 1, 1, most);
    JavaPairRDD<long[], byte[]> now = kept(smallStars(edges, partitions));
    long sum = checksum(now);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      JavaPairRDD<long[], byte[]> next = kept(smallStars(largeStars(now, partitions), partitions));
      long nextSum = checksum(next);
      now.unpersist(false);
      now = next;
      if (nextSum == sum) {
        return now;
      }
      sum = nextSum;
    }
    throw new IllegalStateException("components are not found in " + MAX_ROUNDS + " rounds");
  }

  /** Hangs every larger neighbour of a node on the smallest of its neighbourhood. */
  private static JavaPairRDD<long[], byte[]> largeStars(
      JavaPairRDD<long[], byte[]> edges, int partitions) {
    JavaPairRDD<long[], byte[]> both =
        edges.union(edges.mapToPair(edge -> row(edge._1[1], edge._1[0])));
    return Rows.sorted(both, new Rows.ByHash(partitions))
        .mapPartitionsToPair(sorted -> new Hanging(sorted, false));
  }

  /** Hangs a node and every smaller neighbour on the smallest of them. */
  private static JavaPairRDD<long[], byte[]> smallStars(
      JavaPairRDD<long[], byte[]> edges, int partitions) {
    JavaPairRDD<long[], byte[]> down =
        edges.mapToPair(
            edge -> row(Math.max(edge._1[0], edge._1[1]), Math.min(edge._1[0], edge._1[1])));
    return Rows.sorted(down, new Rows.ByHash(partitions))
        .mapPartitionsToPair(sorted -> new Hanging(sorted, true));
  }

  private static JavaPairRDD<long[], byte[]> kept(JavaPairRDD<long[], byte[]> edges) {
    JavaPairRDD<long[], byte[]> kept = edges.persist(StorageLevel.MEMORY_AND_DISK_SER());
    if (kept.getNumPartitions() > 1 && kept.context().getCheckpointDir().isDefined()) {
      kept.checkpoint(); // else a lost worker would cost all rounds again
    }
    return kept;
  }

  /** Changes with any edge, for all that is likely. */
  private static long checksum(JavaPairRDD<long[], byte[]> edges) {
    return edges.aggregate(
        0L, (sum, edge) -> sum + Rows.mix(Rows.mix(edge._1[0]) + edge._1[1]), Long::sum);
  }

  private static Tuple2<long[], byte[]> row(long a, long b) {
    return new Tuple2<>(new long[] {a, b}, Rows.NOTHING);
  }

  /** The stars of sorted edges. */
  private static final class Hanging extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> edges;
    private final boolean small;

    private boolean started;
    private long node;
    private long smallest;
    private long last;

    Hanging(Iterator<Tuple2<long[], byte[]>> edges, boolean small) {
      this.edges = edges;
      this.small = small;
    }

    @Override
    boolean step() {
      if (!edges.hasNext()) {
        return false;
      }
      long[] edge = edges.next()._1;
      boolean first = !started || edge[0] != node;
      if (first || edge[1] != last) {
        started = true;
        node = edge[0];
        last = edge[1];
        smallest = first ? Math.min(node, last) : smallest;
        if (small) {
          give(row(first ? node : last, smallest));
        } else if (last > node) {
          give(row(last, smallest));
        }
      }
      return true;
    }
  }
}
