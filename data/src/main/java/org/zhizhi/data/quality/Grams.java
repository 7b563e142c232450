package org.zhizhi.data.quality;

/**
 * The features of a text for a linear model, as numbers below a power of two: Han characters alone,
 * in twos and in threes; words alone and in twos; punctuation, lengths of numbers and lengths of
 * lines. Case and width do not count.
 */
final class Grams {
  /** At most so many features for each character. */
  static final int PER_CHARACTER = 3;

  /** Changes when the same text would get other features, so that old models are refused. */
  static final int VERSION = 1;

  private static final int WORD = 0x51ed270b;
  private static final int SIGN = 0x2545f491;
  private static final int NUMBER = 0x68e31da4;
  private static final int LINE = 0x1b56c4e9;

  private Grams() {}

  /**
   * Writes the features of {@code text} between two indices.
   *
   * @param mask one less than the power of two
   * @param out takes them; {@link #PER_CHARACTER} for each character
   * @return how many they are
   */
  static int read(String text, int from, int to, int mask, int[] out) {
    int count = 0;
    int before = 0; // the token before, 0 at the start of a clause
    int twoBefore = 0;
    int line = 0;
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (c >= 0x3400 && c < 0xa000) {
        int token = c * 0x9e3779b9;
        out[count++] = mix(token) & mask;
        if (before != 0) {
          out[count++] = mix(token + Integer.rotateLeft(before, 11)) & mask;
          if (twoBefore != 0) {
            int three = Integer.rotateLeft(before, 11) + Integer.rotateLeft(twoBefore, 22);
            out[count++] = mix(token + three * 31) & mask;
          }
        }
        twoBefore = before;
        before = token;
        line++;
        i++;
        continue;
      }
      int kind = kind(c);
      if (kind == 0) { // a space parts words and leaves the clause
        i++;
        continue;
      }
      int token;
      if (kind == 1) {
        token = WORD;
        do {
          token = token * 31 + Character.toLowerCase(plain(c));
          i++;
          c = i < to ? text.charAt(i) : ' ';
        } while (kind(c) == 1);
        out[count++] = mix(token) & mask;
        if (before != 0) {
          out[count++] = mix(token + Integer.rotateLeft(before, 11)) & mask;
        }
        twoBefore = 0; // words go in twos, no more
        before = token;
        line++;
        continue;
      }
      if (kind == 2) {
        int start = i;
        while (i < to && kind(text.charAt(i)) == 2) {
          i++;
        }
        token = NUMBER + Math.min(i - start, 8);
        before = token;
      } else {
        token = c == '\n' ? LINE + 32 - Integer.numberOfLeadingZeros(line) : SIGN * plain(c);
        line = c == '\n' ? 0 : line;
        before = 0;
        i++;
      }
      twoBefore = 0;
      out[count++] = mix(token) & mask;
    }
    return count;
  }

  /** 0 for a space, 1 for a letter, 2 for a digit, 3 for a sign. */
  private static int kind(char c) {
    if (c < 128) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
          ? 1
          : c >= '0' && c <= '9' ? 2 : c == ' ' || c == '\t' || c == '\r' ? 0 : 3;
    }
    if (c >= 0xff01 && c <= 0xff5e) {
      return kind(plain(c));
    }
    return c == 0x3000 || c == 0xa0
        ? 0
        : c >= 0x2000 && c < 0x3040 ? 3 : Character.isLetter(c) ? 1 : Character.isDigit(c) ? 2 : 3;
  }

  private static char plain(char c) {
    return c >= 0xff01 && c <= 0xff5e ? (char) (c - 0xfee0) : c;
  }

  private static int mix(int h) {
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }
}
