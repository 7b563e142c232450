package org.zhizhi.data.stage;

/** One look at a text: what {@link Repair} may have to mend in it. */
final class RepairScan {
  /** Damage or widths that {@link Characters} takes care of. */
  boolean odd;

  /** Characters that normal form C may write otherwise. */
  boolean decomposed;

  /** Pairs that could be the start of UTF-8 read as Latin, as GBK. */
  int latin;

  int gbk;

  /** Characters that stand for lost ones. */
  int lost;

  /** Lines that end in a hyphen within a word. */
  int hyphens;

  /** How wide the lines are. */
  private final LineWidths lines = new LineWidths();

  private RepairScan() {}

  static RepairScan of(char[] text) {
    RepairScan scan = new RepairScan();
    scan.read(text);
    return scan;
  }

  /** The width at which Chinese lines were cut, 0 if they were not. */
  int page() {
    return lines.page();
  }

  private void read(char[] text) {
    int start = 0;
    int columns = 0;
    int blank = 0;
    int lastMark = -2;
    int marks = 0;
    for (int i = 0; i < text.length; i++) {
      char c = text[i];
      columns += c < 0x2e80 ? 1 : 2;
      byte code = Odd.of(c);
      if (code == Odd.PLAIN) {
        continue;
      }
      switch (code) {
        case Odd.NEWLINE -> {
          blank = i == start ? blank + 1 : 0;
          odd |= blank > Characters.BLANK_LINES || start == 0 && i == 0;
          endLine(text, start, i, columns - 1);
          start = i + 1;
          columns = 0;
        }
        case Odd.LATIN ->
            latin += i + 1 < text.length && LatinMojibake.mayStart(c, text[i + 1]) ? 1 : 0;
        case Odd.GBK -> gbk += i + 1 < text.length && GbkMojibake.mayStart(c, text[i + 1]) ? 1 : 0;
        case Odd.LOST -> lost++;
        case Odd.KUN -> lost += isKunJinKao(text, i) ? 3 : 0;
        case Odd.MARK -> {
          decomposed = true;
          marks = lastMark == i - 1 ? marks + 1 : 1;
          lastMark = i;
          odd |= marks > Characters.MARKS;
        }
        case Odd.SURROGATE -> surrogate(text, i);
        case Odd.WIDE_SIGN -> odd |= Characters.joinsWide(text, i);
        default -> odd = true;
      }
    }
    odd |= text.length > 0 && (text[text.length - 1] == '\n');
    endLine(text, start, text.length, columns);
  }

  private void endLine(char[] text, int start, int end, int columns) {
    if (end == start) {
      return;
    }
    char last = text[end - 1];
    odd |= last == ' ' || last == '\t';
    if (Wraps.isHyphenated(text, start, end)) {
      hyphens++;
    }
    lines.add(columns, last);
  }

  private void surrogate(char[] text, int i) {
    char c = text[i];
    if (Character.isLowSurrogate(c)) {
      odd |= i == 0 || !Character.isHighSurrogate(text[i - 1]);
      return;
    }
    if (i + 1 == text.length || !Character.isLowSurrogate(text[i + 1])) {
      odd = true;
      return;
    }
    int code = Character.toCodePoint(c, text[i + 1]);
    boolean emoji = code >= 0x1f000 && code < 0x1fb00;
    boolean han = code >= 0x20000 && code < 0x2f800 || code >= 0x30000 && code < 0x40000;
    if (!emoji && !han) {
      decomposed = true;
      odd |= code >= 0xe0000 && code < 0xe0100 || Odd.isMark(code);
      lost += code >= 0xf0000 ? 1 : 0;
    }
  }

  static boolean isKunJinKao(char[] text, int i) {
    return i + 2 < text.length && text[i + 1] == '斤' && text[i + 2] == '拷';
  }
}
