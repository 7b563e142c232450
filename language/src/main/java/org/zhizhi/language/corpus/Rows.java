package org.zhizhi.language.corpus;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

/**
 * Endless training rows from a corpus, pass after pass, every token of every document predicted
 * once a pass. {@link #position} and {@link #seek} stop and go on exactly there.
 *
 * <p>Shuffled, each pass has its own order, a function of the seed alone: short stretches of
 * neighbouring documents are shuffled; a few dozen of them from all over the corpus make a window,
 * whose documents are shuffled and packed. Memory is bounded by the window. Not safe for use by
 * several threads.
 */
public final class Rows {
  private static final int BLOCK_TOKENS = 1 << 16;
  private static final int BLOCKS = 32;

  private final TokenShards shards;
  private final int length;
  private final Seed seed;
  private final boolean inOrder;
  private final List<Window.Block> blocks;
  private final int windows;

  private long epoch;
  private int window;
  private int row;
  private Window current; // of (epoch, window); null until it is needed
  private List<Window.Block> order; // of epoch; null until it is needed

  /**
   * Shuffled rows.
   *
   * @param length tokens of a row, T
   * @throws BadInput where {@code split} has no documents
   */
  public Rows(TokenShards shards, Split split, int length, Seed seed) {
    this(shards, split, length, seed, false);
  }

  /**
   * Rows in the order of the documents in the corpus; no pass differs from another.
   *
   * @param length tokens of a row, T
   * @throws BadInput where {@code split} has no documents
   */
  public static Rows asWritten(TokenShards shards, Split split, int length) {
    return new Rows(shards, split, length, new Seed(0), true);
  }

  private Rows(TokenShards shards, Split split, int length, Seed seed, boolean inOrder) {
    if (length < 1) {
      throw new BadInput("row length " + length, "use at least 1");
    }
    this.shards = shards;
    this.length = length;
    this.seed = seed.split("rows");
    this.inOrder = inOrder;
    this.blocks = blocks(shards, split, BLOCK_TOKENS);
    if (blocks.isEmpty()) {
      throw new BadInput(
          shards.folder() + ": no documents in split " + split.key(), "give more text");
    }
    this.windows = (blocks.size() + BLOCKS - 1) / BLOCKS;
  }

  private static List<Window.Block> blocks(TokenShards shards, Split split, int tokens) {
    List<Window.Block> blocks = new ArrayList<>();
    for (Shard shard : shards.shards(split)) {
      long from = 0;
      for (long document = 0; document < shard.documents(); document++) {
        if (shard.end(document) - shard.start(from) >= tokens
            || document + 1 == shard.documents()) {
          blocks.add(new Window.Block(shard, from, document + 1));
          from = document + 1;
        }
      }
    }
    return blocks;
  }

  /** The next row. */
  public Row next() {
    for (int empty = 0; ; empty++) {
      if (current == null) {
        current = load();
      }
      if (row < current.rows()) {
        return current.row(row++);
      }
      if (empty > windows) {
        throw new BadInput(
            shards.folder() + ": no document has a token to learn", "give dialogues with answers");
      }
      current = null;
      row = 0;
      if (++window == windows) {
        window = 0;
        epoch++;
        order = null;
      }
    }
  }

  private Window load() {
    Seed pass = seed.split(epoch);
    int from = window * BLOCKS;
    int to = Math.min(from + BLOCKS, blocks.size());
    if (inOrder) {
      return Window.asWritten(blocks.subList(from, to), length, shards);
    }
    if (order == null) {
      order = new ArrayList<>(blocks);
      Window.shuffle(order, pass.split("blocks").random());
    }
    RandomGenerator random = pass.split("window").split(window).random();
    return Window.shuffled(order.subList(from, to), length, shards, random);
  }

  /** The place of the row that {@link #next} will give. */
  public Position position() {
    return new Position(epoch, window, row);
  }

  /**
   * Goes on at {@code position}, which came from rows of the same corpus, length and seed.
   *
   * @throws BadInput where it cannot have come from there
   */
  public void seek(Position position) {
    if (position.epoch() < 0 || position.window() < 0 || position.window() >= windows) {
      throw outside(position);
    }
    epoch = position.epoch();
    window = position.window();
    order = null;
    current = load();
    if (position.row() < 0 || position.row() > current.rows()) {
      throw outside(position);
    }
    row = position.row();
  }

  private BadInput outside(Position position) {
    return new BadInput(
        shards.folder() + ": " + position + " is outside this corpus of " + windows + " windows",
        "resume with the corpus and the row length that the run began with");
  }

  /**
   * Every row of {@code split} once, for evaluation: always in the same order, stretch after
   * stretch of the corpus, mixed within a stretch so that the first rows are a fair sample of it.
   */
  public static Iterable<Row> once(TokenShards shards, Split split, int length) {
    List<Window.Block> blocks = blocks(shards, split, BLOCK_TOKENS * BLOCKS);
    return () ->
        new Iterator<>() {
          private int block;
          private int row;
          private Window window;

          @Override
          public boolean hasNext() {
            while (window == null || row == window.rows()) {
              if (block == blocks.size()) {
                return false;
              }
              RandomGenerator random = new Seed(0).split("once").split(block).random();
              window = Window.shuffled(List.of(blocks.get(block++)), length, shards, random);
              row = 0;
            }
            return true;
          }

          @Override
          public Row next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return window.row(row++);
          }
        };
  }
}
