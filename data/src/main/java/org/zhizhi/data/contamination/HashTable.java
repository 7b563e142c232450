package org.zhizhi.data.contamination;

import java.util.Arrays;

/**
 * A map from 64-bit hashes to numbers, none negative, open addressing with linear probing. In front
 * of it lies a table of bits that fits the cache: what is not there, almost everything that is
 * asked for, costs one look.
 */
final class HashTable {
  private long[] keys = new long[1 << 10];
  private int[] values = new int[1 << 10];
  private int size;
  private long[] bits = new long[0];
  private int bitShift;

  int size() {
    return size;
  }

  /** The value of {@code key}; -1 if there is none. */
  int get(long key) {
    long k = key == 0 ? 1 : key;
    int mask = keys.length - 1;
    for (int i = slot(k, mask); keys[i] != 0; i = (i + 1) & mask) {
      if (keys[i] == k) {
        return values[i];
      }
    }
    return -1;
  }

  void put(long key, int value) {
    long k = key == 0 ? 1 : key;
    if (2 * size >= keys.length) {
      grow();
    }
    int mask = keys.length - 1;
    int i = slot(k, mask);
    while (keys[i] != 0 && keys[i] != k) {
      i = (i + 1) & mask;
    }
    size += keys[i] == 0 ? 1 : 0;
    keys[i] = k;
    values[i] = value;
  }

  private static int slot(long key, int mask) {
    return (int) (key >>> 32) & mask;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }

  /** Takes no more keys from here on; readies the bits, sixteen or more for each key. */
  void freeze() {
    int log = Math.max(10, 64 - Long.numberOfLeadingZeros(16L * Math.max(size, 1) - 1));
    log = Math.min(log, 36);
    bits = new long[1 << (log - 6)];
    bitShift = 64 - log;
    for (long key : keys) {
      if (key != 0) {
        long bit = key >>> bitShift;
        bits[(int) (bit >>> 6)] |= 1L << bit;
      }
    }
  }

  /** Whether the key may be there; false is certain. After {@link #freeze}. */
  boolean maybe(long key) {
    long bit = key >>> bitShift;
    return (bits[(int) (bit >>> 6)] & 1L << bit) != 0;
  }

  /** All keys, in no order that means anything. */
  long[] keys() {
    return Arrays.stream(keys).filter(k -> k != 0).toArray();
  }
}
