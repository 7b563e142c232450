package org.zhizhi.data.stage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Decides by their company which of the suspect lines of a text go. */
final class FurnitureLines {
  /** Lines in a row that may be a menu's and then are. */
  private static final int MENU = 3;

  /** Numbers in a row, one greater each, that are pages, and the lines there are between two. */
  private static final int PAGES = 4;

  private static final int PAGE_LINES = 8;

  /** A head or foot is this short, and stands by so many page numbers. */
  private static final int HEAD = 60;

  private static final int HEADS = 3;

  /**
   * Longer lines are no furniture only because they stand between two, nor are those farther in.
   */
  private static final int BETWEEN = 30;

  private static final int EDGE = 12;

  private final char[] text;
  private final SuspectLines suspects;
  private final boolean[] gone;
  private int[] starts;
  private int size;

  FurnitureLines(char[] text, SuspectLines suspects, Boilerplate.Settings settings) {
    this.text = text;
    this.suspects = suspects;
    this.gone = new boolean[suspects.size()];
    this.starts = new int[suspects.size() + 8];
    sure();
    menus();
    pageNumbers();
    for (int i = 0; i < gone.length; i++) {
      if (gone[i]) {
        add(suspects.start(i));
      }
    }
    between();
    if (settings.pages()) {
      heads();
    }
  }

  /** Where the lines start that go, ascending. */
  int[] starts() {
    return Arrays.stream(starts, 0, size).sorted().distinct().toArray();
  }

  private void sure() {
    for (int i = 0; i < gone.length; i++) {
      byte kind = suspects.kind(i);
      gone[i] = kind == SuspectLines.SURE || kind == SuspectLines.LINK || kind == SuspectLines.PAGE;
    }
  }

  /** Lines that may be a menu's go in rows of them, and beside one that goes for sure. */
  private void menus() {
    int i = 0;
    while (i < gone.length) {
      if (!isMenu(i)) {
        i++;
        continue;
      }
      int end = i + 1;
      boolean sure = suspects.kind(i) == SuspectLines.SURE;
      while (end < gone.length
          && isMenu(end)
          && suspects.ordinal(end) == suspects.ordinal(end - 1) + 1) {
        sure |= suspects.kind(end) == SuspectLines.SURE;
        end++;
      }
      if (sure || end - i >= MENU) {
        Arrays.fill(gone, i, end, true);
      }
      i = end;
    }
  }

  private boolean isMenu(int i) {
    return suspects.kind(i) == SuspectLines.SURE || suspects.kind(i) == SuspectLines.COMPANY;
  }

  /**
   * Bare numbers go where they count pages: each one more than the last, far apart, and now and
   * then amid a sentence, where no number of a chapter stands.
   */
  private void pageNumbers() {
    int[] row = new int[gone.length];
    int length = 0;
    for (int i = 0; i < gone.length; i++) {
      if (suspects.kind(i) != SuspectLines.NUMBER) {
        continue;
      }
      boolean next =
          length > 0
              && suspects.number(i) == suspects.number(row[length - 1]) + 1
              && suspects.ordinal(i) - suspects.ordinal(row[length - 1]) >= PAGE_LINES;
      if (!next) {
        endRow(row, length);
        length = 0;
      }
      row[length++] = i;
    }
    endRow(row, length);
  }

  private void endRow(int[] row, int length) {
    int amid = 0;
    for (int k = 0; k < length; k++) {
      int before = previousLine(suspects.start(row[k]));
      int end = before < 0 ? 0 : LineCutter.lineEnd(text, before);
      amid += end > 0 && !Chars.is(text[end - 1], Chars.LINE_END) ? 1 : 0;
    }
    for (int k = 0; k < length && length >= PAGES && amid * 3 >= length; k++) {
      gone[row[k]] = true;
    }
  }

  /** A short line between two of a menu that go, at the head or foot of the text. */
  private void between() {
    int last = -1;
    for (int i = 0; i < gone.length; i++) {
      if (!gone[i] || !isMenu(i)) {
        continue;
      }
      int ordinal = suspects.ordinal(i);
      boolean edge = ordinal < EDGE || ordinal > suspects.lines() - EDGE;
      if (edge && last >= 0 && ordinal == suspects.ordinal(last) + 2) {
        int start = nextLine(suspects.end(last));
        int end = LineCutter.lineEnd(text, start);
        if (end - start <= BETWEEN && !Chars.is(text[end - 1], Chars.LINE_END)) {
          add(start);
        }
      }
      last = i;
    }
  }

  /** Running heads and feet: the same short line beside one page number after another. */
  private void heads() {
    Map<Long, Integer> counts = new HashMap<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < gone.length; i++) {
        boolean page =
            suspects.kind(i) == SuspectLines.PAGE || suspects.kind(i) == SuspectLines.NUMBER;
        if (page && gone[i]) {
          head(previousLine(suspects.start(i)), counts, round);
          head(nextLine(suspects.end(i)), counts, round);
        }
      }
    }
  }

  private void head(int start, Map<Long, Integer> counts, int round) {
    if (start < 0 || start >= text.length) {
      return;
    }
    int end = LineCutter.lineEnd(text, start);
    if (end - start > HEAD) {
      return;
    }
    long hash = LongSet.hash(text, start, end);
    if (round == 0) {
      counts.merge(hash, 1, Integer::sum);
    } else if (counts.get(hash) >= HEADS) {
      add(start);
    }
  }

  /** Start of the first line behind {@code end} that is not blank. */
  private int nextLine(int end) {
    int i = end;
    while (i < text.length && text[i] == '\n') {
      i++;
    }
    return i;
  }

  /** Start of the last line before {@code start} that is not blank; -1 if there is none. */
  private int previousLine(int start) {
    int end = start;
    while (end > 0 && text[end - 1] == '\n') {
      end--;
    }
    int i = end;
    while (i > 0 && text[i - 1] != '\n') {
      i--;
    }
    return end == 0 ? -1 : i;
  }

  private void add(int start) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
    }
    starts[size++] = start;
  }
}
