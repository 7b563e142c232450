package org.zhizhi.data.stage;

import java.util.Arrays;

/** A set of hashes: 64 bits each, open addressing, no boxes. */
final class LongSet {
  private long[] slots;
  private int size;

  LongSet(int expected) {
    slots = new long[Math.max(16, Integer.highestOneBit(Math.max(1, expected)) << 2)];
  }

  /** Adds {@code hash}; false if it was there already. */
  boolean add(long hash) {
    long key = hash == 0 ? 1 : hash;
    int slot = find(key);
    if (slots[slot] == key) {
      return false;
    }
    slots[slot] = key;
    if (++size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  boolean contains(long hash) {
    long key = hash == 0 ? 1 : hash;
    return slots[find(key)] == key;
  }

  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  int size() {
    return size;
  }

  private int find(long key) {
    int mask = slots.length - 1;
    int slot = (int) (mix(key) & mask);
    while (slots[slot] != 0 && slots[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long key : old) {
      if (key != 0) {
        slots[find(key)] = key;
      }
    }
  }

  /** Spreads the bits of a hash: the finaliser of splitmix64. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * Hash of {@code text[from .. to)}; four characters a step, since each step waits for the last.
   */
  static long hash(char[] text, int from, int to) {
    long hash = to - from;
    int i = from;
    for (; i + 4 <= to; i += 4) {
      long four =
          text[i] | (long) text[i + 1] << 16 | (long) text[i + 2] << 32 | (long) text[i + 3] << 48;
      hash = (hash ^ four) * 0x9e3779b97f4a7c15L;
      hash ^= hash >>> 32;
    }
    for (; i < to; i++) {
      hash = (hash ^ text[i]) * 0x100000001b3L;
    }
    return mix(hash);
  }
}
