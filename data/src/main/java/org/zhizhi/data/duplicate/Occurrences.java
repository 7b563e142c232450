package org.zhizhi.data.duplicate;

/**
 * Counts how often each token of a text has come so far. Of the rare text with more than {@value
 * #MOST} different tokens, the later ones count as new each time, which bounds the memory.
 */
final class Occurrences {
  static final int MOST = 1 << 17;

  private long[] tokens = new long[256];
  private int[] counts = new int[256];
  private int different;

  /** Which occurrence of {@code token} this is, from 1. */
  int next(long token) {
    int slot = slot(token);
    if (counts[slot] > 0) {
      return ++counts[slot];
    }
    if (different == MOST) {
      return 1;
    }
    tokens[slot] = token;
    counts[slot] = 1;
    if (++different * 2 > tokens.length) {
      grow();
    }
    return 1;
  }

  private int slot(long token) {
    int mask = tokens.length - 1;
    int slot = (int) token & mask;
    while (counts[slot] > 0 && tokens[slot] != token) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldTokens = tokens;
    int[] oldCounts = counts;
    tokens = new long[2 * oldTokens.length];
    counts = new int[2 * oldCounts.length];
    for (int i = 0; i < oldTokens.length; i++) {
      if (oldCounts[i] > 0) {
        int slot = slot(oldTokens[i]);
        tokens[slot] = oldTokens[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
