package org.zhizhi.language.facts;

import java.util.Locale;

/** A language that the facts are told in. */
public enum Lang {
  ZH,
  EN;

  /** The ISO 639-1 code, {@code zh} or {@code en}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
