package org.zhizhi.language.corpus;

import java.util.HashSet;
import java.util.Set;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

/**
 * How much of a corpus is held out. A hash of its content decides for each document, so copies of
 * one document are never on both sides, wherever they stand and whatever else the corpus holds.
 *
 * @param share of the documents, 0 to 1
 * @param maxTokens after which no further document is held out
 */
public record HeldOut(double share, long maxTokens) {
  /** Two documents in a hundred, at most a million tokens. */
  public static final HeldOut DEFAULT = new HeldOut(0.02, 1_000_000);

  /** All documents are for training. */
  public static final HeldOut NONE = new HeldOut(0, 0);

  private static final Seed SEED = new Seed(0).split("held-out");

  public HeldOut {
    if (!(share >= 0 && share <= 1) || maxTokens < 0) {
      throw new BadInput(
          "held-out share " + share + " of at most " + maxTokens + " tokens",
          "give a share of 0 to 1 and a bound of 0 or more");
    }
  }

  static long hash(String content) {
    return SEED.split(content).value();
  }

  /** Decides document after document, in the order of the corpus. */
  final class Choice {
    private final Set<Long> held = new HashSet<>(); // bounded by maxTokens: a document has a token
    private long tokens;

    Split of(long hash, int length) {
      if ((hash >>> 11) * 0x1p-53 >= share) {
        return Split.TRAIN;
      }
      if (!held.contains(hash)) {
        if (tokens >= maxTokens) {
          return Split.TRAIN;
        }
        held.add(hash);
      }
      tokens += length;
      return Split.HELD;
    }
  }
}
