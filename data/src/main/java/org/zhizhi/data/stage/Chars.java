package org.zhizhi.data.stage;

import org.zhizhi.data.language.Script;

/** What kind each UTF-16 unit is of, as bits in a table: one load where a method would decide. */
final class Chars {
  /** A letter of a script with spaces between words, or a mark on one. */
  static final int LETTER = 1;

  /** A character of a script without spaces between words: Han, kana, Thai. */
  static final int IDEOGRAPH = 2;

  static final int DIGIT = 4;
  static final int SPACE = 8;
  static final int PUNCTUATION = 16;

  /** Ends a sentence, as a mark of its own: a full stop decides by what follows. */
  static final int SENTENCE_END = 32;

  /** May stand last in a line of prose. */
  static final int LINE_END = 64;

  /** A Chinese character of grammar, modern or classical; the sign bit of a byte. */
  static final int STOP = 128;

  static final int WORD = LETTER | DIGIT;

  /** The stop words of FineWeb2 for Chinese that are one character, and those of older writing. */
  private static final String STOPS = "的年在月是和日了於于為为有被人中他與与後后也而由不这這我一之其者以所曰乃則则无無";

  private static final byte[] KINDS = table();

  private Chars() {}

  static int kind(char c) {
    return KINDS[c];
  }

  static boolean is(char c, int kinds) {
    return (KINDS[c] & kinds) != 0;
  }

  private static byte[] table() {
    byte[] table = new byte[1 << 16];
    for (int i = 0; i < table.length; i++) {
      char c = (char) i;
      int kind = 0;
      switch (Script.of(c)) {
        case HAN, KANA, THAI, LAO, KHMER, MYANMAR, TIBETAN -> kind = IDEOGRAPH;
        default -> {
          int type = Character.getType(c);
          boolean mark =
              type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
          kind = Character.isLetter(c) || mark ? LETTER : 0;
        }
      }
      kind |= Character.isDigit(c) ? DIGIT : 0;
      kind |= Character.isWhitespace(c) || Character.isSpaceChar(c) ? SPACE : 0;
      kind |= isPunctuation(c) ? PUNCTUATION : 0;
      kind |= "。！？!?…．｡".indexOf(c) >= 0 ? SENTENCE_END : 0;
      kind |= "。！？!?….．｡；;\"'”’」』）)》".indexOf(c) >= 0 ? LINE_END : 0;
      kind |= STOPS.indexOf(c) >= 0 ? STOP : 0;
      table[i] = (byte) kind;
    }
    return table;
  }

  private static boolean isPunctuation(char c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
