package org.zhizhi.data.privacy;

/**
 * Groups of digits with a separator between each two: {@code (010) 6234-5678}. Reused for every
 * number of a text.
 */
final class DigitGroups {
  static final int MOST = 8;
  private static final int MOST_DIGITS = 32;

  /** The values of all digits, one group after the other. */
  final int[] digits = new int[MOST_DIGITS + 2];

  /** How many groups there are. */
  int count;

  /** Where each group starts and ends in the text. */
  final int[] from = new int[MOST];

  final int[] to = new int[MOST];

  /** Digits before each group; the entry after the last counts all. */
  final int[] before = new int[MOST + 1];

  /** The sign before each group: space, {@code - . ( )}; 0 before the first. */
  final int[] sign = new int[MOST];

  /** Reads the groups from the digit at {@code start} on, as many as there is room for. */
  void read(Plain plain, int start) {
    count = 0;
    before[0] = 0;
    int i = start;
    int separator = 0;
    while (count < MOST) {
      int end = plain.digitsEnd(i);
      if (before[count] + end - i > MOST_DIGITS) {
        return;
      }
      for (int k = i; k < end; k++) {
        digits[before[count] + k - i] = plain.at(k) - '0';
      }
      from[count] = i;
      to[count] = end;
      sign[count] = separator;
      count++;
      before[count] = before[count - 1] + end - i;
      i = end;
      separator = 0;
      while (i < end + 3 && isSign(plain.at(i))) {
        separator = stronger(separator, plain.at(i));
        i++;
      }
      boolean one = i - end == 1 || separator == '(' || separator == ')';
      boolean spaced = separator == '-' && blanks(plain, end, i) == i - end - 1;
      if (!plain.digit(i) || !one && !spaced) {
        return;
      }
    }
  }

  private static int blanks(Plain plain, int from, int to) {
    int blanks = 0;
    for (int i = from; i < to; i++) {
      blanks += plain.at(i) == ' ' ? 1 : 0;
    }
    return blanks;
  }

  private static boolean isSign(int c) {
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')';
  }

  private static int stronger(int a, int b) {
    return rank(a) >= rank(b) ? a : b;
  }

  private static int rank(int c) {
    return switch (c) {
      case ')' -> 5;
      case '(' -> 4;
      case '-' -> 3;
      case '.' -> 2;
      case ' ' -> 1;
      default -> 0;
    };
  }

  /** Digits in group {@code g}. */
  int size(int g) {
    return to[g] - from[g];
  }

  /** Whether the groups from {@code g} on start with groups of these sizes. */
  boolean shaped(int g, int... sizes) {
    if (g + sizes.length > count) {
      return false;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (size(g + i) != sizes[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the same sign stands before each of the groups after {@code g} and before {@code end}.
   */
  boolean oneSign(int g, int end) {
    for (int i = g + 2; i < end; i++) {
      if (sign[i] != sign[g + 1]) {
        return false;
      }
    }
    return true;
  }

  /** The number that the digits of group {@code g} make, at most nine of them. */
  int value(int g) {
    int value = 0;
    for (int i = before[g]; i < Math.min(before[g + 1], before[g] + 9); i++) {
      value = 10 * value + digits[i];
    }
    return value;
  }
}
