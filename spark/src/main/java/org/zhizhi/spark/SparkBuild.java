package org.zhizhi.spark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.zhizhi.data.build.ChunkSteps;
import org.zhizhi.data.build.Shard;
import org.zhizhi.data.build.SharedBuild;
import org.zhizhi.data.build.SourcesInput;
import org.zhizhi.data.read.Sources;
import org.zhizhi.data.recipe.Recipe;

/**
 * Makes a corpus with Spark: the files that {@link org.zhizhi.data.build.Build} would make of the
 * same sources by the same recipe, byte for byte, but for times in the report.
 *
 * <p>Every machine must see the sources and the corpus under the same path. Chunks of documents
 * that have been through the stages are kept beside the corpus, as the local build keeps them, so
 * that a build that was killed goes on; what machines have to tell each other travels by Spark's
 * shuffle. The driver sees counts, and of each chunk a few numbers, never a document.
 */
final class SparkBuild {
  /** Partitions for each processor: fewer wait for the slowest, more cost more to start. */
  private static final int WAVES = 4;

  /** Bytes of sources that a task takes through the stages at least. */
  private static final long TASK_BYTES = 4 << 20;

  private final JavaSparkContext spark;
  private final Recipe recipe;
  private final Sources sources;
  private final Sizes sizes;
  private final Watch watch;
  private final long began = System.nanoTime();

  private SparkBuild(
      JavaSparkContext spark, Recipe recipe, Sources sources, Sizes sizes, Watch watch) {
    this.spark = spark;
    this.recipe = recipe;
    this.sources = sources;
    this.sizes = sizes;
    this.watch = watch;
  }

  /**
   * Makes the corpus {@code out} and gives its report.
   *
   * @param sizes what work and files are cut by
   * @throws org.zhizhi.base.BadInput as the local build does
   */
  static JsonNode run(
      JavaSparkContext spark, Recipe recipe, Sources sources, Path out, Sizes sizes, Watch watch) {
    spark.sc().addSparkListener(watch);
    return new SparkBuild(spark, recipe, sources, sizes, watch).run(out);
  }

  private JsonNode run(Path out) {
    String identity = new SourcesInput(sources, recipe.reading()).identity();
    try (SharedBuild build = SharedBuild.open(recipe, identity, out)) {
      if (!build.isDone()) {
        spark.setCheckpointDir(build.folder().resolve("checkpoints").toUri().toString());
        Site site = Site.of(recipe, build.folder(), sizes.shardBytes());
        watch.part("read");
        spark.parallelize(List.of(1)).count(); // after this the processors of a cluster are known
        if (build.chunks().isEmpty()) {
          build.curated(curate(site));
        }
        int count = build.chunks().getAsInt();
        Chunks chunks = Chunks.of(spark, site, count, WAVES * spark.defaultParallelism());
        watch.part("compare");
        long clock = System.nanoTime();
        if (build.groups().isEmpty()) {
          build.decided(
              site.steps().duplicates().isEmpty() ? Copies.none(chunks) : Copies.decide(chunks));
        }
        double comparing = seconds(clock);
        watch.part("write");
        build.write(folder -> write(chunks, build.groups().get(), comparing, folder));
        watch.done();
      }
      build.remove();
      return build.report();
    }
  }

  /** Takes all items through the stages; gives how many chunks they are. */
  private int curate(Site site) {
    int partitions =
        (int) Math.clamp(sources.bytes() / TASK_BYTES + 1, spark.defaultParallelism(), 1 << 14);
    JavaPairRDD<long[], String[][]> pieces =
        Pieces.of(spark, sources, recipe.reading(), sizes, partitions);
    List<long[]> read = new ArrayList<>(pieces.keys().collect());
    read.sort(
        Comparator.<long[]>comparingLong(row -> row[Pieces.RUN])
            .thenComparingLong(row -> row[Pieces.PIECE]));
    Map<String, long[]> places = new HashMap<>(); // the number of the chunk, and of its first item
    long items = 0;
    for (long[] row : read) {
      places.put(name(row), new long[] {places.size(), items});
      items += row[Pieces.ITEMS];
    }
    watch.part("stages");
    var known = spark.broadcast(places);
    pieces.foreach(
        piece -> {
          long[] place = known.value().get(name(piece._1));
          site.steps()
              .curate(
                  (int) place[0],
                  place[1],
                  Pieces.items(piece._2),
                  piece._1[Pieces.NANOS],
                  "" + TaskContext.get().taskAttemptId());
        });
    known.destroy();
    return read.size();
  }

  private static String name(long[] piece) {
    return piece[Pieces.RUN] + "/" + piece[Pieces.PIECE];
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Of all processes; of those on other machines only what they worked in tasks is known. */
  private double cpuSeconds() {
    Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return own.toNanos() / 1e9 + (spark.isLocal() ? 0 : watch.cpuSeconds());
  }

  private SharedBuild.Made write(
      Chunks chunks, SharedBuild.Groups groups, double comparing, Path folder) throws IOException {
    long clock = System.nanoTime();
    ChunkSteps steps = chunks.site().steps();
    long[] shares = steps.openShares();
    while (steps.isOpen(shares)) {
      long[] now = shares;
      shares = steps.take(now, chunks.sum((s, chunk) -> s.look(chunk, now), ChunkSteps::sumLooks));
    }
    double mixing = seconds(clock);
    long[] known = shares;
    int processors = spark.defaultParallelism();
    Order.Lines corpus = Order.corpus(chunks, known);
    List<Shard> shards = ShardFiles.write(chunks.site(), folder, "corpus", corpus, processors);
    Order.Rejects rejects = Order.rejects(chunks, known);
    List<Shard> rejected =
        ShardFiles.write(chunks.site(), folder, "rejected", rejects.lines(), processors);
    return new SharedBuild.Made(
        chunks.firsts(),
        chunks.sum(ChunkSteps::summary, ChunkSteps::sumSummaries),
        known,
        chunks.sum((s, chunk) -> s.output(chunk, known), ChunkSteps::sumOutputs),
        rejects.left(),
        groups,
        shards,
        rejected,
        comparing,
        mixing,
        seconds(began),
        cpuSeconds(),
        processors);
  }
}
