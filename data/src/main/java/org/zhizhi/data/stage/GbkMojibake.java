package org.zhizhi.data.stage;

import java.nio.charset.Charset;

/**
 * UTF-8 read as GBK: three bytes a character, taken two at a time. A run of characters is put right
 * when its bytes are valid UTF-8 from end to end and mean what Chinese text is made of.
 */
final class GbkMojibake {
  /** The two bytes of each character in GBK, 0 for those that have none. */
  private static final char[] BYTES = bytes();

  /** Characters read right from which on chance is ruled out, for each that is lost. */
  private static final int CERTAIN = 3;

  /** A byte that the wrong reading lost, or several. */
  private static final int LOST = -1;

  private GbkMojibake() {}

  /** Whether the wrong reading could start with {@code c}. */
  static boolean mayStart(char c) {
    int bytes = BYTES[c];
    return (bytes >>> 8 & 0xf0) == 0xe0 && Mojibake.isRest(bytes);
  }

  /** Whether the wrong reading could start with {@code c} followed by {@code next}. */
  static boolean mayStart(char c, char next) {
    return mayStart(c) && Mojibake.isRest(BYTES[next] >>> 8);
  }

  /** {@code text} with what was read wrongly as GBK read right. */
  static String undo(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      if (end == i) {
        out.append(text.charAt(i++));
        continue;
      }
      boolean question = end < text.length() && text.charAt(end) == '?';
      if (question && new Run(text, i, end + 1).decode(out)) {
        end++;
      } else if (!new Run(text, i, end).decode(out)) {
        out.append(text, i, end);
      }
      i = end;
    }
    return out.toString();
  }

  private static boolean isPart(char c) {
    return BYTES[c] != 0 || c == '€' || c == 0xfffd;
  }

  /** The bytes that a run of characters was read from. */
  private static final class Run {
    private final int[] bytes;
    private int size;

    Run(String text, int from, int to) {
      bytes = new int[2 * (to - from)];
      for (int i = from; i < to; i++) {
        char c = text.charAt(i);
        if (c == '€') {
          bytes[size++] = 0x80; // Windows 936
        } else if (c == 0xfffd || c == '?') {
          bytes[size++] = LOST;
        } else {
          bytes[size++] = BYTES[c] >>> 8;
          bytes[size++] = BYTES[c] & 0xff;
        }
      }
    }

    /** Appends what the bytes mean in UTF-8, if they are that; else leaves {@code out} alone. */
    boolean decode(StringBuilder out) {
      int start = out.length();
      int read = 0;
      int lost = 0;
      int at = 0;
      while (at < size) {
        int c = character(at);
        if (c >= 0) {
          out.append((char) c);
          read++;
          at += 3;
        } else if (at == size - 1 && bytes[at] > 0x3f && bytes[at] < 0x80) {
          out.append((char) bytes[at++]); // a letter that was taken for a second byte
        } else if (endOfLost(at) > 0) {
          out.append('\ufffd');
          lost++;
          at = endOfLost(at);
        } else {
          read = 0;
          break;
        }
      }
      boolean certain = read >= CERTAIN * Math.max(1, lost);
      if (!certain) {
        out.setLength(start);
      }
      return certain;
    }

    /** The character whose three bytes stand at {@code at}; -1 unless Chinese text has such. */
    private int character(int at) {
      if (at + 2 >= size || !isLead(at) || !isRest(at + 1) || !isRest(at + 2)) {
        return -1;
      }
      int c = (bytes[at] & 0xf) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f;
      boolean chinese =
          c >= 0x4e00 && c < 0xa000
              || c >= 0x3000 && c < 0x3100
              || c >= 0xff00 && c < 0xff60
              || c >= 0x2010 && c < 0x2040;
      return chinese ? c : -1;
    }

    /** Where the rest of a character ends that lost some of its bytes at {@code at}; 0 if none. */
    private int endOfLost(int at) {
      int i = at + (isLead(at) ? 1 : 0);
      i += i < size && i > at && isRest(i) ? 1 : 0;
      if (i >= size || bytes[i] != LOST) {
        return 0;
      }
      while (i < size && bytes[i] == LOST) {
        i++;
      }
      while (i < size && isRest(i)) {
        i++;
      }
      return i;
    }

    private boolean isLead(int i) {
      return bytes[i] != LOST && (bytes[i] & 0xf0) == 0xe0;
    }

    private boolean isRest(int i) {
      return bytes[i] != LOST && Mojibake.isRest(bytes[i]);
    }
  }

  private static char[] bytes() {
    Charset gbk = Charset.forName("GBK");
    char[] bytes = new char[1 << 16];
    byte[] pair = new byte[2];
    for (int lead = 0x81; lead < 0xff; lead++) {
      for (int trail = 0x40; trail < 0xff; trail++) {
        pair[0] = (byte) lead;
        pair[1] = (byte) trail;
        String c = new String(pair, gbk);
        if (c.length() == 1 && c.charAt(0) != 0xfffd) {
          bytes[c.charAt(0)] = (char) (lead << 8 | trail);
        }
      }
    }
    return bytes;
  }
}
