package org.zhizhi.data.stage;

/** What a document shows about the words that it hyphenates at line ends. */
final class CutWords {
  private final char[] text;
  private final LongSet asked = new LongSet(64);
  private final LongSet seen = new LongSet(64);

  CutWords(char[] text) {
    this.text = text;
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        if (Wraps.isHyphenated(text, start, i)) {
          ask(i);
        }
        start = i + 1;
      }
    }
    look();
  }

  /** Whether the hyphen before the line end at {@code i} belongs to the word. */
  boolean keepsHyphen(int i) {
    if (seen.contains(hash(i, false))) {
      return false;
    }
    return seen.contains(hash(i, true))
        || seen.contains(hash(wordStart(i - 1), i - 1))
            && seen.contains(hash(i + 1, wordEnd(i + 1)));
  }

  private void ask(int i) {
    asked.add(hash(i, false));
    asked.add(hash(i, true));
    asked.add(hash(wordStart(i - 1), i - 1));
    asked.add(hash(i + 1, wordEnd(i + 1)));
  }

  /** Marks which of the words that were asked for stand in the text, not counting cut halves. */
  private void look() {
    for (int i = 0; i < text.length; ) {
      if (!isPart(text[i])) {
        i++;
        continue;
      }
      int end = i;
      while (end < text.length && (isPart(text[end]) || isInnerHyphen(end))) {
        end++;
      }
      boolean second = i > 1 && text[i - 1] == '\n' && isHyphen(text[i - 2]);
      boolean first = end + 1 < text.length && isHyphen(text[end]) && text[end + 1] == '\n';
      long hash = hash(i, end);
      if (!first && !second && asked.contains(hash)) {
        seen.add(hash);
      }
      i = end;
    }
  }

  private boolean isInnerHyphen(int i) {
    return isHyphen(text[i]) && i + 1 < text.length && isPart(text[i + 1]);
  }

  private int wordStart(int end) {
    int i = end;
    while (i > 0 && (isPart(text[i - 1]))) {
      i--;
    }
    return i;
  }

  private int wordEnd(int start) {
    int i = start;
    while (i < text.length && isPart(text[i])) {
      i++;
    }
    return i;
  }

  /** Hash of the two halves around the line end at {@code i}, with a hyphen between or without. */
  private long hash(int i, boolean hyphen) {
    long hash = add(start(), wordStart(i - 1), i - 1);
    hash = hyphen ? step(hash, '-') : hash;
    return LongSet.mix(add(hash, i + 1, wordEnd(i + 1)));
  }

  private long hash(int from, int to) {
    return LongSet.mix(add(start(), from, to));
  }

  private long add(long hash, int from, int to) {
    long sum = hash;
    for (int i = from; i < to; i++) {
      sum = step(sum, isHyphen(text[i]) ? '-' : Character.toLowerCase(text[i]));
    }
    return sum;
  }

  private static long start() {
    return 0xcbf29ce484222325L;
  }

  private static long step(long hash, char c) {
    return (hash ^ c) * 0x100000001b3L;
  }

  private static boolean isPart(char c) {
    return Character.isLetter(c);
  }

  private static boolean isHyphen(char c) {
    return c == '-' || c == '\u2010';
  }
}
