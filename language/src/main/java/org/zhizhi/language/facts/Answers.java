package org.zhizhi.language.facts;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Judges whether an answer gives a value that is right. */
public final class Answers {
  private Answers() {}

  /**
   * Whether {@code given} equals one of {@code accepted} but for width, case, spaces, "it is", an
   * English article, marks at either end, and the leading zeros and commas of a number.
   */
  public static boolean right(String given, List<String> accepted) {
    String answer = normal(given);
    return !answer.isEmpty() && accepted.stream().anyMatch(a -> normal(a).equals(answer));
  }

  /** The form in which answers are compared: NFKC, small letters, no marks at the ends. */
  static String normal(String text) {
    String s = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
    s = s.replace('’', '\'').replace('ʻ', '\'').replaceFirst("^(it is|it's) ", "");
    s = s.replaceAll("^[\\p{P}\\p{S}\\s]+|[\\p{P}\\p{S}\\s]+$", "");
    s = s.replaceFirst("^(the|an|a) ", "");
    if (s.matches("[0-9]{1,3}(,[0-9]{3})+")) {
      s = s.replace(",", "");
    }
    if (s.matches("[0-9]+")) {
      s = s.replaceFirst("^0+(?=.)", "");
    }
    return s.replaceAll("\\s+", "");
  }
}
