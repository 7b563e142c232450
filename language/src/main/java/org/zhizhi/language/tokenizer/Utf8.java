package org.zhizhi.language.tokenizer;

/** Strings to UTF-8 without a copy in between. */
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
}
