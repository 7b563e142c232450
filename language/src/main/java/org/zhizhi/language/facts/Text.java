package org.zhizhi.language.facts;

/** The same thing said in Chinese and in English. */
public record Text(String zh, String en) {
  /** What is said in {@code lang}. */
  public String in(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
