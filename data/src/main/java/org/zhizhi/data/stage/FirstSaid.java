package org.zhizhi.data.stage;

/** A text without the long lines and sentences that it had said before. */
final class FirstSaid {
  private final char[] text;
  private final int minWidth;
  private final LongSet lines = new LongSet(64);
  private final LongSet said = new LongSet(64);
  private char[] out;
  private int length;
  private int repeated;
  private boolean fenced;

  /** Whether something went since the last line that holds text. */
  private boolean cut;

  FirstSaid(char[] text, int minWidth) {
    this.text = text;
    this.minWidth = minWidth;
    for (int start = 0; start < text.length; ) {
      int end = LineCutter.lineEnd(text, start);
      line(start, end);
      start = end + 1;
    }
  }

  /** Characters that were said before. */
  int repeated() {
    return repeated;
  }

  String text() {
    int end = length;
    while (end > 0 && out[end - 1] == '\n') {
      end--;
    }
    return new String(out, 0, end);
  }

  private void line(int start, int end) {
    boolean fence = end - start > 2 && text[start] == '`' && text[start + 1] == '`';
    fenced ^= fence;
    boolean code = fenced || fence || end > start && (text[start] == '\t' || text[start] == ' ');
    if (code || !isLong(start, end)) {
      keep(start, end);
      keepEnd(end);
      return;
    }
    if (!lines.add(LongSet.hash(text, start, end))) {
      drop(start, end);
      return;
    }
    sentences(start, end);
    boolean nothing = out != null && (length == 0 || out[length - 1] == '\n');
    if (!nothing) {
      keepEnd(end);
    }
  }

  /**
   * Drops sentences that were all said before, if there are several in a row and they are long
   * enough together. Single ones stay: statutes and manuals repeat them on purpose.
   */
  private void sentences(int start, int end) {
    int row = start;
    int count = 0;
    for (int from = start; from < end; ) {
      int to = sentenceEnd(from, end);
      if (said.add(LongSet.hash(text, from, to))) {
        endRow(row, from, count);
        keep(from, to);
        row = to;
        count = 0;
      } else {
        count++;
      }
      from = to;
    }
    endRow(row, end, count);
  }

  private void endRow(int from, int to, int sentences) {
    if (sentences > 1 && isLong(from, to)) {
      drop(from, to);
    } else {
      keep(from, to);
    }
  }

  /**
   * Behind the mark that ends the sentence, the quotes that close it, and the space to the next.
   */
  private int sentenceEnd(int from, int end) {
    int i = from;
    while (i < end && !endsSentence(i, end)) {
      i++;
    }
    while (i < end && Chars.is(text[i], Chars.LINE_END | Chars.SENTENCE_END)) {
      i++;
    }
    while (i < end && Chars.is(text[i], Chars.SPACE)) {
      i++;
    }
    return i;
  }

  private boolean endsSentence(int i, int end) {
    char c = text[i];
    return Chars.is(c, Chars.SENTENCE_END)
        || c == '.' && i + 1 < end && Chars.is(text[i + 1], Chars.SPACE);
  }

  private boolean isLong(int from, int to) {
    if ((to - from) * 3L < minWidth) {
      return false;
    }
    int width = 0;
    for (int i = from; i < to && width < minWidth; i++) {
      width += Chars.is(text[i], Chars.IDEOGRAPH) ? 3 : 1;
    }
    return width >= minWidth;
  }

  /** What is kept is copied only from the first repetition on. */
  private void keep(int from, int to) {
    if (out != null) {
      System.arraycopy(text, from, out, length, to - from);
      length += to - from;
    }
  }

  private void keepEnd(int end) {
    if (out == null || end == text.length) {
      return;
    }
    while (cut && length > 0 && out[length - 1] == ' ') {
      length--; // what parted a sentence from the one that went
    }
    boolean blank = length == 0 || out[length - 1] == '\n';
    boolean twice = length < 2 || out[length - 2] == '\n';
    if (!(cut && blank && twice)) {
      out[length++] = '\n';
    }
    cut &= blank;
  }

  private void drop(int from, int to) {
    if (out == null) {
      out = new char[text.length];
      System.arraycopy(text, 0, out, 0, from);
      length = from;
    }
    repeated += to - from;
    cut = true;
  }
}
