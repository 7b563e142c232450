package org.zhizhi.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;
import org.zhizhi.base.Json;
import org.zhizhi.data.Document;
import org.zhizhi.data.build.ChunkSteps;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.read.ReadSettings;
import org.zhizhi.data.read.SourceFile;
import org.zhizhi.data.read.SourceReader;
import org.zhizhi.data.read.Sources;
import scala.Tuple2;

/**
 * Sources read by many machines. Neighbouring files are read together, cut into pieces of the size
 * of a chunk, and dealt out evenly, whatever the sizes of the files. A piece is a row of four
 * numbers ({@link #RUN} and so on) and its items, each as an array of texts.
 */
final class Pieces {
  /** The files it was read from, by number of their run. */
  static final int RUN = 0;

  /** Its number among those of the run. */
  static final int PIECE = 1;

  static final int ITEMS = 2;

  /** How long it took to read. */
  static final int NANOS = 3;

  private Pieces() {}

  /** The pieces of all files, in {@code partitions}. */
  static JavaPairRDD<long[], String[][]> of(
      JavaSparkContext spark, Sources sources, ReadSettings settings, Sizes sizes, int partitions) {
    List<Tuple2<Integer, String[]>> runs = new ArrayList<>();
    List<SourceFile> run = new ArrayList<>();
    long bytes = 0;
    for (SourceFile file : sources.files()) {
      run.add(file);
      bytes += file.bytes();
      if (bytes >= sizes.runBytes()) {
        runs.add(new Tuple2<>(runs.size(), texts(run)));
        run.clear();
        bytes = 0;
      }
    }
    if (!run.isEmpty()) {
      runs.add(new Tuple2<>(runs.size(), texts(run)));
    }
    ObjectNode one = Json.JSON.valueToTree(settings);
    String reading = Json.line(one.put("workers", 1)); // as many parse as there are tasks
    long chunkChars = sizes.chunkChars();
    return spark
        .parallelize(runs, runs.size())
        .mapPartitionsToPair(
            some -> {
              Tuple2<Integer, String[]> files = some.next(); // each partition is a run
              return new Reading(files._1, files._2, reading, chunkChars);
            })
        .partitionBy(new Dealt(partitions));
  }

  private static String[] texts(List<SourceFile> files) {
    return files.stream().map(Json::line).toArray(String[]::new);
  }

  /** The items of a piece. */
  static List<Item> items(String[][] texts) {
    List<Item> items = new ArrayList<>(texts.length);
    for (String[] item : texts) {
      items.add(item(item));
    }
    return items;
  }

  static String[] texts(Item item) {
    return switch (item) {
      case Item.Refused no -> new String[] {no.id(), no.source(), no.reason(), no.detail()};
      case Item.Read(Document d, long bytes) -> {
        List<String> texts = new ArrayList<>(7 + 2 * d.meta().size());
        texts.addAll(List.of(d.id(), d.text(), d.source(), d.lang(), d.license()));
        texts.add(Double.toString(d.quality()));
        d.meta()
            .forEach(
                (name, value) -> {
                  texts.add(name);
                  texts.add(value);
                });
        yield texts.toArray(String[]::new);
      }
    };
  }

  static Item item(String[] texts) {
    if (texts.length == 4) {
      return new Item.Refused(texts[0], texts[1], texts[2], texts[3], 0);
    }
    Map<String, String> meta = new HashMap<>();
    for (int i = 6; i < texts.length; i += 2) {
      meta.put(texts[i], texts[i + 1]);
    }
    double quality = Double.parseDouble(texts[5]);
    return new Item.Read(
        new Document(texts[0], texts[1], texts[2], texts[3], texts[4], quality, meta), 0);
  }

  /** Cuts the items of a run of files. */
  private static final class Reading extends Steps<Tuple2<long[], String[][]>> {
    private final int run;
    private final SourceReader reader;
    private final long chunkChars;
    private int piece;

    Reading(int run, String[] files, String settings, long chunkChars) {
      this.run = run;
      this.chunkChars = chunkChars;
      List<SourceFile> some = new ArrayList<>();
      for (String file : files) {
        some.add(Site.parse(file, SourceFile.class));
      }
      this.reader = Sources.of(some).open(ReadSettings.of(Site.parse(settings, JsonNode.class)));
      TaskCompletionListener ended = context -> reader.close();
      TaskContext.get().addTaskCompletionListener(ended);
    }

    @Override
    boolean step() {
      List<String[]> items = new ArrayList<>();
      long chars = 0;
      long clock = System.nanoTime();
      while (chars < chunkChars && items.size() < ChunkSteps.CHUNK_ITEMS && reader.hasNext()) {
        Item item = reader.next();
        items.add(texts(item));
        chars += item instanceof Item.Read read ? read.document().text().length() : 0;
      }
      if (items.isEmpty()) {
        return false;
      }
      long[] row = {run, piece++, items.size(), System.nanoTime() - clock};
      give(new Tuple2<>(row, items.toArray(String[][]::new)));
      return true;
    }
  }

  /** Deals pieces out as cards are: neighbours to neighbours. */
  private static final class Dealt extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    Dealt(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object row) {
      long[] piece = (long[]) row;
      return (int) Math.floorMod(Rows.mix(piece[RUN]) + piece[PIECE], (long) partitions);
    }
  }
}
