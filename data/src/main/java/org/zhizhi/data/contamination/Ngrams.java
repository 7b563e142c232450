package org.zhizhi.data.contamination;

/**
 * The hash of the last n units, kept up as units come: a polynomial modulo 2^64, as in Rabin and
 * Karp's search.
 */
final class Ngrams {
  /** Any odd number whose powers look random. */
  private static final long BASE = 0x9e3779b97f4a7c15L;

  private final int n;
  private final long oldest; // BASE^n
  private final long[] ring;
  private final int mask;
  private long hash;
  private long count;

  Ngrams(int n) {
    this.n = n;
    this.ring = new long[Integer.highestOneBit(Math.max(n, 1)) * 2];
    this.mask = ring.length - 1;
    long power = 1;
    for (int i = 0; i < n; i++) {
      power *= BASE;
    }
    this.oldest = power;
  }

  /** Takes the next unit. */
  void add(long unit) {
    long gone = count >= n ? ring[(int) (count - n) & mask] : 0;
    ring[(int) count & mask] = unit;
    hash = hash * BASE + unit - gone * oldest;
    count++;
  }

  /** Whether n units have come. */
  boolean full() {
    return count >= n;
  }

  /** The hash of the last n units. */
  long hash() {
    return Units.mix(hash ^ n);
  }

  /** The hash of the last {@code length} units, at most n. */
  long hash(int length) {
    long h = 0;
    for (int i = length; i > 0; i--) {
      h = h * BASE + ring[(int) (count - i) & mask];
    }
    return Units.mix(h ^ length);
  }

  /** The hash of {@code length} units from {@code at}. */
  static long hash(long[] units, int at, int length) {
    long h = 0;
    for (int i = at; i < at + length; i++) {
      h = h * BASE + units[i];
    }
    return Units.mix(h ^ length);
  }
}
