package org.zhizhi.data.contamination;

/**
 * The units of a text, one after the other: each character of a script that is written without
 * spaces, each word of any other. Case, width, and whether Han characters are traditional do not
 * count; punctuation and spaces are gone.
 */
final class Units {
  private static final int LATIN = 0x250;

  /** For characters below {@link #LATIN}: the small letter or digit, 0 for anything else. */
  private static final char[] FOLDED = new char[LATIN];

  static {
    for (char c = 0; c < LATIN; c++) {
      FOLDED[c] = Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0;
    }
  }

  private final String text;
  private int at;
  private int from;
  private long hash;
  private boolean number;
  private boolean alone;

  Units(String text) {
    this.text = text;
  }

  /** Moves to the next unit; false at the end. */
  boolean next() {
    while (at < text.length()) {
      from = at;
      char c = text.charAt(at);
      if (c < LATIN) {
        if (FOLDED[c] != 0) {
          return word();
        }
        at++;
      } else if (c >= 0x4e00 && c < 0xa000) {
        at++;
        return character(Simplified.of(c));
      } else {
        int point = text.codePointAt(at);
        if (isAlone(point)) {
          at += Character.charCount(point);
          return character(point);
        }
        if (folded(point) != 0) {
          return word();
        }
        at += Character.charCount(point);
      }
    }
    return false;
  }

  private boolean character(int point) {
    hash = mix(point + 0x9e3779b97f4a7c15L);
    number = false;
    alone = true;
    return true;
  }

  private boolean word() {
    long h = 0xcbf29ce484222325L;
    boolean digits = true;
    int i = at;
    while (i < text.length()) {
      char c = text.charAt(i);
      int f;
      if (c < LATIN) {
        f = FOLDED[c];
        i += f != 0 ? 1 : 0;
      } else {
        int point = text.codePointAt(i);
        f = isAlone(point) ? 0 : folded(point);
        i += f != 0 ? Character.charCount(point) : 0;
      }
      if (f == 0) {
        break;
      }
      digits &= f >= '0' && f <= '9';
      h = (h ^ f) * 0x100000001b3L;
    }
    at = i;
    hash = mix(h);
    number = digits;
    alone = false;
    return true;
  }

  /** Whether each character of its script is a unit: Han, kana, Thai and its neighbours. */
  private static boolean isAlone(int point) {
    return point >= 0x3400 && point < 0xa000
        || point >= 0x3005 && point <= 0x3007
        || point >= 0x3040 && point < 0x3100
        || point >= 0xf900 && point < 0xfb00
        || point >= 0x20000 && point < 0x40000
        || point >= 0x0e00 && point < 0x1100
        || point >= 0x1780 && point < 0x1800;
  }

  /** The character without case and width; 0 for what is part of no word. */
  private static int folded(int point) {
    int c = point > 0xff00 && point < 0xff5f ? point - 0xfee0 : point;
    boolean word =
        Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    return word ? Character.toLowerCase(c) : 0;
  }

  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** 64 bits that stand for the unit. */
  long hash() {
    return hash;
  }

  /** Index in the text where the unit starts. */
  int from() {
    return from;
  }

  /** Index after the unit. */
  int to() {
    return at;
  }

  /** Whether the unit is one character of a script without spaces. */
  boolean isCharacter() {
    return alone;
  }

  /** Whether the unit is a number. */
  boolean isNumber() {
    return number;
  }
}
