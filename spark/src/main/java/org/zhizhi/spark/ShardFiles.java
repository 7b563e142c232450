package org.zhizhi.spark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.zhizhi.base.Digest;
import org.zhizhi.data.build.ChunkSteps;
import org.zhizhi.data.build.Shard;
import scala.Tuple2;

/**
 * Writes lines as shards on many machines. Which frame a line belongs to follows from its position,
 * the bytes of all lines before it; a machine compresses some frames, and another writes the frames
 * of a shard one behind the other.
 */
final class ShardFiles {
  /** Most frames that are compressed in one task: 64 MB of lines. */
  private static final long FRAMES = 16;

  private final Site site;
  private final String prefix;

  private ShardFiles(Site site, String prefix) {
    this.site = site;
    this.prefix = prefix;
  }

  /**
   * Writes {@code lines}.
   *
   * @param folder to write to, which all machines see
   * @param prefix of the names of the shards
   * @param lines in any order
   * @param workers that can compress at the same time
   */
  static List<Shard> write(Site site, Path folder, String prefix, Order.Lines lines, int workers)
      throws IOException {
    return lines.bytes() == 0
        ? List.of()
        : new ShardFiles(site, prefix).write(folder, lines.lines(), lines.bytes(), workers);
  }

  private List<Shard> write(Path folder, JavaPairRDD<Long, byte[]> lines, long bytes, int workers)
      throws IOException {
    Site site = this.site;
    String name = "." + prefix + "-";
    String to = folder.toString();
    long frames = site.steps().frame(bytes - 1) + 1;
    long each = Math.clamp(frames / (4L * workers), 1, FRAMES);
    JavaPairRDD<long[], byte[]> packed =
        Rows.sorted(
                lines.mapToPair(
                    line ->
                        new Tuple2<>(new long[] {site.steps().frame(line._1), line._1}, line._2)),
                ranges(frames, each))
            .mapPartitionsToPair(sorted -> new Packing(sorted, site.steps()));
    List<Tuple2<long[], String[]>> written =
        Rows.sorted(packed, ranges(site.steps().shard(bytes - 1) + 1, 1))
            .mapPartitions(sorted -> new Writing(sorted, Path.of(to), name))
            .collect();
    return named(folder, name, written);
  }

  /** Brings numbers below {@code numbers} together, {@code each} neighbours in a partition. */
  private static Rows.ByRange ranges(long numbers, long each) {
    long[] firsts = new long[(int) ((numbers + each - 1) / each)];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = i * each;
    }
    return new Rows.ByRange(firsts);
  }

  /** Gives the shards their names, without gaps, and removes what failed attempts left. */
  private List<Shard> named(Path folder, String name, List<Tuple2<long[], String[]>> written)
      throws IOException {
    List<Shard> shards = new ArrayList<>();
    for (Tuple2<long[], String[]> shard :
        written.stream().sorted(Comparator.comparingLong(row -> row._1[0])).toList()) {
      String file = ChunkSteps.shardName(prefix, shards.size());
      Files.move(folder.resolve(shard._2[0]), folder.resolve(file));
      shards.add(new Shard(file, shard._1[1], shard._1[2], shard._2[1]));
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path left :
          files.filter(file -> file.getFileName().toString().startsWith(name)).toList()) {
        Files.delete(left);
      }
    }
    return shards;
  }

  /** Compresses frames: rows of shard, frame, lines and their bytes; each with the frame. */
  private static final class Packing extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> lines;
    private final ChunkSteps steps;
    private final List<byte[]> frame = new ArrayList<>();
    private long[] first;
    private long bytes;

    Packing(Iterator<Tuple2<long[], byte[]>> lines, ChunkSteps steps) {
      this.lines = lines;
      this.steps = steps;
    }

    @Override
    boolean step() {
      if (!lines.hasNext()) {
        end();
        return false;
      }
      Tuple2<long[], byte[]> line = lines.next();
      if (first == null || line._1[0] != first[0]) {
        end();
        first = line._1;
      }
      frame.add(line._2);
      bytes += line._2.length;
      return true;
    }

    private void end() {
      if (!frame.isEmpty()) {
        long[] row = {steps.shard(first[1]), first[0], frame.size(), bytes};
        give(new Tuple2<>(row, ChunkSteps.compressed(frame)));
        frame.clear();
        bytes = 0;
      }
    }
  }

  /** Writes shards: rows of number, lines and their bytes; each with the file and its SHA-256. */
  private static final class Writing extends Steps<Tuple2<long[], String[]>> {
    private final Merge frames;
    private final Path folder;
    private final String name;

    Writing(Iterator<Tuple2<long[], byte[]>> frames, Path folder, String name) {
      this.frames = new Merge(frames);
      this.folder = folder;
      this.name = name;
    }

    @Override
    boolean step() {
      if (frames.now() == null) {
        return false;
      }
      long number = frames.now()._1[0];
      String file = name + number + "-" + TaskContext.get().taskAttemptId();
      long lines = 0;
      long bytes = 0;
      Digest sha = new Digest();
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(folder.resolve(file)), 1 << 16)) {
        for (; frames.now() != null && frames.now()._1[0] == number; frames.move()) {
          out.write(frames.now()._2);
          sha.add(frames.now()._2);
          lines += frames.now()._1[2];
          bytes += frames.now()._1[3];
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      String[] texts = {file, sha.hex()};
      give(new Tuple2<>(new long[] {number, lines, bytes}, texts));
      return true;
    }
  }
}
