package org.zhizhi.data.stage;

import java.text.Normalizer;

/** What {@link Repair} has to look at: nothing for all but a few of the UTF-16 units. */
final class Odd {
  /** Stays as it is, whatever stands beside it. */
  static final byte PLAIN = 0;

  static final byte NEWLINE = 1;

  /** Ends a line in other ways: CR, form feed, vertical tab, NEL, the separators of Unicode. */
  static final byte BREAK = 2;

  /** No width and no meaning in plain text. */
  static final byte INVISIBLE = 3;

  /** As {@link #INVISIBLE}, and a sign of damage. */
  static final byte CONTROL = 4;

  /** A space of another width, or one that does not break. */
  static final byte SPACE = 5;

  /** A full-width digit or Latin letter. */
  static final byte WIDE = 6;

  /** A full-width sign that joins digits or letters: a dot, a slash. */
  static final byte WIDE_SIGN = 7;

  /** May be composed with what stands before it, or be written otherwise in normal form C. */
  static final byte MARK = 8;

  static final byte SURROGATE = 9;
  static final byte SOFT_HYPHEN = 10;

  /** Joins or parts letters of Arabic and Indic scripts and the pieces of an emoji. */
  static final byte JOINER = 11;

  /** Stands for something lost: the replacement character, private use. */
  static final byte LOST = 12;

  /** A bullet in the private places of the fonts Symbol and Wingdings, as PDF files have them. */
  static final byte BULLET = 13;

  /** The first character of 锟斤拷: two replacement characters in UTF-8, read as GBK. */
  static final byte KUN = 14;

  /** May start UTF-8 that was read as Latin. */
  static final byte LATIN = 15;

  /** May start UTF-8 that was read as GBK. */
  static final byte GBK = 16;

  private static final byte[] OF = table();

  private Odd() {}

  static byte of(char c) {
    return OF[c];
  }

  private static byte[] table() {
    byte[] table = new byte[1 << 16];
    for (int i = 0; i < table.length; i++) {
      table[i] = decide((char) i);
    }
    return table;
  }

  private static byte decide(char c) {
    return switch (c) {
      case '\n' -> NEWLINE;
      case '\t' -> PLAIN;
      case '\r', '\f', 0x0b, 0x85, 0x2028, 0x2029 -> BREAK;
      case 0xa0, 0x1680, 0x202f, 0x205f, 0x3000 -> SPACE;
      case 0xad -> SOFT_HYPHEN;
      case 0x34f, 0x180e, 0x200b, 0x200e, 0x200f, 0x2060, 0xfeff -> INVISIBLE;
      case 0x200c, 0x200d -> JOINER;
      case 0xfffe, 0xffff -> CONTROL;
      case 0xfffd -> LOST;
      case 0xf0b7, 0xf0a7, 0xf06c, 0xf075, 0xf0d8, 0xf0fc -> BULLET;
      case '锟' -> KUN;
      case '．', '＠', '＿', '－', '／', '＋', '＝', '＆', '＃' -> WIDE_SIGN;
      default -> byRange(c);
    };
  }

  private static byte byRange(char c) {
    if (c < 0x20 || c >= 0x7f && c < 0xa0 || c >= 0xfdd0 && c <= 0xfdef) {
      return CONTROL;
    }
    if (c < 0x7f) {
      return PLAIN;
    }
    if (c >= 0xc2 && c <= 0xf4) {
      return LATIN;
    }
    if (c >= 0x2000 && c <= 0x200a) {
      return SPACE;
    }
    boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    if (direction || c >= 0x2061 && c <= 0x206f || c >= 0xfff9 && c <= 0xfffc) {
      return INVISIBLE;
    }
    if (c >= 0xff10 && c <= 0xff19 || c >= 0xff21 && c <= 0xff3a || c >= 0xff41 && c <= 0xff5a) {
      return WIDE;
    }
    if (Character.isSurrogate(c)) {
      return SURROGATE;
    }
    if (Character.getType(c) == Character.PRIVATE_USE) {
      return LOST;
    }
    boolean jamo = c >= 0x1161 && c <= 0x11ff;
    if (isMark(c) || jamo || !Normalizer.isNormalized(String.valueOf(c), Normalizer.Form.NFC)) {
      return MARK;
    }
    return GbkMojibake.mayStart(c) ? GBK : PLAIN;
  }

  /** Whether the code point is a mark that combines with what stands before it. */
  static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
