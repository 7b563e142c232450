package org.zhizhi.language.study;

import java.util.Arrays;
import java.util.List;

/**
 * Tells which documents are too much like held-out ones to be learned from. Of a long document only
 * some shingles are remembered, those whose hashes end in zeros, so that its size is bounded and a
 * share of them is still a share of all (Broder's sketch modulo m, 1997).
 */
final class Guard {
  /**
   * Of the shingles of the shorter text. One word in ten changed leaves 0.43 of them, in six 0.2;
   * of 1,030 statutes and 13,292 encyclopaedia articles 22 and 45 reach it against 100 held-out
   * ones, all from the same mould as one of these.
   */
  private static final double ALIKE = 0.2;

  /** Shingles remembered of one text, about. */
  private static final int MOST = 4096;

  /** A shingle and who holds it; equal shingles follow each other, 0 is a free place. */
  private long[] shingles = new long[1 << 12];

  private int[] holders = new int[1 << 12];
  private int taken;

  private final int[] sizes;
  private final int[] oneIn;

  Guard(List<Held> documents) {
    this.sizes = new int[2 * documents.size()];
    this.oneIn = new int[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      Held held = documents.get(i / 2);
      if (i % 2 == 0 || !held.curated().equals(held.found())) {
        add(i, Shingles.of(i % 2 == 0 ? held.found() : held.curated()));
      }
    }
  }

  private void add(int holder, long[] of) {
    sizes[holder] = of.length;
    oneIn[holder] = Math.max(1, Integer.highestOneBit(of.length / MOST));
    for (long shingle : of) {
      if ((shingle & (oneIn[holder] - 1)) == 0) {
        if (2 * ++taken > shingles.length) {
          grow();
        }
        put(shingle, holder);
      }
    }
  }

  private void put(long shingle, int holder) {
    int place = place(shingle);
    while (shingles[place] != 0) {
      place = place + 1 & shingles.length - 1;
    }
    shingles[place] = shingle == 0 ? 1 : shingle;
    holders[place] = holder;
  }

  private void grow() {
    long[] old = shingles;
    int[] oldHolders = holders;
    shingles = new long[2 * old.length];
    holders = new int[shingles.length];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != 0) {
        put(old[i], oldHolders[i]);
      }
    }
  }

  private int place(long shingle) {
    return (int) (shingle >>> 32) & shingles.length - 1; // the last bits may all be 0
  }

  /** Whether a text shares a fifth of its shingles, or of the other's, with a held-out one. */
  boolean isLike(long[] text) {
    int[] shared = new int[sizes.length];
    for (long shingle : text) {
      int place = place(shingle);
      for (; shingles[place] != 0; place = place + 1 & shingles.length - 1) {
        if (shingles[place] == shingle) {
          shared[holders[place]]++;
        }
      }
    }
    for (int h = 0; h < shared.length; h++) {
      long least = Math.min(text.length, sizes[h]);
      if (shared[h] > 0 && (double) shared[h] * oneIn[h] >= ALIKE * least) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return taken + " shingles of " + Arrays.stream(sizes).filter(n -> n > 0).count() + " texts";
  }
}
