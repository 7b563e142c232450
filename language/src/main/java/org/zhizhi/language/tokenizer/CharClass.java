package org.zhizhi.language.tokenizer;

/** What the split rules ask about a character, as bits: general category, white space, script. */
final class CharClass {
  static final int LETTER = 1;
  static final int MARK = 2;
  static final int NUMBER = 4;

  /** Punctuation or symbol: {@code [\p{P}\p{S}]}. */
  static final int SYMBOL = 8;

  /** The Unicode property White_Space, as {@code \s} means it; newlines included. */
  static final int SPACE = 16;

  /** Carriage return or line feed. */
  static final int NEWLINE = 32;

  /** DeepSeek's {@code [一-龥぀-ゟ゠-ヿ]}: common Han characters and kana. */
  static final int CJK = 64;

  private static final byte[] BMP = new byte[0x10000];

  static {
    for (int c = 0; c < BMP.length; c++) {
      BMP[c] = (byte) compute(c);
    }
  }

  private CharClass() {}

  /** The class of the code point that starts at {@code i}. */
  static int at(String text, int i) {
    char c = text.charAt(i);
    return Character.isSurrogate(c) ? compute(text.codePointAt(i)) : BMP[c];
  }

  /** The index after the code point that starts at {@code i}. */
  static int after(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))
        ? i + 2
        : i + 1;
  }

  private static int compute(int c) {
    int category =
        switch (Character.getType(c)) {
          case Character.UPPERCASE_LETTER,
              Character.LOWERCASE_LETTER,
              Character.TITLECASE_LETTER,
              Character.MODIFIER_LETTER,
              Character.OTHER_LETTER ->
              LETTER;
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              MARK;
          case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
              NUMBER;
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION,
              Character.MATH_SYMBOL,
              Character.CURRENCY_SYMBOL,
              Character.MODIFIER_SYMBOL,
              Character.OTHER_SYMBOL ->
              SYMBOL;
          default -> 0;
        };
    boolean space = (c >= 9 && c <= 13) || c == 0x85 || Character.isSpaceChar(c);
    boolean cjk = (c >= 0x4e00 && c <= 0x9fa5) || (c >= 0x3040 && c <= 0x30ff);
    return category
        | (space ? SPACE : 0)
        | (c == '\r' || c == '\n' ? NEWLINE : 0)
        | (cjk ? CJK : 0);
  }
}
