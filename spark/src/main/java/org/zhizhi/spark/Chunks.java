package org.zhizhi.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.zhizhi.data.build.ChunkSteps;
import scala.Tuple2;

/** The chunks of a build, as many machines go through them: a partition is a run of neighbours. */
final class Chunks {
  /** Partitions whose sums the driver adds up itself. */
  private static final int DIRECTLY = 32;

  private final JavaSparkContext spark;
  private final Site site;

  /** The first chunk of each partition, and last how many there are. */
  private final int[] cuts;

  /** For each chunk the number of its first document, and last how many there are. */
  private final long[] firsts;

  private Chunks(JavaSparkContext spark, Site site, int[] cuts, long[] firsts) {
    this.spark = spark;
    this.site = site;
    this.cuts = cuts;
    this.firsts = firsts;
  }

  /**
   * The {@code count} chunks of a build.
   *
   * @param partitions at most
   */
  static Chunks of(JavaSparkContext spark, Site site, int count, int partitions) {
    int[] cuts = new int[Math.min(count, partitions) + 1];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = (int) ((long) i * count / (cuts.length - 1));
    }
    Chunks chunks = new Chunks(spark, site, cuts, new long[0]);
    long[] firsts = new long[count + 1];
    for (int[] kept : chunks.each(ChunkSteps::kept).map(Chunks::pair).collect()) {
      firsts[kept[0] + 1] = kept[1];
    }
    Arrays.parallelPrefix(firsts, Long::sum);
    return new Chunks(spark, site, cuts, firsts);
  }

  private static int[] pair(Tuple2<Integer, Integer> kept) {
    return new int[] {kept._1, kept._2};
  }

  /** For each chunk the number of its first document, and last how many there are. */
  long[] firsts() {
    return firsts;
  }

  int partitions() {
    return cuts.length - 1;
  }

  JavaSparkContext spark() {
    return spark;
  }

  Site site() {
    return site;
  }

  /** Brings a row whose first number is that of a chunk to where the chunk is worked on. */
  Rows.ByRange byChunk() {
    return new Rows.ByRange(Arrays.stream(cuts, 0, partitions()).asLongStream().toArray());
  }

  /** Brings a row whose first number is that of a document to where its chunk is worked on. */
  Rows.ByRange byDocument() {
    return new Rows.ByRange(
        Arrays.stream(cuts, 0, partitions()).mapToLong(chunk -> firsts[chunk]).toArray());
  }

  /** Something done with a chunk. */
  interface Step<T> extends java.io.Serializable {
    T of(ChunkSteps steps, int chunk);
  }

  /** What {@code step} gives for each chunk, with its number. */
  <T> JavaRDD<Tuple2<Integer, T>> each(Step<T> step) {
    Site site = this.site;
    return runs().flatMap(run -> new Each<>(run, site, step));
  }

  private static final class Each<T> extends Steps<Tuple2<Integer, T>> {
    private final int end;
    private final Site site;
    private final Step<T> step;
    private int chunk;

    Each(int[] run, Site site, Step<T> step) {
      this.chunk = run[0];
      this.end = run[1];
      this.site = site;
      this.step = step;
    }

    @Override
    boolean step() {
      if (chunk == end) {
        return false;
      }
      give(new Tuple2<>(chunk, step.of(site.steps(), chunk)));
      chunk++;
      return true;
    }
  }

  /** What {@code step} gives for all chunks, added up. */
  <T> T sum(Step<T> step, Function2<T, T, T> sum) {
    JavaRDD<T> all = each(step).map(Tuple2::_2);
    return partitions() > DIRECTLY ? all.treeReduce(sum) : all.reduce(sum);
  }

  /** The runs: the first chunk of each and the first after it. */
  JavaRDD<int[]> runs() {
    List<int[]> runs = new ArrayList<>();
    for (int i = 0; i + 1 < cuts.length; i++) {
      runs.add(new int[] {cuts[i], cuts[i + 1]});
    }
    return spark.parallelize(runs, runs.size());
  }

  /** For each document that passed the stages a row of its number, with what a step gives. */
  JavaPairRDD<long[], byte[]> documents(Step<List<byte[]>> step) {
    long[] firsts = this.firsts;
    return each(step)
        .flatMapToPair(
            chunk -> {
              long first = firsts[chunk._1];
              List<Tuple2<long[], byte[]>> rows = new ArrayList<>();
              for (byte[] one : chunk._2) {
                rows.add(new Tuple2<>(new long[] {first + rows.size()}, one));
              }
              return rows.iterator();
            });
  }
}
