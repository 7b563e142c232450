package org.zhizhi.language.study;

import java.util.Arrays;
import org.zhizhi.base.Seed;

/**
 * What a text consists of, for telling whether it is like another: hashes of all its stretches of
 * eight words, a Han character being a word. Marks, spaces, case and width say nothing.
 */
final class Shingles {
  /**
   * Chance phrases of eight words are rare; a text one word in ten of which is new keeps 4 in 10.
   */
  private static final int WORDS = 8;

  private static final long SEED = new Seed(0).split("shingles").value();

  private Shingles() {}

  /** The hashes, each once, ascending; of a shorter text one of the whole. Never empty. */
  static long[] of(String text) {
    long[] last = new long[WORDS];
    long[] found = new long[Math.max(16, text.length() / 2)];
    int words = 0;
    int n = 0;
    long word = 0;
    for (int i = 0; i <= text.length(); ) {
      int c = i == text.length() ? ' ' : Character.toLowerCase(text.codePointAt(i));
      i += Character.charCount(c);
      boolean han = Character.isIdeographic(c);
      if (Character.isLetterOrDigit(c) && !han) {
        word = mix(word + c);
        continue;
      }
      for (int k = 0; k < 2; k++) { // the word that ends here, then the Han character itself
        long ended = k == 0 ? word : han ? mix(c) : 0;
        if (ended != 0) {
          last[words++ % WORDS] = ended;
          if (words >= WORDS) {
            found = n == found.length ? Arrays.copyOf(found, 2 * n) : found;
            found[n++] = join(last, words, WORDS);
          }
        }
      }
      word = 0;
    }
    if (n == 0) {
      found[n++] = words == 0 ? mix(text.hashCode()) : join(last, words, words);
    }
    Arrays.sort(found, 0, n);
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || found[i] != found[i - 1]) {
        found[kept++] = found[i];
      }
    }
    return Arrays.copyOf(found, kept);
  }

  /**
   * A number in [0, 1) that is the same for texts alike as often as they share shingles (MinHash;
   * Broder, 1997): who draws by it draws copies, near ones too, together.
   */
  static double drawn(long[] shingles) {
    long least = Long.MAX_VALUE;
    for (long shingle : shingles) {
      least = Math.min(least, mix(shingle));
    }
    return (mix(least + 1) >>> 11) * 0x1p-53; // the least of many is small: mixed again it is even
  }

  private static long join(long[] last, int words, int count) {
    long hash = SEED;
    for (int i = words - count; i < words; i++) {
      hash = mix(hash ^ last[i % WORDS]);
    }
    return hash;
  }

  /** The finaliser of splitmix64. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
