package org.zhizhi.data.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.zhizhi.data.DocumentWriter;
import org.zhizhi.data.recipe.Domain;
import org.zhizhi.data.recipe.Recipe;

/** Puts the documents of a corpus in their order, as often as the mixture wants each. */
final class Arrangement {
  /** Between the id and the text of a line: {@code ","text":"}. */
  private static final int ID_TO_TEXT = "\",\"text\":\"".length();

  private final Recipe recipe;
  private final Ledger ledger;
  private final Shares shares;
  private final Ranking ranking;

  /** How often the documents of each chunk go in at most. */
  private final int[] rounds;

  private int chunk;
  private int copy;
  private final Output output;

  private Arrangement(Recipe recipe, Ledger ledger, Shares shares) {
    this.recipe = recipe;
    this.ledger = ledger;
    this.shares = shares;
    this.ranking = Ranking.of(recipe.order(), recipe.seed());
    this.rounds = new int[ledger.chunks().size()];
    this.output = new Output(recipe.mixture().groups());
  }

  /**
   * An arranged corpus.
   *
   * @param lines the corpus
   * @param output what it is made of
   */
  record Arranged(Lines lines, Output output) {}

  /** Copy number {@code copy} of the documents of a chunk that go in so often. */
  private record Round(Chunk chunk, int copy) {}

  private record Placed(Spill.Batch lines, Output output) {}

  /**
   * Arranges the documents of {@code ledger}.
   *
   * @param folder to work in, which must exist
   * @param tick called after each step
   */
  static Arranged of(
      Recipe recipe, Ledger ledger, Shares shares, Path folder, Limits limits, Runnable tick)
      throws IOException {
    Arrangement all = new Arrangement(recipe, ledger, shares);
    try (Spill spill =
        new Spill(folder, all.splitters(limits.bucketBytes()), limits.bucketBytes())) {
      InOrder.run(
          limits.threads(),
          all::round,
          round -> all.place(round, spill.batch()),
          placed -> {
            spill.add(placed.lines());
            all.output.add(placed.output());
            tick.run();
          });
      return new Arranged(spill.sorted(), all.output);
    }
  }

  private List<Key> splitters(long bucketBytes) throws IOException {
    Splitters splitters = new Splitters();
    for (int i = 0; i < rounds.length; i++) {
      Chunk chunk = ledger.chunks().get(i);
      Sources sources = new Sources(chunk.summary().sources());
      Entry[] entries = chunk.entries();
      long[] copyOf = ledger.copies(chunk);
      for (int e = 0; e < entries.length; e++) {
        int copies = copyOf[e] == Ledger.KEPT ? shares.copies(entries[e]) : 0;
        rounds[i] = Math.max(rounds[i], copies);
        for (int k = 0; k < copies; k++) {
          Key key = ranking.key(entries[e], k, sources.place(entries[e]));
          splitters.add(key, entries[e].lineBytes());
        }
      }
    }
    return splitters.cut(bucketBytes);
  }

  private Round round() {
    while (chunk < rounds.length && copy == rounds[chunk]) {
      chunk++;
      copy = 0;
    }
    return chunk == rounds.length ? null : new Round(ledger.chunks().get(chunk), copy++);
  }

  private Placed place(Round round, Spill.Batch batch) throws IOException {
    Chunk chunk = round.chunk();
    Summary summary = chunk.summary();
    Sources sources = new Sources(summary.sources());
    Output placed = new Output(recipe.mixture().groups());
    byte[] nth = round.copy() == 0 ? new byte[0] : bytes("~" + (round.copy() + 1));
    Entry[] entries = chunk.entries();
    long[] copyOf = ledger.copies(chunk);
    long skip = 0;
    try (InputStream lines = chunk.lines()) {
      for (int i = 0; i < entries.length; i++) {
        Entry entry = entries[i];
        if (copyOf[i] != Ledger.KEPT || shares.copies(entry) <= round.copy()) {
          skip += entry.lineBytes();
          continue;
        }
        lines.skipNBytes(skip);
        skip = 0;
        byte[] line = Chunk.read(lines, entry.lineBytes());
        byte[] tag = sources.tag(entry);
        Key key = ranking.key(entry, round.copy(), sources.place(entry));
        Bytes to = batch.line(key, line.length + nth.length + tag.length);
        int idEnd = entry.textAt() - ID_TO_TEXT;
        to.write(line, 0, idEnd);
        to.writeBytes(nth);
        to.write(line, idEnd, ID_TO_TEXT);
        to.writeBytes(tag);
        to.write(line, entry.textAt(), line.length - entry.textAt());

        Count one = Count.one(entry.textBytes());
        placed.all = placed.all.plus(one);
        placed.domains.merge(sources.domain(entry), one, Count::plus);
        placed.langs.merge(summary.langs().get(entry.lang()), one, Count::plus);
        placed.licenses.merge(summary.licenses().get(entry.license()), one, Count::plus);
        placed.lengths[Summary.length(entry.chars())]++;
        placed.groups[entry.group()] = placed.groups[entry.group()].plus(one);
      }
    }
    placed.repeated = round.copy() == 0 ? Count.NONE : placed.all;
    return new Placed(batch.pack(), placed);
  }

  /** What follows from the sources of a chunk, worked out once for each. */
  private final class Sources {
    private final String[] domains;
    private final long[] places;
    private final byte[][] tags;

    Sources(List<String> names) {
      this.domains = new String[names.size()];
      this.places = new long[names.size()];
      this.tags = new byte[names.size()][];
      for (int i = 0; i < names.size(); i++) {
        domains[i] = Domain.of(names.get(i));
        places[i] = ranking.domain(names.get(i));
        tags[i] = DocumentWriter.inside(recipe.tag().before(names.get(i)));
      }
    }

    String domain(Entry entry) {
      return domains[entry.source()];
    }

    long place(Entry entry) {
      return places[entry.source()];
    }

    byte[] tag(Entry entry) {
      return tags[entry.source()];
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
