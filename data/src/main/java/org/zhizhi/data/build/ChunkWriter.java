package org.zhizhi.data.build;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.data.Document;
import org.zhizhi.data.DocumentWriter;
import org.zhizhi.data.read.Item;
import org.zhizhi.data.recipe.Domain;
import org.zhizhi.data.recipe.Order;
import org.zhizhi.data.recipe.Recipe;

/** Takes the items of a chunk through the stages and writes what came of them. */
final class ChunkWriter {
  /** Texts are read again soon and twice at most: speed counts, size hardly. */
  static final int LEVEL = 1;

  private final Recipe recipe;
  private final Optional<Copies> copies;
  private final Optional<Difficulty> difficulty;
  private final Meter meter;

  private record Survivor(long item, Document document, long bytes) {}

  ChunkWriter(
      Recipe recipe, Optional<Copies> copies, Optional<Difficulty> difficulty, Meter meter) {
    this.recipe = recipe;
    this.copies = copies;
    this.difficulty = difficulty;
    this.meter = meter;
  }

  /** Writes the files of a chunk into {@code folder}; see {@link Chunk}. */
  Summary write(Path folder, Piece piece) throws IOException {
    Curation curation = new Curation(recipe.stages(), piece.nanos());
    long[] lengths = new long[Summary.LENGTHS];
    Map<String, Count> domains = new TreeMap<>();
    List<Survivor> survivors = new ArrayList<>();
    try (OutputStream lines = compressed(folder.resolve(Chunk.REJECTED));
        DataOutputStream index = open(folder.resolve(Chunk.REJECTED_INDEX))) {
      DocumentWriter writer = new DocumentWriter();
      for (int i = 0; i < piece.items().size(); i++) {
        long number = piece.first() + i;
        switch (piece.items().get(i)) {
          case Item.Refused item -> {
            curation.refused(item, number);
            writer.refused(item.id(), item.source(), Curation.READ, item.reason(), item.detail());
          }
          case Item.Read(Document document, long bytes) -> {
            lengths[Summary.length(document.text().length())]++;
            Curation.Outcome outcome = curation.apply(document, number);
            domains.merge(Domain.of(document.source()), Count.one(outcome.read()), Count::plus);
            if (outcome.isKept()) {
              survivors.add(new Survivor(number, outcome.document(), outcome.bytes()));
              continue;
            }
            writer.rejected(outcome.document(), outcome.stage(), outcome.reason(), "");
          }
        }
        index.writeLong(number);
        index.writeInt(writer.size());
        writer.flush(lines);
      }
    }
    Kept kept = new Kept();
    kept.write(folder, survivors);
    Summary summary =
        new Summary(
            piece.items().size(),
            survivors.size(),
            piece.after(),
            piece.bytesRead(),
            curation.flows(),
            kept.noteNanos,
            lengths,
            domains,
            curation.examples(),
            kept.sources.words(),
            kept.langs.words(),
            kept.licenses.words(),
            meter.lap());
    Files.writeString(folder.resolve(Chunk.SUMMARY), Json.line(summary));
    return summary;
  }

  /** The documents that passed. */
  private final class Kept {
    private final Table sources = new Table();
    private final Table langs = new Table();
    private final Table licenses = new Table();
    private long noteNanos;

    void write(Path folder, List<Survivor> survivors) throws IOException {
      List<Document> documents = survivors.stream().map(Survivor::document).toList();
      double[] values = values(documents);
      if (copies.isPresent()) {
        long clock = System.nanoTime();
        copies.get().note(folder.resolve(Chunk.NOTES), documents);
        noteNanos = System.nanoTime() - clock;
      }
      ByteBuffer entry = ByteBuffer.allocate(Entry.BYTES);
      DocumentWriter writer = new DocumentWriter();
      int idAt = 0;
      try (OutputStream lines = compressed(folder.resolve(Chunk.KEPT));
          DataOutputStream index = open(folder.resolve(Chunk.KEPT_INDEX));
          DataOutputStream ids = open(folder.resolve(Chunk.IDS))) {
        for (int i = 0; i < survivors.size(); i++) {
          Survivor survivor = survivors.get(i);
          Document d = survivor.document();
          writer.document(d);
          new Entry(
                  survivor.item(),
                  values[i],
                  writer.lineBytes(),
                  writer.textAt(),
                  (int) survivor.bytes(),
                  d.text().length(),
                  sources.number(d.source()),
                  idAt,
                  langs.number(d.lang()),
                  licenses.number(d.license()),
                  recipe.mixture().group(d.source(), d.lang(), d.license()))
              .write(entry.clear());
          index.write(entry.array());
          writer.flush(lines);
          byte[] id = d.id().getBytes(StandardCharsets.UTF_8);
          ids.write(id);
          idAt += id.length;
        }
      }
    }

    private double[] values(List<Document> documents) {
      Order order = recipe.order();
      double[] values =
          difficulty.isPresent()
              ? difficulty.get().of(documents)
              : documents.stream().mapToDouble(Document::quality).toArray();
      for (int i = 0; i < values.length; i++) {
        boolean counts = order == Order.EASY_TO_HARD || order == Order.QUALITY_RISING;
        if (counts && !Double.isFinite(values[i])) {
          throw new BadInput(
              "order " + order.word() + ": " + documents.get(i).id() + " has no value to order by",
              order == Order.EASY_TO_HARD
                  ? "give a score for every document, or choose another order"
                  : "let a stage judge the quality of every document, or choose another order");
        }
      }
      return values;
    }
  }

  private static OutputStream compressed(Path file) throws IOException {
    return new BufferedOutputStream(
        new ZstdOutputStream(Files.newOutputStream(file), LEVEL), 1 << 16);
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }
}
