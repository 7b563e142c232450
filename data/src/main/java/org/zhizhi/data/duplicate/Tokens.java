package org.zhizhi.data.duplicate;

/**
 * The tokens of a text, one after the other, as hashes: a word of letters and digits, or one
 * character of a script that is written without spaces (Han, kana, Thai and its neighbours). Case,
 * width, white space and punctuation make no difference; traditional and simplified characters do.
 */
final class Tokens {
  /** What a token counts in a shingle: five characters weigh as much as three words. */
  static final int CHARACTER = 3;

  static final int WORD = 5;

  private static final char[] FOLDED = new char[1 << 16];
  private static final byte[] WEIGHT = new byte[1 << 16];

  static {
    for (int i = 0; i < 1 << 16; i++) {
      int c = i >= 0xff01 && i <= 0xff5e ? i - 0xfee0 : i; // full width to half width
      if (isLetter(c) && !Character.isSurrogate((char) c)) {
        FOLDED[i] = (char) Character.toLowerCase(c);
        WEIGHT[i] = (byte) (standsAlone(c) ? CHARACTER : WORD);
      }
    }
  }

  private final String text;
  private int at;
  private long hash;
  private int weight;

  Tokens(String text) {
    this.text = text;
  }

  /** Goes to the next token; false at the end. */
  boolean next() {
    String text = this.text;
    int length = text.length();
    int i = at;
    while (i < length) {
      char c = text.charAt(i++);
      int kind = WEIGHT[c];
      if (kind == WORD) {
        long word = 0;
        while (true) {
          word = (word + FOLDED[c] + 1) * 0x9e3779b97f4a7c15L;
          word ^= word >>> 29;
          if (i == length || WEIGHT[c = text.charAt(i)] != WORD) {
            break;
          }
          i++;
        }
        return found(i, word, WORD);
      }
      if (kind == CHARACTER) {
        return found(i, FOLDED[c] * 0xc2b2ae3d27d4eb4fL, CHARACTER);
      }
      if (Character.isHighSurrogate(c) && i < length) {
        int point = text.codePointAt(i - 1);
        if (point > 0xffff) {
          i++;
          if (isLetter(point)) {
            return found(i, Character.toLowerCase(point) * 0xc2b2ae3d27d4eb4fL, CHARACTER);
          }
        }
      }
    }
    at = i;
    return false;
  }

  /** Hash of the token. */
  long hash() {
    return hash;
  }

  /** {@link #CHARACTER} or {@link #WORD}. */
  int weight() {
    return weight;
  }

  private boolean found(int end, long raw, int weight) {
    this.at = end;
    this.hash = Hash.mix(raw + weight);
    this.weight = weight;
    return true;
  }

  private static boolean isLetter(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean standsAlone(int c) {
    return c >= 0x2e80 && c < 0xac00 && !(c >= 0x3130 && c < 0x3190) // CJK without Hangul
        || c >= 0xf900 && c < 0xfb00 // compatibility ideographs
        || c >= 0xff66 && c < 0xffa0 // half-width katakana
        || c >= 0x0e00 && c < 0x10a0 // Thai, Lao, Tibetan, Myanmar
        || c >= 0x1780 && c < 0x1800; // Khmer
  }
}
