package org.zhizhi.data.language;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/**
 * Which Han characters belong to one way of writing only: simplified, traditional, Japanese. Read
 * off the national standards themselves, which every JDK carries as charsets: what GB 2312 has and
 * Big5 lacks is simplified, the reverse traditional, what only JIS X 0208 has is Japanese.
 */
final class HanForms {
  static final int SIMPLIFIED = 1;
  static final int TRADITIONAL = 2;
  static final int JAPANESE = 4;

  /** In common use in Chinese, not in the Japanese standard. */
  static final int NOT_JAPANESE = 8;

  /** A word of Chinese grammar, old or new. */
  static final int GRAMMAR = 16;

  private static final String WORDS_OF_GRAMMAR =
      "的了是在和与與为為用不有这這个個对對中到就也要及将將从從被把可会會能上下以之其者而所吗嗎吧呢么麼们們我你他她它请請怎很还還没哪谁給给讓让吧呀啊嘛但并並才跟向自已";

  private static final int FIRST = 0x4e00;
  private static final byte[] FORMS = forms();

  private HanForms() {}

  /** The forms that {@code c} tells of, as a set of bits; 0 for characters that all share. */
  static int of(char c) {
    int index = c - FIRST;
    return index >= 0 && index < FORMS.length ? FORMS[index] : 0;
  }

  private static byte[] forms() {
    byte[] forms = new byte[0xa000 - FIRST];
    CharsetEncoder gb = encoder("GB2312");
    CharsetEncoder big5 = encoder("Big5");
    CharsetEncoder jis = encoder("Shift_JIS");
    for (int i = 0; i < forms.length; i++) {
      char c = (char) (FIRST + i);
      boolean simplified = gb.canEncode(c);
      boolean traditional = big5.canEncode(c);
      boolean japanese = jis.canEncode(c);
      int form = 0;
      if (simplified && !traditional) {
        form |= SIMPLIFIED;
      }
      if (traditional && !simplified) {
        form |= TRADITIONAL;
      }
      if (japanese && !simplified && !traditional) {
        form |= JAPANESE;
      }
      if (!japanese && (simplified || traditional)) {
        form |= NOT_JAPANESE;
      }
      if (WORDS_OF_GRAMMAR.indexOf(c) >= 0) {
        form |= GRAMMAR;
      }
      forms[i] = (byte) form;
    }
    return forms;
  }

  private static CharsetEncoder encoder(String charset) {
    if (!Charset.isSupported(charset)) {
      // Going on without would give other answers here than elsewhere.
      throw new IllegalStateException(
          "this Java has no charset " + charset + "; run on a full JDK, with module jdk.charsets");
    }
    return Charset.forName(charset).newEncoder();
  }
}
