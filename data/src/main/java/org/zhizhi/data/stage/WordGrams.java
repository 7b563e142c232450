package org.zhizhi.data.stage;

/**
 * How much of a text lies in repeated n-grams of words, after Gopher (arXiv:2112.11446, table A1).
 * A word is a run of letters and digits, or one ideograph; marks and spaces count for nothing.
 *
 * <p>Texts of over {@value #BLOCK} words are judged block by block, which bounds memory and keeps
 * tables in the processor's cache; shares are over all blocks.
 */
final class WordGrams {
  private static final int BLOCK = 1 << 16;
  private static final long BASE = 0x9e3779b97f4a7c15L;

  private final char[] text;

  /** Polynomial hash of the block's words before each place: that of an n-gram is a difference. */
  private final long[] sums;

  /** Characters in the block's words before each place. */
  private final int[] lengths;

  private int words;
  private int at;
  private int longest;
  private boolean whole;

  WordGrams(char[] text) {
    this.text = text;
    int most = Math.min(BLOCK, text.length);
    sums = new long[most + 1];
    lengths = new int[most + 1];
  }

  /**
   * Share of the characters of all words that lie in an n-gram of {@code n} words which stood
   * before in the text; never grows with {@code n}.
   */
  double repeated(int n) {
    long all = 0;
    long repeated = 0;
    long power = power(n);
    rewind();
    while (next()) {
      int[] seen = new int[tableSize()];
      int covered = 0;
      for (int i = 0; i + n <= words; i++) {
        int key = gram(i, n, power);
        int slot = slot(seen, key);
        if (seen[slot] == key) {
          repeated += lengths[i + n] - lengths[Math.max(i, covered)];
          covered = i + n;
        } else {
          seen[slot] = key;
        }
      }
      all += lengths[words];
    }
    return repeated / (double) Math.max(1, all);
  }

  /**
   * The most frequent n-gram of {@code n} words.
   *
   * @param share characters in all its occurrences, of those in all words
   * @param bound no n-gram of a word more has a share over this for each of its words
   */
  record Top(double share, double bound) {}

  Top top(int n) {
    long all = 0;
    long top = 0;
    long most = 0;
    long power = power(n);
    rewind();
    while (next()) {
      int[] keys = new int[tableSize()];
      int[] counts = new int[keys.length];
      int best = 0;
      int bestAt = 0;
      for (int i = 0; i + n <= words; i++) {
        int key = gram(i, n, power);
        int slot = slot(keys, key);
        keys[slot] = key;
        if (++counts[slot] > best) {
          best = counts[slot];
          bestAt = i;
        }
      }
      // Once is no repetition, however long the words.
      top += best > 1 ? (long) best * (lengths[bestAt + n] - lengths[bestAt]) : 0;
      most += best > 1 ? (long) best * longest : 0;
      all += lengths[words];
    }
    double total = Math.max(1, all);
    return new Top(top / total, most / total);
  }

  /** Between two and four places a word. */
  private int tableSize() {
    return Integer.highestOneBit(Math.max(4, words)) << 2;
  }

  /** Where {@code key} stands or would stand in an open table; 0 is free. */
  private static int slot(int[] table, int key) {
    int mask = table.length - 1;
    int slot = key & mask;
    while (table[slot] != 0 && table[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** 31 bits of an n-gram's hash: of a block's n-grams, less than one is taken for another. */
  private int gram(int i, int n, long power) {
    return (int) ((sums[i + n] - sums[i] * power) * BASE >>> 32) | 1;
  }

  private static long power(int n) {
    long power = 1;
    for (int i = 0; i < n; i++) {
      power *= BASE;
    }
    return power;
  }

  private void rewind() {
    at = whole ? -1 : 0;
  }

  /** Goes on to the next block; false behind the last. */
  private boolean next() {
    if (at < 0) { // one block, which is read already
      at = text.length;
      return words > 0;
    }
    boolean first = at == 0;
    words = 0;
    longest = 0;
    while (at < text.length && words < sums.length - 1) {
      char c = text[at];
      int kind = Chars.kind(c);
      if ((kind & Chars.IDEOGRAPH) != 0) {
        add(c, 1);
        at++;
      } else if ((kind & Chars.WORD) != 0) {
        int start = at;
        long hash = 0;
        do {
          hash = hash * 31 + text[at++];
        } while (at < text.length && Chars.is(text[at], Chars.WORD));
        add(hash, at - start);
      } else {
        at++;
      }
    }
    whole = first && at == text.length;
    return words > 0;
  }

  private void add(long hash, int length) {
    sums[words + 1] = sums[words] * BASE + hash;
    lengths[words + 1] = lengths[words] + length;
    longest = Math.max(longest, length);
    words++;
  }
}
