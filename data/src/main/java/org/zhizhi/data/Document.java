package org.zhizhi.data;

import java.util.Map;

/**
 * One text and where it came from.
 *
 * @param id names it within its corpus; by default the file and the document's number in it
 * @param text what it says, with {@code \n} line ends and no half surrogates; never blank
 * @param source file or collection it was taken from
 * @param lang language as its source declares it or a stage found it (BCP 47), "" where unknown
 * @param license licence as its source declares it, "" where it does not
 * @param quality how good a text it is, in [0, 1]; not a number where nobody has judged
 * @param meta whatever else is known of it: title, author, page count
 */
public record Document(
    String id,
    String text,
    String source,
    String lang,
    String license,
    double quality,
    Map<String, String> meta) {

  public Document {
    meta = Map.copyOf(meta);
  }

  /** A document of which no more is known. */
  public Document(String id, String text, String source, String lang, String license) {
    this(id, text, source, lang, license, Double.NaN, Map.of());
  }

  public Document withText(String text) {
    return new Document(id, text, source, lang, license, quality, meta);
  }

  public Document withLang(String lang) {
    return new Document(id, text, source, lang, license, quality, meta);
  }

  public Document withQuality(double quality) {
    return new Document(id, text, source, lang, license, quality, meta);
  }
}
