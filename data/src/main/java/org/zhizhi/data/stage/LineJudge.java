package org.zhizhi.data.stage;

/** Judges the lines of one text by themselves, in their order: could this be furniture? */
final class LineJudge {
  /** Items that make a menu. */
  private static final int ITEMS = 3;

  private final char[] text;
  private final Boilerplate.Settings settings;
  private boolean fenced;
  private int number;

  LineJudge(char[] text, Boilerplate.Settings settings) {
    this.text = text;
    this.settings = settings;
  }

  /** The number of the page that the line judged last names. */
  int number() {
    return number;
  }

  /**
   * What the line from {@code start} to {@code end} may be, of the kinds of {@link SuspectLines}.
   */
  byte judge(int start, int end) {
    number = -1;
    if (end - start > Furniture.ANYWHERE || isCode(start, end)) {
      return SuspectLines.NONE;
    }
    int from = start;
    int to = end;
    while (from < to && isMargin(text[from])) {
      from++;
    }
    while (to > from && isMargin(text[to - 1])) {
      to--;
    }
    if (from == to) {
      return SuspectLines.NONE;
    }
    if (to - from <= Furniture.WHOLE) {
      if (Furniture.PHRASES.isWhole(text, from, to)) {
        return SuspectLines.SURE;
      }
      if (Furniture.PHRASES.isCompany(text, from, to)) {
        return SuspectLines.COMPANY;
      }
      byte page = settings.pages() ? page(start, end, from, to) : SuspectLines.NONE;
      if (page != SuspectLines.NONE) {
        return page;
      }
    }
    int first = firstSign(text, start, end);
    boolean bracket = "（(【[".indexOf(text[first]) >= 0 && first + 1 < end;
    if (Furniture.PHRASES.startsLine(text, first, end)
        || bracket && Furniture.PHRASES.startsLine(text, first + 1, end)
        || Furniture.PHRASES.isHeld(text, from, end)
        || isMenu(start, end)) {
      return SuspectLines.SURE;
    }
    return settings.links() && isLink(start, end) ? SuspectLines.LINK : SuspectLines.NONE;
  }

  /** Fenced or indented: code, where anything may stand. */
  private boolean isCode(int start, int end) {
    if (end - start >= 3
        && text[start] == '`'
        && text[start + 1] == '`'
        && text[start + 2] == '`') {
      fenced = !fenced;
      return true;
    }
    boolean indented =
        text[start] == '\t'
            || end - start > 4
                && text[start] == ' '
                && text[start + 1] == ' '
                && text[start + 2] == ' '
                && text[start + 3] == ' ';
    return fenced || indented;
  }

  private static boolean isMargin(char c) {
    return !Chars.is(c, Chars.LETTER | Chars.IDEOGRAPH | Chars.DIGIT);
  }

  private static int firstSign(char[] text, int start, int end) {
    int i = start;
    while (i < end && Chars.is(text[i], Chars.SPACE)) {
      i++;
    }
    return i;
  }

  /** 第 3 页 共 10 页, Page 3 of 10, - 3 -; from and to are those without margins. */
  private byte page(int start, int end, int from, int to) {
    int[] at = {from};
    if (skip(at, to, "第") || skip(at, to, "page ")) {
      number = digits(at, to);
      boolean chinese = skip(at, to, "页");
      while (at[0] < to && isMargin(text[at[0]])) {
        at[0]++;
      }
      if (skip(at, to, "共") || skip(at, to, "of ")) {
        digits(at, to);
        chinese |= skip(at, to, "页");
      }
      boolean whole = number >= 0 && at[0] == to && (chinese || text[from] != '第');
      return whole ? SuspectLines.PAGE : SuspectLines.NONE;
    }
    number = digits(at, to);
    if (number < 0 || to - from > 9) {
      return SuspectLines.NONE;
    }
    for (int i = start; i < end; i++) {
      boolean inside = i >= from && i < at[0];
      if (!inside && !Chars.is(text[i], Chars.DIGIT) && " -–—·|/".indexOf(text[i]) < 0) {
        return SuspectLines.NONE;
      }
    }
    return SuspectLines.NUMBER;
  }

  private boolean skip(int[] at, int to, String word) {
    if (at[0] + word.length() > to) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = text[at[0] + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word.charAt(i)) {
        return false;
      }
    }
    at[0] += word.length();
    return true;
  }

  /** The number after spaces, up to five digits, and the spaces behind it; -1 if there is none. */
  private int digits(int[] at, int to) {
    int i = firstSign(text, at[0], to);
    int value = 0;
    int count = 0;
    while (i < to && text[i] >= '0' && text[i] <= '9' && count < 6) {
      value = value * 10 + text[i++] - '0';
      count++;
    }
    if (count == 0 || count > 5) {
      return -1;
    }
    at[0] = firstSign(text, i, to);
    return value;
  }

  /** Items with bars or arrows between them, among which the phrases of menus. */
  private boolean isMenu(int start, int end) {
    int from = firstSign(text, start, end);
    boolean table = text[from] == '|';
    if (table || Chars.is(text[end - 1], Chars.SENTENCE_END) || !hasParts(from, end)) {
      return false;
    }
    int items = 0;
    int phrases = 0;
    int item = from;
    for (int i = from; i <= end; i++) {
      if (i < end && !parts(i, start, end)) {
        continue;
      }
      int to = i;
      while (item < to && isMargin(text[item])) {
        item++;
      }
      while (to > item && isMargin(text[to - 1])) {
        to--;
      }
      if (to > item) {
        items++;
        phrases += isPhrase(item, to) ? 1 : 0;
      }
      item = i + 1;
    }
    return items >= ITEMS && phrases >= 2 && phrases * 5 >= items * 2 || items == 2 && phrases == 2;
  }

  private boolean hasParts(int start, int end) {
    int i = start + 1;
    while (i < end && !parts(i, start, end)) {
      i++;
    }
    return i < end;
  }

  private boolean isPhrase(int from, int to) {
    return Furniture.PHRASES.isCompany(text, from, to) || Furniture.PHRASES.isWhole(text, from, to);
  }

  /** Whether the sign at {@code i} parts items of a menu. */
  private boolean parts(int i, int start, int end) {
    char c = text[i];
    if (Chars.is(c, Chars.LETTER | Chars.IDEOGRAPH | Chars.DIGIT)) {
      return false;
    }
    boolean amid = i > start && i + 1 < end;
    return switch (c) {
      case '|', '｜', '│', '┊', '»', '›', '·', '•', '\t' -> true;
      case '>', '/', '-' -> amid && text[i - 1] == ' ' && text[i + 1] == ' ';
      case ' ' ->
          amid && Chars.is(text[i - 1], Chars.IDEOGRAPH) && Chars.is(text[i + 1], Chars.IDEOGRAPH);
      default -> false;
    };
  }

  /** Addresses with nothing but marks around them, that are not the end of a sentence. */
  private boolean isLink(int start, int end) {
    if (".,;。，".indexOf(text[end - 1]) >= 0) {
      return false;
    }
    int links = 0;
    int i = start;
    while (i < end) {
      if (isMargin(text[i])) {
        i++;
        continue;
      }
      int[] at = {i};
      boolean link = skip(at, end, "http://") || skip(at, end, "https://") || skip(at, end, "www.");
      if (!link) {
        return false;
      }
      links++;
      while (i < end && text[i] > ' ' && text[i] < 0x7f) {
        i++;
      }
    }
    return links > 0;
  }
}
