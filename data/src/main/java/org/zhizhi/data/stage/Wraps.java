package org.zhizhi.data.stage;

import java.util.Arrays;

/**
 * Joins what was cut at the width of a page, as text taken from PDF files is: words hyphenated at
 * line ends, and lines of Chinese. The document itself has to show that it was cut.
 */
final class Wraps {
  /** Hyphens at line ends in a document from which on they are no chance. */
  static final int HYPHENS = 3;

  /** Shorter lines do not end at a page's width. */
  private static final int LONG_LINE = 30;

  /** What ends a Chinese sentence: a full line that ends so may be a paragraph's last. */
  private static final String ENDS = "。！？；：…”』」》）.!?;:";

  private final char[] text;
  private final char[] out;
  private int length;

  private Wraps(char[] text) {
    this.text = text;
    this.out = new char[text.length];
  }

  /** Whether the line from {@code start} to {@code end} ends in a hyphen within a word. */
  static boolean isHyphenated(char[] text, int start, int end) {
    return end - start >= LONG_LINE
        && end + 1 < text.length
        && text[end] == '\n'
        && (text[end - 1] == '-' || text[end - 1] == '\u2010')
        && Character.isLowerCase(text[end - 2])
        && Character.isLowerCase(text[end + 1]);
  }

  /**
   * {@code text} with the second half of each hyphenated word moved up to the first. The hyphen
   * stays where the document writes the word with one elsewhere, or has both halves as words but
   * never the two as one.
   */
  static char[] joinWords(char[] text) {
    Wraps wraps = new Wraps(text);
    wraps.joinWords(new CutWords(text));
    return Arrays.copyOf(wraps.out, wraps.length);
  }

  private void joinWords(CutWords words) {
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      out[length++] = text[i];
      if (text[i] != '\n') {
        continue;
      }
      if (!isHyphenated(text, start, i)) {
        start = i + 1;
        continue;
      }
      length -= words.keepsHyphen(i) ? 1 : 2;
      int end = i + 1;
      while (end < text.length && text[end] != ' ' && text[end] != '\n') {
        out[length++] = text[end++];
      }
      if (end < text.length) {
        out[length++] = '\n';
      }
      i = end;
      start = end + 1;
    }
  }

  /** {@code text} with the lines joined that are as wide as the page and end amid a sentence. */
  static char[] joinLines(char[] text, int page) {
    Wraps wraps = new Wraps(text);
    wraps.joinLines(page);
    return Arrays.copyOf(wraps.out, wraps.length);
  }

  private void joinLines(int page) {
    int columns = 0;
    for (int i = 0; i < text.length; i++) {
      char c = text[i];
      if (c != '\n') {
        columns += c < 0x2e80 ? 1 : 2;
        out[length++] = c;
        continue;
      }
      boolean cut = LineWidths.isFull(columns, page) && i > 0 && continues(i);
      if (!cut) {
        out[length++] = c;
      }
      columns = 0;
    }
  }

  /** Whether the sentence goes on over the line end at {@code i}. */
  private boolean continues(int i) {
    if (i + 1 >= text.length) {
      return false;
    }
    char before = text[i - 1];
    char after = text[i + 1];
    boolean open = LineWidths.isHan(before) || before == '，' || before == '、' || before == '“';
    boolean goesOn =
        LineWidths.isHan(after)
            || after != '（' && ENDS.indexOf(after) >= 0
            || after == '，'
            || after == '、';
    return open && goesOn && !startsItem(i + 1);
  }

  /** 第三条, 一、: what starts an item starts a line. */
  private boolean startsItem(int i) {
    int end = Math.min(text.length, i + 6);
    if (text[i] == '第') {
      for (int k = i + 1; k < end; k++) {
        if ("条章节编款项回卷部篇".indexOf(text[k]) >= 0) {
          return true;
        }
      }
    }
    int k = i;
    while (k < end && "一二三四五六七八九十百".indexOf(text[k]) >= 0) {
      k++;
    }
    return k > i && k < text.length && (text[k] == '、' || text[k] == '．');
  }
}
