package org.zhizhi.data.privacy;

import java.util.Arrays;

/**
 * A text position by position in ASCII: full-width forms, spaces and dashes of all kinds become
 * their plain equivalents, so that {@code １３８－１２３４} reads as {@code 138-1234}. Everything else is
 * {@link #OTHER}.
 */
final class Plain {
  /** A character with no ASCII equivalent: Han, mostly. */
  static final byte OTHER = -1;

  private static final byte DIGIT = 1;
  private static final byte LETTER = 2;
  private static final byte UNDERSCORE = 4;
  private static final byte HEX = 8;
  private static final byte[] CLASS = new byte[128];

  static {
    for (int c = 0; c < 128; c++) {
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean digit = c >= '0' && c <= '9';
      CLASS[c] =
          (byte)
              ((digit ? DIGIT : 0)
                  | (letter ? LETTER : 0)
                  | (c == '_' ? UNDERSCORE : 0)
                  | (digit || letter && (c & 0x5f) <= 'F' ? HEX : 0));
    }
  }

  final String text;
  final int length;
  private final byte[] ascii;

  Plain(String text) {
    this.text = text;
    this.length = text.length();
    this.ascii = new byte[length];
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      ascii[i] = c < 128 ? (byte) c : c >= 0x2e80 && c < 0xfe00 && c != 0x3000 ? OTHER : fold(c);
    }
  }

  private static byte fold(char c) {
    if (c > 0xff00 && c < 0xff5f) {
      return (byte) (c - 0xfee0);
    }
    return switch (c) {
      case 0xa0, 0x2002, 0x2003, 0x2005, 0x2007, 0x2009, 0x202f, 0x3000 -> ' ';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xfe63 -> '-';
      default -> OTHER;
    };
  }

  /** The character at {@code i}; a line end before the first and after the last. */
  int at(int i) {
    return i >= 0 && i < length ? ascii[i] : '\n';
  }

  boolean digit(int i) {
    return is(i, DIGIT);
  }

  boolean letter(int i) {
    return is(i, LETTER);
  }

  boolean capital(int i) {
    int c = at(i);
    return c >= 'A' && c <= 'Z';
  }

  boolean hex(int i) {
    return is(i, HEX);
  }

  /** Letter, digit or underscore. */
  boolean word(int i) {
    return is(i, DIGIT | LETTER | UNDERSCORE);
  }

  /** Letter or digit. */
  boolean alphanumeric(int i) {
    return is(i, DIGIT | LETTER);
  }

  boolean other(int i) {
    return at(i) < 0;
  }

  private boolean is(int i, int classes) {
    int c = at(i);
    return c >= 0 && (CLASS[c] & classes) != 0;
  }

  /** First index from {@code i} that is no digit. */
  int digitsEnd(int i) {
    int end = i;
    while (digit(end)) {
      end++;
    }
    return end;
  }

  /** First index from {@code i} that is neither letter, digit nor underscore. */
  int wordEnd(int i) {
    int end = i;
    while (end < length && ascii[end] >= 0 && CLASS[ascii[end]] != 0) {
      end++;
    }
    return end;
  }

  /** Whether {@code word}, in small letters, stands at {@code i} in letters of any case. */
  boolean starts(int i, String word) {
    for (int k = 0; k < word.length(); k++) {
      int c = at(i + k);
      if (c != word.charAt(k) && (c < 'A' || c > 'Z' || (c | 0x20) != word.charAt(k))) {
        return false;
      }
    }
    return true;
  }

  /** The ASCII between two indices, in small letters where {@code lower}. */
  String slice(int from, int to, boolean lower) {
    byte[] copy = Arrays.copyOfRange(ascii, from, to);
    for (int i = 0; i < copy.length; i++) {
      byte c = copy[i];
      copy[i] = c < 0 ? (byte) '?' : lower && c >= 'A' && c <= 'Z' ? (byte) (c | 0x20) : c;
    }
    return new String(copy, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
