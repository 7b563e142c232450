package org.zhizhi.data.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.zhizhi.data.recipe.Recipe;

/** Puts the documents of a corpus in their order, as often as the mixture wants each. */
final class Arrangement {
  private final Ledger ledger;
  private final Placing placing;

  /** How often the documents of each chunk go in at most, and the bytes of their lines. */
  private final int[] rounds;

  private final long[] bytes;

  private int chunk;
  private int copy;
  private final Output output;

  private Arrangement(Recipe recipe, Ledger ledger, Shares shares) {
    this.ledger = ledger;
    this.placing = new Placing(recipe, shares);
    this.rounds = new int[ledger.chunks().size()];
    this.bytes = new long[rounds.length];
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
  private record Round(Chunk chunk, int copy, long bytes) {}

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
          round -> round.bytes() > InOrder.HEAVY,
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
      long[] sum = {0};
      rounds[i] =
          placing.places(
              chunk,
              ledger.copies(chunk),
              (document, copy, key, length) -> {
                splitters.add(key, length);
                sum[0] += copy == 0 ? length : 0;
              });
      bytes[i] = sum[0];
    }
    return splitters.cut(bucketBytes);
  }

  private Round round() {
    while (chunk < rounds.length && copy == rounds[chunk]) {
      chunk++;
      copy = 0;
    }
    return chunk == rounds.length
        ? null
        : new Round(ledger.chunks().get(chunk), copy++, bytes[chunk]);
  }

  private Placed place(Round round, Spill.Batch batch) throws IOException {
    Chunk chunk = round.chunk();
    Output output =
        placing.lines(
            chunk,
            ledger.copies(chunk),
            round.copy(),
            (document, key, length) -> batch.line(key, length));
    return new Placed(batch.pack(), output);
  }
}
