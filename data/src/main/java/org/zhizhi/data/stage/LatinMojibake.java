package org.zhizhi.data.stage;

/**
 * UTF-8 read as Latin-1 or Windows 1252. A line is put right when all its high characters take part
 * in valid sequences and chance is ruled out: a French {@code é »} alone stays.
 */
final class LatinMojibake {
  /** Windows 1252 from 0x80 to 0x9f; the places it leaves empty stay what Latin-1 has there. */
  private static final String WINDOWS =
      "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
          + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

  /** Valid sequences in a document from which on a single one in a line is no chance. */
  private static final int MANY = 3;

  private LatinMojibake() {}

  /** Whether the wrong reading could start with {@code c} followed by {@code next}. */
  static boolean mayStart(char c, char next) {
    return c >= 0xc2 && c <= 0xf4 && latinByte(next) >= 0x80 && latinByte(next) < 0xc0;
  }

  /** {@code text} with what was read wrongly as Latin read right, again and again if need be. */
  static String undo(String text) {
    int sequences = 0;
    for (int start = 0; start < text.length(); start = lineEnd(text, start) + 1) {
      sequences += Math.max(0, sequences(text, start, lineEnd(text, start)));
    }
    if (sequences == 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int start = 0; start < text.length(); ) {
      int end = lineEnd(text, start);
      String line = text.substring(start, end);
      // Each round at least halves the high characters, so this ends soon.
      while (isCertain(line, sequences >= MANY)) {
        line = decode(line);
      }
      out.append(line);
      if (end < text.length()) {
        out.append('\n');
      }
      start = end + 1;
    }
    return out.toString();
  }

  private static int lineEnd(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  /** Valid sequences of the line; -1 if a character that could be part of one is not. */
  private static int sequences(String text, int start, int end) {
    int sequences = 0;
    for (int i = start; i < end; ) {
      char c = text.charAt(i);
      int length = c < 0x80 ? 0 : length(text, i, end);
      if (length > 0) {
        // French writes é, a space that does not break, and » at the end of a quotation.
        boolean french = length == 3 && text.charAt(i + 1) == 0xa0 && text.charAt(i + 2) == '»';
        sequences += french ? 0 : 1;
        i += length;
      } else if (c >= 0x80 && latinByte(c) >= 0) {
        return -1;
      } else {
        i++;
      }
    }
    return sequences;
  }

  /** Whether the line was read wrongly; {@code many}: there are more such lines. */
  private static boolean isCertain(String line, boolean many) {
    int sequences = sequences(line, 0, line.length());
    if (sequences <= 0) {
      return false;
    }
    if (many || sequences >= 2) {
      return true;
    }
    int i = 0;
    while (length(line, i, line.length()) == 0) {
      i++;
    }
    // Alone, only what no one writes: a capital A with tilde or circumflex before a sign, the
    // start of every typographic quote and dash, a byte order mark, four bytes of an emoji.
    char lead = line.charAt(i);
    char next = line.charAt(i + 1);
    boolean quote = lead == 0xe2 && latinByte(next) == 0x80;
    boolean fourBytes = lead >= 0xf0;
    boolean orderMark = lead == 0xef && next == 0xbb;
    return fourBytes
        || orderMark
        || quote
        || (lead == 0xc2 || lead == 0xc3) && next >= 0xa0 && next < 0xc0;
  }

  private static String decode(String line) {
    StringBuilder out = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); ) {
      int length = line.charAt(i) < 0x80 ? 0 : length(line, i, line.length());
      if (length == 0) {
        out.append(line.charAt(i++));
        continue;
      }
      out.appendCodePoint(codePoint(line, i, length));
      i += length;
    }
    return out.toString();
  }

  /** Length of the UTF-8 sequence whose bytes stand at {@code i}; 0 if there is none. */
  private static int length(String text, int i, int end) {
    int lead = latinByte(text.charAt(i));
    int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || i + length > end) {
      return 0;
    }
    for (int k = 1; k < length; k++) {
      if (!isRestAt(text, i, k)) {
        return 0;
      }
    }
    int c = codePoint(text, i, length);
    boolean shortest = c >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
    boolean scalar = (c < 0xd800 || c > 0xdfff) && c <= 0x10ffff;
    return shortest && scalar && Character.isDefined(c) ? length : 0;
  }

  private static boolean isRestAt(String text, int i, int k) {
    return Mojibake.isRest(restByte(text, i, k)) && restByte(text, i, k) >= 0;
  }

  private static int restByte(String text, int i, int k) {
    char c = text.charAt(i + k);
    // Windows 1252 has nothing at 0x9d, the last byte of ”: readers put U+FFFD there.
    boolean lostQuote =
        c == 0xfffd && k == 2 && text.charAt(i) == 0xe2 && text.charAt(i + 1) == 0x20ac;
    return lostQuote ? 0x9d : latinByte(c);
  }

  private static int codePoint(String text, int i, int length) {
    int c = latinByte(text.charAt(i)) & (0xff >> length + 1);
    for (int k = 1; k < length; k++) {
      c = c << 6 | restByte(text, i, k) & 0x3f;
    }
    return c;
  }

  /** The byte that {@code c} stands for in Windows 1252 or Latin-1; -1 if none above 0x7f. */
  private static int latinByte(char c) {
    if (c < 0x80) {
      return -1;
    }
    if (c < 0x100) {
      return c;
    }
    int index = c > 0x2122 ? -1 : WINDOWS.indexOf(c);
    return index < 0 ? -1 : 0x80 + index;
  }
}
