package org.zhizhi.data.quality;

import java.util.Arrays;

/** What one walk over a text counts. */
final class Features {
  /** Words and characters in a stretch; what comes back after it is no repetition. */
  private static final int STRETCH = 4096;

  private static final int VOWELS = bits("aeiouy");

  int visible;
  int han;
  int letters;
  int words;
  int oddWords;
  int digits;
  int ends;
  int pauses;
  int broken;
  int englishFunctions;
  int hanFunctions;
  int placed;
  int misplaced;
  int lines;
  int longLineUnits;
  int closedLineUnits;
  int grams;
  int repeated;
  int strays;
  int commonWords;
  int wordStarts;

  private final long[] seen = new long[STRETCH * 8 / 64];
  private int untilFresh = STRETCH;
  private long gram;

  // the line and the word under way
  private int lineUnits;
  private boolean clauseStart = true;
  private int lastFunction;
  private char last;
  private boolean lastHan;
  private boolean lastBegins; // the character before begins a common word
  private boolean lastStray;

  /** Characters and words: what a sentence is long in. */
  int units() {
    return han + words;
  }

  /** Counts what is in {@code text} between two indices. */
  void read(String text, int from, int to) {
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (c >= 0x4e00 && c < 0xa000) {
        hanCharacter(c);
        i++;
      } else if (isLetter(c)) {
        i = word(text, i, to);
      } else {
        sign(c);
        i++;
      }
    }
    if (lineUnits > 0) {
      endLine();
    }
  }

  private static boolean isLetter(char c) {
    return c < 128
        ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
        : c >= 0xc0 && c < 0x2000 && Character.isLetter(c);
  }

  private static int bits(String letters) {
    return letters.chars().map(c -> 1 << (c - 'a')).reduce(0, (a, b) -> a | b);
  }

  private void hanCharacter(char c) {
    han++;
    visible++;
    lineUnits++;
    gram((gram << 10) ^ ((c & 0x3ff) * 0x155L) ^ (c >>> 10));
    strays += lastStray ? 1 : 0;
    int classes = FunctionWords.han(c);
    wordStarts += (classes & FunctionWords.BEGINS_WORD) != 0 ? 1 : 0;
    commonWords += lastBegins && FunctionWords.isWord(last, c) ? 1 : 0;
    lastBegins = (classes & FunctionWords.BEGINS_WORD) != 0;
    if ((classes & FunctionWords.FUNCTION) != 0) {
      hanFunctions++;
      if ((classes & (FunctionWords.OPENS | FunctionWords.CLOSES)) != 0) {
        placed++;
        boolean doubled = last == c;
        boolean starts = clauseStart && (classes & FunctionWords.CLOSES) != 0;
        misplaced += doubled || starts ? 1 : 0;
      }
    }
    lastFunction = classes;
    clauseStart = false;
    last = c;
    lastHan = true;
    lastStray = false;
  }

  private int word(String text, int from, int to) {
    int i = from;
    int code = 0;
    int hash = 0;
    int vowels = 0;
    int digitsIn = 0;
    int turns = 0;
    boolean upperBefore = true;
    while (i < to) {
      char c = text.charAt(i);
      int small = c | 0x20;
      if (small >= 'a' && small <= 'z' && c < 128) {
        boolean upper = c < 'a';
        turns += upper && !upperBefore ? 1 : 0;
        upperBefore = upper;
        vowels += VOWELS >>> (small - 'a') & 1;
        code = FunctionWords.code(code, small);
      } else if (isLetter(c)) {
        vowels++;
      } else if (c >= '0' && c <= '9') {
        digitsIn++;
      } else if (c != '\'' || i + 1 >= to || !isLetter(text.charAt(i + 1))) {
        break;
      }
      hash = hash * 31 + small;
      i++;
    }
    int size = i - from;
    words++;
    letters += size - digitsIn;
    visible += size;
    lineUnits++;
    gram(gram << 16 ^ (hash ^ hash >>> 16) & 0xffff);
    boolean strange = digitsIn > 0 && size - digitsIn > 1 || turns > 0 && size < 12;
    boolean unspoken = size > 4 && vowels == 0 || size > 28;
    boolean lone = size == 1 && code != 1 && code != 9; // neither "a" nor "I"
    oddWords += strange || unspoken || lone ? 1 : 0;
    int classes = size <= 6 && digitsIn == 0 ? FunctionWords.english(code) : 0;
    if (classes != 0) {
      englishFunctions++;
      boolean article = (lastFunction & FunctionWords.ARTICLE) != 0;
      placed += (classes & FunctionWords.OPENS) != 0 ? 1 : 0;
      misplaced += article && (classes & FunctionWords.AFTER_NO_ARTICLE) != 0 ? 1 : 0;
    }
    lastFunction = classes;
    clauseStart = false;
    lastStray = lastHan && lone;
    lastBegins = false;
    last = 0;
    lastHan = false;
    return i;
  }

  private void sign(char c) {
    switch (c) {
      case ' ', '\t', '\u3000', '\u00a0', '\r' -> {
        lastHan = false;
        lastBegins = false;
        return;
      }
      case '\n' -> {
        endLine();
        clauseStart = true;
        lastFunction = 0;
        last = 0;
        lastHan = false;
        lastBegins = false;
        lastStray = false;
        return;
      }
      case '。', '！', '？', '…', '.', '!', '?' -> {
        ends += last == c ? 0 : 1;
        clause(c);
      }
      case '，', '、', '；', '：', ',', ';', ':' -> {
        pauses += last == c ? 0 : 1;
        clause(c);
      }
      default -> {
        if (c >= '0' && c <= '9') {
          digits++;
          gram(gram << 10 ^ c);
        } else {
          lastStray = lastHan && isStray(c);
          broken += c == '\ufffd' || c < ' ' || c >= 0xe000 && c < 0xf900 ? 1 : 0;
        }
        lastFunction = 0;
        clauseStart = false;
      }
    }
    visible++;
    last = c;
    lastHan = false;
    lastBegins = false;
  }

  /** Whether a sign has no business between two Han characters. */
  private static boolean isStray(char c) {
    return switch (c) {
      case '"', '\'', '(', ')', '/', '-', '<', '>', '[', ']', '%', '+', '&', '|' -> false;
      default -> c < 128 || c >= 0x2500 && c < 0x2e80;
    };
  }

  /** A clause ends with {@code sign}. */
  private void clause(char sign) {
    boolean open = (lastFunction & FunctionWords.OPENS) != 0;
    boolean empty = clauseStart && last != sign && sign >= 0x3000 && last != '…' && sign != '：';
    misplaced += open || empty ? 1 : 0;
    lastStray = lastHan && sign < 128;
    lastFunction = 0;
    clauseStart = true;
  }

  private void endLine() {
    if (lineUnits > 0) {
      lines++;
      longLineUnits += lineUnits >= 9 ? lineUnits : 0;
      boolean closed = "。！？…，；：、.!?,;:”」』）)\"".indexOf(last) >= 0;
      closedLineUnits += closed ? lineUnits : 0;
      lineUnits = 0;
    }
  }

  /** Takes what stands for the last four words or six Han characters. */
  private void gram(long latest) {
    gram = latest;
    if (--untilFresh <= 0) {
      Arrays.fill(seen, 0);
      untilFresh = STRETCH;
    }
    long key = gram * 0x9e3779b97f4a7c15L >>> 49;
    long bit = 1L << key;
    int at = (int) (key >>> 6);
    grams++;
    repeated += (seen[at] & bit) != 0 ? 1 : 0;
    seen[at] |= bit;
  }
}
