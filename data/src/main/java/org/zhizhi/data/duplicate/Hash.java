package org.zhizhi.data.duplicate;

/** Mixing of 64 bits. */
final class Hash {
  private Hash() {}

  /** The finaliser of splitmix64: every bit of the result depends on every bit of {@code z}. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
