package org.zhizhi.language.tokenizer;

import java.util.Arrays;

/** How often each pre-token was seen: a hash table over UTF-8 bytes kept end to end. */
final class PieceTable {
  private byte[] bytes = new byte[1 << 12];
  private int used;
  private int[] ends = new int[64]; // of piece i in bytes; it starts where i - 1 ends
  private long[] counts = new long[64];
  private int[] hashes = new int[64];
  private int size;
  private int[] slots = new int[128]; // piece + 1; 0 is free

  int size() {
    return size;
  }

  /** Bytes of all distinct pieces together. */
  int byteSize() {
    return used;
  }

  long count(int piece) {
    return counts[piece];
  }

  int start(int piece) {
    return piece == 0 ? 0 : ends[piece - 1];
  }

  int end(int piece) {
    return ends[piece];
  }

  byte byteAt(int i) {
    return bytes[i];
  }

  void add(byte[] from, int start, int end, int hash, long count) {
    int slot = spread(hash) & slots.length - 1;
    while (slots[slot] != 0) {
      int piece = slots[slot] - 1;
      if (hashes[piece] == hash
          && Arrays.equals(bytes, start(piece), ends[piece], from, start, end)) {
        counts[piece] += count;
        return;
      }
      slot = slot + 1 & slots.length - 1;
    }
    append(from, start, end, hash, count);
    slots[slot] = size;
    if (size * 2 > slots.length) {
      rehash();
    }
  }

  void addAll(PieceTable other) {
    for (int i = 0; i < other.size; i++) {
      add(other.bytes, other.start(i), other.ends[i], other.hashes[i], other.counts[i]);
    }
  }

  static int hash(byte[] bytes, int start, int end) {
    int hash = 0x811c9dc5;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash;
  }

  private static int spread(int hash) {
    int h = hash * 0x9e3779b1;
    return h ^ h >>> 15;
  }

  private void append(byte[] from, int start, int end, int hash, long count) {
    int length = end - start;
    if (length > bytes.length - used) {
      long grown = Math.max(2L * bytes.length, (long) used + length);
      bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(grown, Integer.MAX_VALUE - 16)));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    System.arraycopy(from, start, bytes, used, length);
    used += length;
    ends[size] = used;
    hashes[size] = hash;
    counts[size++] = count;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int piece = 0; piece < size; piece++) {
      int slot = spread(hashes[piece]) & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = piece + 1;
    }
  }

  /**
   * A sample of this table of about {@code limit} bytes that keeps every sum of counts right on
   * average: a piece seen fewer than t times stays with probability count / t and then counts t
   * (threshold sampling: Duffield, Lund, Thorup, "Priority sampling", J. ACM 2007). The choice is a
   * function of the piece and {@code round}, so it does not depend on the order of counting.
   */
  PieceTable sample(int limit, int round) {
    long threshold = 1;
    double expected;
    do {
      threshold *= 2;
      expected = 0;
      for (int i = 0; i < size; i++) {
        expected += (ends[i] - start(i)) * Math.min(1.0, (double) counts[i] / threshold);
      }
    } while (expected > limit);
    PieceTable kept = new PieceTable();
    for (int i = 0; i < size; i++) {
      long mixed = (hashes[i] * 0x9e3779b97f4a7c15L + round) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ mixed >>> 29) * 0x94d049bb133111ebL;
      double uniform = (mixed >>> 11) * 0x1p-53;
      if (uniform * threshold < counts[i]) {
        kept.append(bytes, start(i), ends[i], hashes[i], Math.max(counts[i], threshold));
      }
    }
    while (kept.slots.length < kept.size * 2) {
      kept.slots = new int[kept.slots.length * 2];
    }
    kept.rehash();
    return kept;
  }
}
