package org.zhizhi.spark;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Connected components of a graph too large for one machine, by alternating large stars and small
 * stars (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components in MapReduce
 * and Beyond", SoCC 2014): in a number of rounds that grows with the square of the logarithm of the
 * nodes, in practice 2 to 6, every node hangs on the smallest of its component.
 *
 * <p>A node's neighbours pass sorted, so that the smallest comes first and none need be held: a node
 * with millions of neighbours takes no more memory than one with two.
 */
final class Stars {
  /** No graph that fits on disks needs more. */
  private static final int MAX_ROUNDS = 60;

  private Stars() {}

  /**
   * Each node but the smallest of its component, with that smallest.
   *
   * @param edges pairs of nodes, in any direction, as often as they like; no node with itself
   * @param partitions to work in; says nothing about the result
   */
  static JavaPairRDD<Long, Long> of(JavaPairRDD<Long, Long> edges, int partitions) {
    JavaPairRDD<Long, Long> now = kept(smallStars(edges, partitions));
    long sum = checksum(now);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      JavaPairRDD<Long, Long> next = kept(smallStars(largeStars(now, partitions), partitions));
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
  private static JavaPairRDD<Long, Long> largeStars(JavaPairRDD<Long, Long> edges, int partitions) {
    JavaPairRDD<Long, Long> both = edges.union(edges.mapToPair(Tuple2::swap));
    return sorted(both, partitions)
        .mapPartitionsToPair(sorted -> new Hanging(sorted, false));
  }

  /** Hangs a node and every smaller neighbour on the smallest of them. */
  private static JavaPairRDD<Long, Long> smallStars(JavaPairRDD<Long, Long> edges, int partitions) {
    JavaPairRDD<Long, Long> down =
        edges.mapToPair(
            edge -> new Tuple2<>(Math.max(edge._1, edge._2), Math.min(edge._1, edge._2)));
    return sorted(down, partitions)
        .mapPartitionsToPair(sorted -> new Hanging(sorted, true));
  }

  /** All edges of a node in one partition, by neighbour. */
  private static JavaPairRDD<Tuple2<Long, Long>, Boolean> sorted(
      JavaPairRDD<Long, Long> edges, int partitions) {
    return edges
        .mapToPair(edge -> new Tuple2<>(edge, true))
        .repartitionAndSortWithinPartitions(new ByNode(partitions), new ByBoth());
  }

  private static JavaPairRDD<Long, Long> kept(JavaPairRDD<Long, Long> edges) {
    JavaPairRDD<Long, Long> kept = edges.persist(StorageLevel.MEMORY_AND_DISK_SER());
    if (kept.context().getCheckpointDir().isDefined()) {
      kept.checkpoint(); // else a lost worker would cost all rounds again
    }
    return kept;
  }

  /** Changes with any edge, for all that is likely. */
  private static long checksum(JavaPairRDD<Long, Long> edges) {
    return edges.aggregate(
        0L, (sum, edge) -> sum + mix(mix(edge._1) + edge._2), Long::sum);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The stars of sorted edges. */
  private static final class Hanging implements Iterator<Tuple2<Long, Long>> {
    private final Iterator<Tuple2<Tuple2<Long, Long>, Boolean>> edges;
    private final boolean small;

    private boolean started;
    private long node;
    private long smallest;
    private long last;
    private Tuple2<Long, Long> next;

    Hanging(Iterator<Tuple2<Tuple2<Long, Long>, Boolean>> edges, boolean small) {
      this.edges = edges;
      this.small = small;
    }

    @Override
    public boolean hasNext() {
      while (next == null && edges.hasNext()) {
        Tuple2<Long, Long> edge = edges.next()._1;
        if (!started || edge._1 != node) {
          started = true;
          node = edge._1;
          last = edge._2;
          smallest = Math.min(node, last);
          if (small || last > node) {
            next = new Tuple2<>(small ? node : last, smallest);
          }
        } else if (edge._2 != last) {
          last = edge._2;
          if (small || last > node) {
            next = new Tuple2<>(last, smallest);
          }
        }
      }
      return next != null;
    }

    @Override
    public Tuple2<Long, Long> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Tuple2<Long, Long> given = next;
      next = null;
      return given;
    }
  }

  private static final class ByNode extends org.apache.spark.Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    ByNode(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (int) Math.floorMod(mix((Long) ((Tuple2<?, ?>) key)._1), (long) partitions);
    }
  }

  private static final class ByBoth implements Comparator<Tuple2<Long, Long>>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Tuple2<Long, Long> a, Tuple2<Long, Long> b) {
      int byNode = Long.compare(a._1, b._1);
      return byNode != 0 ? byNode : Long.compare(a._2, b._2);
    }
  }
}
