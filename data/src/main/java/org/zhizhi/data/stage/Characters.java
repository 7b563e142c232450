package org.zhizhi.data.stage;

import java.util.Arrays;
import org.zhizhi.data.language.Script;

/** Rewrites a text without what {@link Odd} says does not belong in it. */
final class Characters {
  /** Marks in a row that are kept: the bound of the stream-safe format in UAX #15. */
  static final int MARKS = 30;

  /** Blank lines in a row that are kept: code sets its parts off by two. */
  static final int BLANK_LINES = 2;

  private final char[] text;
  private final char[] out;
  private int length;

  /** Where the current line starts in {@link #out}. */
  private int lineStart;

  private int blank;
  private int marks;
  private boolean swallowSpaces;

  /** Controls and halves of characters that were taken out. */
  private int damage;

  private Characters(char[] text) {
    this.text = text;
    this.out = new char[text.length];
  }

  /**
   * A text put right.
   *
   * @param damage how many control characters were taken out
   */
  record Cleaned(char[] text, int damage) {}

  static Cleaned clean(char[] text) {
    Characters characters = new Characters(text);
    for (int i = 0; i < text.length; ) {
      i += characters.take(i);
    }
    characters.endText();
    return new Cleaned(Arrays.copyOf(characters.out, characters.length), characters.damage);
  }

  /** Whether the full-width sign at {@code i} stands between full-width digits or letters. */
  static boolean joinsWide(char[] text, int i) {
    return i > 0
        && i + 1 < text.length
        && Odd.of(text[i - 1]) == Odd.WIDE
        && Odd.of(text[i + 1]) == Odd.WIDE;
  }

  /** Takes the character at {@code i}, and says how many units it took. */
  private int take(int i) {
    char c = text[i];
    byte code = Odd.of(c);
    if (code == Odd.PLAIN) {
      if (c != ' ' || !swallowSpaces) {
        put(c);
      }
      return 1;
    }
    switch (code) {
      case Odd.NEWLINE -> newLine();
      case Odd.BREAK -> {
        newLine();
        return c == '\r' && i + 1 < text.length && text[i + 1] == '\n' ? 2 : 1;
      }
      case Odd.INVISIBLE -> {}
      case Odd.CONTROL -> damage++;
      case Odd.SPACE -> space(c);
      case Odd.WIDE -> put((char) (c - 0xfee0));
      case Odd.WIDE_SIGN -> put(joinsWide(text, i) ? (char) (c - 0xfee0) : c);
      case Odd.MARK -> mark(c);
      case Odd.SURROGATE -> {
        return surrogates(i);
      }
      case Odd.SOFT_HYPHEN -> {
        return cutsWord(i) ? 2 : 1;
      }
      case Odd.JOINER -> {
        if (joins(i)) {
          put(c);
        }
      }
      case Odd.BULLET -> put('•');
      default -> put(c);
    }
    return 1;
  }

  private void put(char c) {
    out[length++] = c;
    swallowSpaces = false;
    marks = 0;
  }

  private void newLine() {
    trimLine();
    boolean empty = length == lineStart;
    blank = empty ? blank + 1 : 0;
    if (length > 0 && blank <= BLANK_LINES) {
      out[length++] = '\n';
      lineStart = length;
    }
    swallowSpaces = false;
    marks = 0;
  }

  private void trimLine() {
    while (length > lineStart && isPlainSpace(out[length - 1])) {
      length--;
    }
  }

  private void endText() {
    trimLine();
    while (length > 0 && out[length - 1] == '\n') {
      length--;
    }
  }

  /** Ideographic spaces indent a paragraph, which says nothing; others may indent code. */
  private void space(char c) {
    if (isIndent()) {
      if (c != 0x3000) {
        out[length++] = ' ';
      }
    } else if (!swallowSpaces) {
      if (out[length - 1] != ' ') {
        out[length++] = ' ';
      }
      swallowSpaces = true;
    }
    marks = 0;
  }

  private boolean isIndent() {
    int i = length - 1;
    while (i >= lineStart && isPlainSpace(out[i])) {
      i--;
    }
    return i < lineStart;
  }

  private static boolean isPlainSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private void mark(char c) {
    int row = marks + 1;
    if (!Odd.isMark(c) || row <= MARKS) {
      put(c);
    }
    marks = Odd.isMark(c) ? row : 0;
  }

  private int surrogates(int i) {
    boolean pair =
        Character.isHighSurrogate(text[i])
            && i + 1 < text.length
            && Character.isLowSurrogate(text[i + 1]);
    if (!pair) {
      put('\ufffd');
      return 1;
    }
    int code = Character.toCodePoint(text[i], text[i + 1]);
    boolean mark = Odd.isMark(code);
    int row = mark ? marks + 1 : 0;
    boolean tag = code >= 0xe0000 && code < 0xe0100;
    if (!tag && row <= MARKS) {
      put(text[i]);
      put(text[i + 1]);
    }
    marks = row;
    return 2;
  }

  /** Whether the soft hyphen at {@code i} parts a word at the end of a line. */
  private boolean cutsWord(int i) {
    return i + 2 < text.length
        && text[i + 1] == '\n'
        && length > lineStart
        && Character.isLetter(out[length - 1])
        && Character.isLowerCase(text[i + 2]);
  }

  private boolean joins(int i) {
    return length > 0 && i + 1 < text.length && isJoined(out[length - 1]) && isJoined(text[i + 1]);
  }

  private static boolean isJoined(char c) {
    return switch (Script.of(c)) {
      case ARABIC, DEVANAGARI, BENGALI, TAMIL, TELUGU, KANNADA, MALAYALAM, GUJARATI, GURMUKHI ->
          true;
      case ORIYA, SINHALA, KHMER, MYANMAR, MONGOLIAN, TIBETAN -> true;
      default -> Character.isSurrogate(c) || c == 0xfe0f || c >= 0x2190 && c < 0x2c00;
    };
  }
}
