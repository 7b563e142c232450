package org.zhizhi.language.tokenizer;

import java.util.Arrays;

/** Pairs of neighbouring tokens: how often each occurs, and in which words it may be found. */
final class PairTable {
  private static final int[] NONE = new int[0];

  private long[] keys = new long[1 << 10];
  private long[] counts = new long[1 << 10];
  private int[][] words = new int[1 << 10][];
  private int[] wordCounts = new int[1 << 10];
  private boolean[] risen = new boolean[1 << 10];
  private int size;
  private int[] slots = new int[1 << 12]; // pair + 1; 0 is free
  private final TokenBuffer up = new TokenBuffer();

  int left(int pair) {
    return (int) (keys[pair] >>> 32);
  }

  int right(int pair) {
    return (int) keys[pair];
  }

  long count(int pair) {
    return counts[pair];
  }

  /** How many of {@link #takeWords} are filled. */
  int words(int pair) {
    return wordCounts[pair];
  }

  /** Words that had the pair when it was counted, some perhaps no more; forgets them. */
  int[] takeWords(int pair) {
    int[] taken = words[pair];
    words[pair] = NONE;
    wordCounts[pair] = 0;
    return taken;
  }

  /** The pairs that were counted up since the last call. */
  int[] takeRisen() {
    int[] taken = up.toArray();
    up.clear();
    for (int pair : taken) {
      risen[pair] = false;
    }
    return taken;
  }

  void add(int left, int right, long count, int word) {
    int pair = find((long) left << 32 | right);
    counts[pair] += count;
    if (count < 0) {
      if (counts[pair] == 0) {
        takeWords(pair);
      }
      return;
    }
    if (!risen[pair]) {
      risen[pair] = true;
      up.add(pair);
    }
    int n = wordCounts[pair];
    if (n > 0 && words[pair][n - 1] == word) {
      return;
    }
    if (n == words[pair].length) {
      words[pair] = Arrays.copyOf(words[pair], n == 0 ? 1 : n + (n >> 1) + 2);
    }
    words[pair][n] = word;
    wordCounts[pair]++;
  }

  private int find(long key) {
    int slot = spread(key) & slots.length - 1;
    while (slots[slot] != 0) {
      if (keys[slots[slot] - 1] == key) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
      words = Arrays.copyOf(words, size * 2);
      wordCounts = Arrays.copyOf(wordCounts, size * 2);
      risen = Arrays.copyOf(risen, size * 2);
    }
    keys[size] = key;
    words[size] = NONE;
    slots[slot] = ++size;
    if (size * 2 > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int pair = 0; pair < size; pair++) {
      int slot = spread(keys[pair]) & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = pair + 1;
    }
  }

  private static int spread(long key) {
    return (int) (key * 0x9e3779b97f4a7c15L >>> 32);
  }
}
