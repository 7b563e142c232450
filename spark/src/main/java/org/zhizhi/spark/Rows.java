package org.zhizhi.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * Rows of whole numbers, with or without something attached, brought together on other machines and
 * sorted there: what every join of this package is made of. Sorting spills to the disk, and sorted
 * rows pass one by one, so that no key is too frequent for the memory.
 */
final class Rows {
  /** Attached to rows that carry nothing. */
  static final byte[] NOTHING = {};

  private Rows() {}

  /** Brings rows to their partitions and sorts each by all numbers, from the first. */
  static <V> JavaPairRDD<long[], V> sorted(JavaPairRDD<long[], V> rows, Partitioner partitioner) {
    return rows.repartitionAndSortWithinPartitions(partitioner, new ByNumbers());
  }

  /** Sorts rows by all numbers across {@code partitions}, the smallest in the first. */
  static <V> JavaPairRDD<long[], V> sorted(JavaPairRDD<long[], V> rows, int partitions) {
    return rows.sortByKey(new ByNumbers(), true, partitions);
  }

  /** Mixes the bits of {@code z}: the finaliser of splitmix64. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The lexicographic order. */
  private static final class ByNumbers implements Comparator<long[]>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(long[] a, long[] b) {
      return Arrays.compare(a, b);
    }
  }

  /** Rows with the same first number lie together, wherever. */
  static final class ByHash extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    ByHash(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object row) {
      return (int) Math.floorMod(mix(((long[]) row)[0]), (long) partitions);
    }
  }

  /** Rows lie where the range is that their first number is in. */
  static final class ByRange extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final long[] firsts;

    /**
     * @param firsts the first number of each range, ascending; of empty ranges, the next one's
     */
    ByRange(long[] firsts) {
      this.firsts = firsts.clone();
    }

    @Override
    public int numPartitions() {
      return firsts.length;
    }

    @Override
    public int getPartition(Object row) {
      long number = ((long[]) row)[0];
      int low = 0; // the last range that starts at or before the number
      int high = firsts.length - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (firsts[middle] <= number) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByRange range && Arrays.equals(firsts, range.firsts);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(firsts);
    }
  }
}
