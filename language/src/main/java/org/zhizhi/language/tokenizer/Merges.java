package org.zhizhi.language.tokenizer;

/**
 * The merges of a byte-pair encoding (arXiv:1508.07909): which two tokens become which third, and
 * which of two possible merges comes first. Immutable once filled.
 */
final class Merges {
  /** Up to this many bytes a scan for the best pair beats a heap (measured on Chinese and code). */
  private static final int SCAN = 160;

  private static final int NONE = Integer.MAX_VALUE;

  private final long[] keys; // left << 32 | right, plus one; 0 is free
  private final int[] ranks;
  private final int[] ids;
  private final int shift;
  private int size;

  Merges(int capacity) {
    int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(Math.max(1, capacity)));
    keys = new long[1 << bits];
    ranks = new int[1 << bits];
    ids = new int[1 << bits];
    shift = 64 - bits;
  }

  /** Appends the merge that comes after all others; a pair that is there keeps its place. */
  void add(int left, int right, int id) {
    int slot = slot(left, right);
    if (keys[slot] == 0) {
      keys[slot] = key(left, right);
      ranks[slot] = size;
      ids[slot] = id;
    }
    size++;
  }

  private int slot(int left, int right) {
    long key = key(left, right);
    int slot = (int) (key * 0x9e3779b97f4a7c15L >>> shift);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  private static long key(int left, int right) {
    return ((long) left << 32 | right) + 1;
  }

  private int rank(int left, int right) {
    int slot = slot(left, right);
    return keys[slot] == 0 ? NONE : ranks[slot];
  }

  /**
   * Merges the first {@code n} of {@code tokens} in place: lowest rank first, leftmost first.
   *
   * @return how many are left
   */
  int apply(int[] tokens, int n) {
    return n <= SCAN ? scan(tokens, n) : heap(tokens, n);
  }

  private int scan(int[] tokens, int n) {
    int[] rank = new int[n];
    for (int i = 0; i + 1 < n; i++) {
      rank[i] = rank(tokens[i], tokens[i + 1]);
    }
    while (n > 1) {
      int best = 0;
      for (int i = 1; i < n - 1; i++) {
        if (rank[i] < rank[best]) {
          best = i;
        }
      }
      if (rank[best] == NONE) {
        break;
      }
      tokens[best] = ids[slot(tokens[best], tokens[best + 1])];
      System.arraycopy(tokens, best + 2, tokens, best + 1, n - best - 2);
      System.arraycopy(rank, best + 1, rank, best, n - best - 1);
      n--;
      if (best > 0) {
        rank[best - 1] = rank(tokens[best - 1], tokens[best]);
      }
      rank[best] = best + 1 < n ? rank(tokens[best], tokens[best + 1]) : NONE;
    }
    return n;
  }

  /** As {@link #scan}, in n log n: a linked list of tokens and a heap of rank and place. */
  private int heap(int[] tokens, int n) {
    int[] next = new int[n];
    int[] previous = new int[n];
    LongHeap heap = new LongHeap(n);
    for (int i = 0; i < n; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
      if (i + 1 < n) {
        offer(heap, tokens, i, i + 1);
      }
    }
    while (!heap.isEmpty()) {
      long entry = heap.poll();
      int at = (int) entry;
      int right = tokens[at] < 0 ? n : next[at];
      if (right >= n || rank(tokens[at], tokens[right]) != entry >>> 32) {
        continue; // one of the two has been merged away since
      }
      tokens[at] = ids[slot(tokens[at], tokens[right])];
      tokens[right] = -1;
      next[at] = next[right];
      if (next[at] < n) {
        previous[next[at]] = at;
        offer(heap, tokens, at, next[at]);
      }
      if (previous[at] >= 0) {
        offer(heap, tokens, previous[at], at);
      }
    }
    int left = 0;
    for (int i = 0; i < n; i = next[i]) {
      tokens[left++] = tokens[i];
    }
    return left;
  }

  private void offer(LongHeap heap, int[] tokens, int left, int right) {
    int rank = rank(tokens[left], tokens[right]);
    if (rank != NONE) {
      heap.add((long) rank << 32 | left);
    }
  }
}
