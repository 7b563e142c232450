package org.zhizhi.extract;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a page with its paragraphs on lines of their own: a line as wide as the column that ends
 * in the middle of a sentence goes on in the next. Chinese is joined without a space, a hyphenated
 * word without its hyphen.
 */
final class Unwrapped {
  /** Width of a line, as a share of the column's, from which it counts as full. */
  private static final double FULL = 0.8;

  /** Columns narrower than this, in letters, are lists and tables. */
  private static final int NARROW = 24;

  private static final String ENDS = "。！？：；…”』」.!?:;";

  private static final Pattern ITEM =
      Pattern.compile(
          "[•●○■□◆▪·*–—-]\\s.*|[(（]?\\d{1,3}[.)、）．].*|[(（]?[一二三四五六七八九十]{1,3}[、)）].*"
              + "|第.{1,6}[章节条款].*");

  private Unwrapped() {}

  static String of(String page) {
    List<String> lines = page.lines().toList();
    int[] widths = lines.stream().mapToInt(Unwrapped::width).filter(w -> w > 0).sorted().toArray();
    if (widths.length < 3) {
      return page;
    }
    int column = widths[(int) (0.9 * (widths.length - 1))];
    StringBuilder text = new StringBuilder(page.length());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
      if (column < NARROW || width(line) < FULL * column || !goesOn(line, next)) {
        text.append(line).append('\n');
      } else {
        join(text, line, next);
      }
    }
    return text.toString();
  }

  private static boolean goesOn(String line, String next) {
    return !next.isBlank()
        && next.indexOf('\t') < 0
        && line.indexOf('\t') < 0
        && ENDS.indexOf(line.charAt(line.length() - 1)) < 0
        && !ITEM.matcher(next).matches();
  }

  private static void join(StringBuilder text, String line, String next) {
    char last = line.charAt(line.length() - 1);
    char first = next.charAt(0);
    boolean hyphen =
        last == '-'
            && line.length() > 1
            && Character.isLowerCase(line.charAt(line.length() - 2))
            && Character.isLowerCase(first);
    if (hyphen) {
      text.append(line, 0, line.length() - 1);
    } else {
      text.append(line).append(isWide(last) || isWide(first) ? "" : " ");
    }
  }

  /** Width in letters of a terminal: Chinese takes two. */
  private static int width(String line) {
    int width = 0;
    for (int i = 0; i < line.length(); i++) {
      width += isWide(line.charAt(i)) ? 2 : 1;
    }
    return width;
  }

  private static boolean isWide(char c) {
    return c >= 0x2e80 && c < 0xd7a4 || c >= 0xf900 && c < 0xfb00 || c >= 0xff00 && c < 0xff61;
  }
}
