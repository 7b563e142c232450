package org.zhizhi.language.facts;

import java.util.List;

/**
 * How one relation is said and asked in one language. Forms are templates: {@code {e}} is the
 * entity, {@code {e's}} its English possessive, {@code {v}} the value, {@code {a v}} the value
 * after an English article.
 *
 * @param label short name, as on a card: {@code 首都}
 * @param which question word, {@code 哪座城市}; empty in English
 * @param value the value inside a sentence that all relations share: {@code the {v}}
 * @param nouns noun phrases, {@code the capital of {e}}
 * @param say statements
 * @param ask questions that may be trained on
 * @param unseen questions for the exam alone
 */
record Phrasing(
    Lang lang,
    String label,
    String which,
    String value,
    List<String> nouns,
    List<String> say,
    List<String> ask,
    List<String> unseen) {

  /** {@code template} said of {@code fact}; a frame must have had its core put in before. */
  String fill(String template, Fact fact) {
    return fill(template, fact.entity().name().in(lang), fact.value(lang));
  }

  /** A question about {@code entity}, whose answer need not be known. */
  String fill(String template, Entity entity) {
    return fill(template, entity.name().in(lang), "");
  }

  private String fill(String template, String entity, String v) {
    String text =
        template
            .replace("{label}", label)
            .replace("{w}", which)
            .replace("{e's}", entity + (entity.endsWith("s") ? "'" : "'s"))
            .replace("{e}", entity)
            .replace("{a v}", ("aeiouAEIOU".indexOf(first(v)) >= 0 ? "an " : "a ") + v)
            .replace("{v}", v);
    return lang == Lang.EN ? capital(text) : text;
  }

  private static char first(String text) {
    return text.isEmpty() ? ' ' : text.charAt(0);
  }

  /** {@code text} with a capital at its head. */
  static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** {@code question} without its mark, to be put inside another sentence. */
  static String core(String question) {
    return question.replaceAll("[？?。.]$", "");
  }

  /** Whether {@code question} is asked with a mark and so fits inside a frame. */
  static boolean marked(String question) {
    return question.endsWith("？") || question.endsWith("?");
  }
}
