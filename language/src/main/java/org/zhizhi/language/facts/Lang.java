package org.zhizhi.language.facts;

import java.util.Locale;
import java.util.Optional;

/** A language that the facts are told in. */
public enum Lang {
  ZH,
  EN;

  /** The ISO 639-1 code, {@code zh} or {@code en}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #code}, also with a region behind it: {@code zh-CN}. */
  public static Optional<Lang> read(String code) {
    String bare = code.toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
    return bare.equals("zh")
        ? Optional.of(ZH)
        : bare.equals("en") ? Optional.of(EN) : Optional.empty();
  }

  /** {@code question} in a text that goes on with its answer: {@code Q: ... A:}. */
  public String asking(String question) {
    return this == ZH ? "问：" + question + "\n答：" : "Q: " + question + "\nA:";
  }

  /** The language that {@code text} is written in: Chinese where every fifth letter is Han. */
  public static Lang of(String text) {
    long han = text.codePoints().filter(Character::isIdeographic).count();
    long letters = text.codePoints().filter(Character::isLetter).count();
    return han > 0 && 5 * han >= letters ? ZH : EN;
  }
}
