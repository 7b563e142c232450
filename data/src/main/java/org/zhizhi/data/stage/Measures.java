package org.zhizhi.data.stage;

/**
 * What {@link Rules} judge a text by, but for its repetitions: counted in one pass over its
 * characters. Lines are those that are not blank, characters those that are no spaces.
 */
final class Measures {
  /** Narrower lines are short (FineWeb: 30 letters); an ideograph is as wide as three letters. */
  private static final int SHORT = 30;

  private final char[] text;

  int lines;
  int shortLines;
  int endedLines;

  /** Short lines that no mark ends: pieces of a menu, cells of a table. */
  int fragments;

  int bulletLines;
  int ellipsisLines;

  int characters;
  int ideographs;
  int letters;
  int digits;
  int punctuation;
  int sentences;
  int hashes;
  int ellipses;
  int braces;

  /** What stands between spaces. */
  int tokens;

  int tokensWithLetters;

  /** Runs of letters and digits: the words of Latin script amid Chinese. */
  int runs;

  int englishStops;
  int chineseStops;
  boolean lorem;

  private boolean loremPending;

  private Measures(char[] text) {
    this.text = text;
  }

  static Measures of(char[] text) {
    Measures measures = new Measures(text);
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        measures.line(start, i);
        start = i + 1;
      }
    }
    measures.line(start, text.length);
    return measures;
  }

  /** Words of a text without spaces: each ideograph, and each run of letters. */
  int units() {
    return ideographs + runs;
  }

  /** Characters that are no letters, digits or marks. */
  int symbols() {
    return characters - ideographs - letters - digits - punctuation;
  }

  private void line(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Chars.is(text[start], Chars.SPACE)) {
      start++;
    }
    while (end > start && Chars.is(text[end - 1], Chars.SPACE)) {
      end--;
    }
    if (start == end) {
      return;
    }
    int before = ideographs;
    characters(start, end);
    lines++;
    boolean isShort = end - start + 2 * (ideographs - before) < SHORT;
    boolean ended = Chars.is(text[end - 1], Chars.LINE_END);
    shortLines += isShort ? 1 : 0;
    endedLines += ended ? 1 : 0;
    fragments += isShort && !ended ? 1 : 0;
    bulletLines += isBullet(start, end) ? 1 : 0;
    boolean dots =
        end - start > 2 && text[end - 1] == '.' && text[end - 2] == '.' && text[end - 3] == '.';
    ellipsisLines += dots || text[end - 1] == '…' ? 1 : 0;
  }

  private void characters(int start, int end) {
    int token = start;
    int letterAt = -1;
    int previous = Chars.SPACE;
    for (int i = start; i < end; i++) {
      char c = text[i];
      int kind = Chars.kind(c);
      if ((kind & Chars.IDEOGRAPH) != 0) {
        ideographs++;
        letterAt = i;
        chineseStops += kind < 0 ? 1 : 0;
      } else if ((kind & Chars.LETTER) != 0) {
        letters++;
        letterAt = i;
        runs += (previous & Chars.WORD) == 0 ? 1 : 0;
      } else if ((kind & Chars.SPACE) != 0) {
        if ((previous & Chars.SPACE) == 0) {
          token(token, i, letterAt);
        }
        token = i + 1;
      } else {
        other(i, c, kind, previous);
      }
      previous = kind;
    }
    token(token, end, letterAt);
  }

  private void token(int start, int end, int letterAt) {
    characters += end - start;
    tokens++;
    tokensWithLetters += letterAt >= start ? 1 : 0;
    int length = end - start;
    if (length > 1 && length < 5) {
      englishStops |= stopWord(start, length);
    }
    if (length == 5) {
      lorem |= loremPending && matches("ipsum", start);
      loremPending = matches("lorem", start);
    } else {
      loremPending = false;
    }
  }

  /** A bit for each of the words of which Gopher asks for two. */
  private int stopWord(int start, int length) {
    int letters = 0;
    for (int i = start; i < start + length; i++) {
      letters = letters << 8 | (text[i] < 0x80 ? text[i] | 0x20 : 0);
    }
    return switch (letters) {
      case 't' << 16 | 'h' << 8 | 'e' -> 1;
      case 'b' << 8 | 'e' -> 2;
      case 't' << 8 | 'o' -> 4;
      case 'o' << 8 | 'f' -> 8;
      case 'a' << 16 | 'n' << 8 | 'd' -> 16;
      case 't' << 24 | 'h' << 16 | 'a' << 8 | 't' -> 32;
      case 'h' << 24 | 'a' << 16 | 'v' << 8 | 'e' -> 64;
      case 'w' << 24 | 'i' << 16 | 't' << 8 | 'h' -> 128;
      default -> 0;
    };
  }

  private boolean matches(String word, int start) {
    for (int i = 0; i < word.length(); i++) {
      if ((text[start + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Digits, marks and signs. */
  private void other(int i, char c, int kind, int previous) {
    digits += (kind & Chars.DIGIT) != 0 ? 1 : 0;
    runs += (kind & Chars.DIGIT) != 0 && (previous & Chars.WORD) == 0 ? 1 : 0;
    punctuation += (kind & Chars.PUNCTUATION) != 0 ? 1 : 0;
    switch (c) {
      case '.' -> {
        boolean ends = i + 1 == text.length || Chars.is(text[i + 1], Chars.SPACE | Chars.LINE_END);
        boolean dots = i > 0 && text[i - 1] == '.';
        sentences += ends && !dots ? 1 : 0;
        ellipses += dots && i > 1 && text[i - 2] == '.' && (i < 3 || text[i - 3] != '.') ? 1 : 0;
      }
      case '…' -> ellipses += i == 0 || text[i - 1] != '…' ? 1 : 0;
      case '#' -> hashes++;
      case '{', '}' -> braces++;
      default -> {}
    }
    sentences += (kind & Chars.SENTENCE_END) != 0 && (previous & Chars.SENTENCE_END) == 0 ? 1 : 0;
  }

  private boolean isBullet(int start, int end) {
    char c = text[start];
    boolean sign = c == '-' || c == '*' || c == '+';
    if (sign) {
      return start + 1 < end && text[start + 1] == ' ';
    }
    return c == '·' || c >= 0x2022 && "•‣▪●○■□◆◇★☆►▶".indexOf(c) >= 0;
  }
}
