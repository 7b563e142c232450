package org.zhizhi.data.language;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What language a text seems to be in.
 *
 * @param lang the language (BCP 47, the language alone): {@code "zh"}, {@code "en"}; {@code "und"}
 *     for texts without words, such as tables of numbers
 * @param script how Chinese is written (ISO 15924), {@code "Hans"} or {@code "Hant"}; else ""
 * @param rivals languages that fit nearly as well, written in the same script
 */
public record Guess(String lang, String script, List<String> rivals) {
  /** Nothing to go by. */
  public static final String UNDETERMINED = "und";

  /** What goes by Chinese in practice: Mandarin, classical, Cantonese, Wu, Min, Hakka. */
  private static final Set<String> CHINESE =
      Set.of("zh", "cmn", "lzh", "yue", "wuu", "nan", "hak", "gan", "hsn", "zho", "chi");

  public Guess {
    rivals = List.copyOf(rivals);
  }

  /**
   * The language to go by, given what the source declares: the declared one where the text bears it
   * out, else the guessed one.
   *
   * @param declared a BCP 47 tag such as {@code zh-CN}, or ""
   */
  public String settle(String declared) {
    String primary = primary(declared);
    if (primary.isEmpty() || primary.equals(UNDETERMINED)) {
      return lang;
    }
    if (CHINESE.contains(primary)) {
      return lang.equals(UNDETERMINED) ? "zh" : lang;
    }
    boolean unknownHere =
        !Trigrams.LANGUAGES.contains(primary)
            && Trigrams.LANGUAGES.contains(lang)
            && !lang.equals("en");
    boolean borneOut = lang.equals(UNDETERMINED) || rivals.contains(primary) || unknownHere;
    return borneOut ? primary : lang;
  }

  /**
   * The language of a tag without script, region and the like: {@code zh} of {@code zh-Hant-TW}.
   */
  public static String primary(String tag) {
    int end = 0;
    while (end < tag.length() && tag.charAt(end) != '-' && tag.charAt(end) != '_') {
      end++;
    }
    String primary = tag.substring(0, end).strip().toLowerCase(Locale.ROOT);
    return switch (primary) {
      case "eng", "english" -> "en";
      case "zho", "chi", "cmn", "chinese" -> "zh";
      case "jpn" -> "ja";
      case "kor" -> "ko";
      case "iw" -> "he";
      case "in" -> "id";
      case "nb", "nn" -> "no";
      default -> primary;
    };
  }
}
