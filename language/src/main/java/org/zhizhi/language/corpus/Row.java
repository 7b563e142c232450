package org.zhizhi.language.corpus;

import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * One training example: pieces of documents side by side. Position {@code i} reads {@code
 * tokens[i]} and what stands before it from {@code starts[i]} on, and is to predict {@code
 * targets[i]}. Positions left over at the end read padding, see only themselves and predict
 * nothing.
 *
 * @param tokens what is read, (T)
 * @param targets what is to be predicted, (T); -1 where nothing is learned
 * @param starts index in the row of the first token of the piece that each position is in, (T);
 *     attention reaches back to it and no further
 */
public record Row(int[] tokens, int[] targets, int[] starts) {
  /** A target that does not count. */
  public static final int NO_TARGET = -1;

  /** How many positions are to predict something. */
  public int predictions() {
    int n = 0;
    for (int target : targets) {
      n += target == NO_TARGET ? 0 : 1;
    }
    return n;
  }

  /** UTF-8 bytes of the text that is to be predicted: what bits per byte are divided by. */
  public long bytes(Tokenizer tokenizer) {
    long bytes = 0;
    for (int target : targets) {
      bytes += target == NO_TARGET ? 0 : tokenizer.byteLength(target);
    }
    return bytes;
  }
}
