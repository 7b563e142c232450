package org.zhizhi.language.facts;

/**
 * Something that facts are about. Its name is unique among all entities in each language.
 *
 * @param name as it stands inside a sentence: {@code 荷兰} and {@code the Netherlands}
 */
public record Entity(Kind kind, Text name) {

  /** The kind and the English name, {@code country/the Netherlands}; unique. */
  public String id() {
    return kind.id() + "/" + name.en();
  }

  /** The name as a heading shows it: without an English article, its first letter a capital. */
  public String title(Lang lang) {
    String shown = name.in(lang);
    return lang == Lang.ZH ? shown : Phrasing.capital(bare(shown));
  }

  static String bare(String english) {
    return english.startsWith("the ") ? english.substring(4) : english;
  }
}
