package org.zhizhi.data.stage;

import java.util.Arrays;

/** The lines of a text that may be furniture, in their order: most texts have none. */
final class SuspectLines {
  /** Why a line is suspect. */
  static final byte NONE = 0;

  /** Furniture wherever it stands. */
  static final byte SURE = 1;

  /** Furniture among others. */
  static final byte COMPANY = 2;

  /** An address and nothing else. */
  static final byte LINK = 3;

  /** A page number that says so. */
  static final byte PAGE = 4;

  /** A number that may be a page's. */
  static final byte NUMBER = 5;

  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int[] ordinals = new int[8];
  private int[] numbers = new int[8];
  private byte[] kinds = new byte[8];
  private int size;
  private int lines;

  private SuspectLines() {}

  static SuspectLines of(char[] text, Boilerplate.Settings settings) {
    SuspectLines lines = new SuspectLines();
    LineJudge judge = new LineJudge(text, settings);
    int ordinal = 0;
    for (int start = 0; start < text.length; ) {
      int end = LineCutter.lineEnd(text, start);
      if (end > start) {
        byte kind = judge.judge(start, end);
        if (kind != NONE) {
          lines.add(start, end, ordinal, kind, judge.number());
        }
        ordinal++;
      }
      start = end + 1;
    }
    lines.lines = ordinal;
    return lines;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Lines of the text that are not blank. */
  int lines() {
    return lines;
  }

  int start(int i) {
    return starts[i];
  }

  int end(int i) {
    return ends[i];
  }

  /** Which of the lines that are not blank it is. */
  int ordinal(int i) {
    return ordinals[i];
  }

  /** The number of the page, where the line has one. */
  int number(int i) {
    return numbers[i];
  }

  byte kind(int i) {
    return kinds[i];
  }

  private void add(int start, int end, int ordinal, byte kind, int number) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      ordinals = Arrays.copyOf(ordinals, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    starts[size] = start;
    ends[size] = end;
    ordinals[size] = ordinal;
    numbers[size] = number;
    kinds[size] = kind;
    size++;
  }
}
