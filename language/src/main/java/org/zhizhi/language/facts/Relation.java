package org.zhizhi.language.facts;

/**
 * What may be asked about every entity of a kind, and how it is said and asked in each language.
 *
 * @param id kind and name, {@code country.capital}
 */
public record Relation(String id, Phrasing zh, Phrasing en) {

  /** The forms in {@code lang}. */
  public Phrasing in(Lang lang) {
    return lang == Lang.ZH ? zh : en;
  }
}
