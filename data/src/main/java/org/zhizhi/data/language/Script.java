package org.zhizhi.data.language;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;

/** The writing systems that are told apart, and the language of those that serve mostly one. */
public enum Script {
  /** Digits, marks, spaces: whatever any language may hold. */
  NONE(""),
  HAN(""),
  KANA("ja"),
  HANGUL("ko"),
  LATIN(""),
  CYRILLIC(""),
  ARABIC(""),
  DEVANAGARI(""),
  HEBREW(""),
  GREEK("el"),
  THAI("th"),
  LAO("lo"),
  KHMER("km"),
  MYANMAR("my"),
  BENGALI("bn"),
  TAMIL("ta"),
  TELUGU("te"),
  KANNADA("kn"),
  MALAYALAM("ml"),
  GUJARATI("gu"),
  GURMUKHI("pa"),
  ORIYA("or"),
  SINHALA("si"),
  GEORGIAN("ka"),
  ARMENIAN("hy"),
  ETHIOPIC("am"),
  TIBETAN("bo"),
  MONGOLIAN("mn");

  private static final Script[] ALL = values();

  /** The script of every UTF-16 unit by ordinal; a table because it is asked for every letter. */
  private static final byte[] TABLE = table();

  private final String lang;

  Script(String lang) {
    this.lang = lang;
  }

  /** The script of {@code c}; for a Han character outside the first plane, of its first half. */
  public static Script of(char c) {
    return ALL[TABLE[c]];
  }

  /** The language that this script means (BCP 47), "" where several share it. */
  String lang() {
    return lang;
  }

  static int ordinal(char c) {
    return TABLE[c];
  }

  private static byte[] table() {
    Map<UnicodeScript, Script> known = new EnumMap<>(UnicodeScript.class);
    for (Script script : values()) {
      if (script != NONE && script != KANA) {
        known.put(UnicodeScript.forName(script.name()), script);
      }
    }
    known.put(UnicodeScript.HIRAGANA, KANA);
    known.put(UnicodeScript.KATAKANA, KANA);
    known.put(UnicodeScript.BOPOMOFO, HAN);
    byte[] table = new byte[1 << 16];
    for (int c = 0; c < table.length; c++) {
      if (Character.isLetter(c)
          || Character.getType(c) == Character.NON_SPACING_MARK
          || Character.getType(c) == Character.COMBINING_SPACING_MARK) {
        Script script = known.getOrDefault(UnicodeScript.of(c), NONE);
        table[c] = (byte) script.ordinal();
      }
    }
    // The first halves of U+20000 to U+3FFFF: Han beyond the first plane.
    for (int c = 0xd840; c < 0xd8c0; c++) {
      table[c] = (byte) HAN.ordinal();
    }
    return table;
  }
}
