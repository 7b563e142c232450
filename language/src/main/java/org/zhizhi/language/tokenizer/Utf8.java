package org.zhizhi.language.tokenizer;

/** Strings to UTF-8 and back, with what is not well formed replaced by U+FFFD. */
final class Utf8 {
  private Utf8() {}

  /** {@code text} with each lone surrogate, which UTF-8 cannot say, replaced by U+FFFD. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (CharClass.after(text, i) == i + 1) {
          return replaceLone(text);
        }
        i++;
      }
    }
    return text;
  }

  private static String replaceLone(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      if (Character.isSurrogate(out.charAt(i))) {
        if (CharClass.after(text, i) == i + 1) {
          out.setCharAt(i, '\ufffd');
        } else {
          i++;
        }
      }
    }
    return out.toString();
  }

  /**
   * Writes {@code text[from, to)}, which is well formed, at the start of {@code out}, which has
   * three bytes a char.
   *
   * @return bytes written
   */
  static int encode(String text, int from, int to, byte[] out) {
    int n = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out[n++] = (byte) c;
      } else if (c < 0x800) {
        out[n++] = (byte) (0xc0 | c >> 6);
        out[n++] = (byte) (0x80 | c & 0x3f);
      } else if (Character.isHighSurrogate(c)) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        out[n++] = (byte) (0xf0 | point >> 18);
        out[n++] = (byte) (0x80 | point >> 12 & 0x3f);
        out[n++] = (byte) (0x80 | point >> 6 & 0x3f);
        out[n++] = (byte) (0x80 | point & 0x3f);
      } else {
        out[n++] = (byte) (0xe0 | c >> 12);
        out[n++] = (byte) (0x80 | c >> 6 & 0x3f);
        out[n++] = (byte) (0x80 | c & 0x3f);
      }
    }
    return n;
  }

  /**
   * The text of {@code bytes}, each maximal part of an ill-formed sequence replaced by U+FFFD
   * (Unicode 16, 3.9, "U+FFFD Substitution of Maximal Subparts"). Java's own decoder replaces some
   * sequences otherwise than the rest of the world does.
   */
  static String decode(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    for (int at = 0; at < bytes.length; ) {
      if (bytes[at] >= 0) {
        out.append((char) bytes[at++]);
        continue;
      }
      int part = part(bytes, at);
      if (part != length(bytes[at])) {
        out.append('\ufffd');
      } else {
        int point = bytes[at] & 0xff >> part + 1;
        for (int i = 1; i < part; i++) {
          point = point << 6 | bytes[at + i] & 0x3f;
        }
        out.appendCodePoint(point);
      }
      at += part;
    }
    return out.toString();
  }

  /** How many bytes at the end of {@code bytes} may be the beginning of a character. */
  static int incomplete(byte[] bytes) {
    for (int at = Math.max(0, bytes.length - 3); at < bytes.length; at++) {
      if (length(bytes[at]) > 1
          && at + part(bytes, at) == bytes.length
          && part(bytes, at) < length(bytes[at])) {
        return bytes.length - at;
      }
    }
    return 0;
  }

  /** Bytes of the character that {@code lead} begins; 0 where none begins so. */
  private static int length(byte lead) {
    int b = lead & 0xff;
    return b < 0x80 ? 1 : b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
  }

  /** Bytes from {@code at} on that begin a well-formed character, at least 1. */
  private static int part(byte[] bytes, int at) {
    int length = length(bytes[at]);
    int n = 1;
    while (n < length && at + n < bytes.length) {
      int b = bytes[at + n] & 0xff;
      int least = 0x80;
      int most = 0xbf;
      if (n == 1) { // no overlong forms, surrogates or code points above U+10FFFF
        switch (bytes[at] & 0xff) {
          case 0xe0 -> least = 0xa0;
          case 0xed -> most = 0x9f;
          case 0xf0 -> least = 0x90;
          case 0xf4 -> most = 0x8f;
          default -> {}
        }
      }
      if (b < least || b > most) {
        break;
      }
      n++;
    }
    return n;
  }
}
