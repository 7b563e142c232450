package org.zhizhi.data.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What of some bytes is UTF-8 (RFC 3629: no overlong forms, no surrogates). */
public final class Utf8 {
  /**
   * What was found.
   *
   * @param good characters of two to four bytes
   * @param bad places where bytes belong to no character
   * @param firstBad offset of the first of these from the start, -1 where there is none
   */
  public record Scan(int good, int bad, int firstBad) {
    /** Whether it is UTF-8 to the last byte. */
    public boolean valid() {
      return bad == 0;
    }

    /**
     * Whether it is UTF-8 with a flaw here and there, as a faulty disk or a cut in the wrong place
     * leaves it, and no other encoding: text in another has far more bad bytes than good
     * characters.
     */
    public boolean mostly() {
      return good >= 2L * bad;
    }
  }

  private Utf8() {}

  /**
   * Looks at {@code bytes} from {@code from} to {@code to}.
   *
   * @param whole false if more bytes follow {@code to}: a character cut there is no flaw
   */
  public static Scan scan(byte[] bytes, int from, int to, boolean whole) {
    int good = 0;
    int bad = 0;
    int firstBad = -1;
    int i = from;
    while (i < to) {
      if (bytes[i] >= 0) {
        i++;
        continue;
      }
      int length = length(bytes, i, to);
      if (length > 0) {
        good++;
        i += length;
      } else if (length == CUT) {
        if (whole) {
          bad++;
          firstBad = firstBad < 0 ? i - from : firstBad;
        }
        break;
      } else {
        bad++;
        firstBad = firstBad < 0 ? i - from : firstBad;
        i++;
      }
    }
    return new Scan(good, bad, firstBad);
  }

  private static final int BAD = 0;
  private static final int CUT = -1;

  /** Bytes of the character at {@code i}, which is not ASCII. */
  private static int length(byte[] bytes, int i, int to) {
    int lead = bytes[i] & 0xff;
    int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0) {
      return BAD;
    }
    for (int k = 1; k < length; k++) {
      if (i + k == to) {
        return CUT;
      }
      int next = bytes[i + k] & 0xff;
      int low = 0x80;
      int high = 0xbf;
      if (k == 1) {
        low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : low;
        high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : high;
      }
      if (next < low || next > high) {
        return BAD;
      }
    }
    return length;
  }

  /**
   * UTF-16 units that {@code bytes} from {@code from} to {@code to} decode to, if they are UTF-8.
   */
  public static int units(byte[] bytes, int from, int to) {
    int units = 0;
    for (int i = from; i < to; i++) {
      units += bytes[i] >= -64 ? 1 : 0; // all but 10xxxxxx
      units += bytes[i] >= -16 && bytes[i] < 0 ? 1 : 0; // 11110xxx takes two
    }
    return units;
  }

  /** Whether {@code bytes} from {@code from} to {@code to} are UTF-8. */
  public static boolean isValid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int length = bytes[i] >= 0 ? 1 : length(bytes, i, to);
      if (length <= 0) {
        return false;
      }
      i += length;
    }
    return true;
  }

  /** Bytes that {@code text} takes. */
  public static long length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  /**
   * The text of {@code bytes}, with U+FFFD where they are no UTF-8. Long ones are decoded into just
   * the space they take: the String constructor takes twice as many bytes as there are, for a
   * start.
   */
  public static String decode(byte[] bytes, int from, int to) {
    if (to - from < 1 << 23) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
    CharBuffer chars = CharBuffer.allocate(units(bytes, from, to) + 1);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    if (decoder.decode(ByteBuffer.wrap(bytes, from, to - from), chars, true).isOverflow()) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8); // flawed, so counted wrong
    }
    return chars.flip().toString();
  }
}
