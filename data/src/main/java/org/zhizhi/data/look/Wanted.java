package org.zhizhi.data.look;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.zhizhi.data.recipe.Pattern;

/**
 * Which documents of a corpus to look at.
 *
 * @param rejected those that are not in the corpus instead of those that are
 * @param stage the stage that rejected them
 * @param reason a part of the reason for which they were rejected
 * @param source a folder or file of their source, {@code *} for any characters
 * @param lang their language
 * @param grep a text they contain, upper or lower case
 */
public record Wanted(
    boolean rejected,
    Optional<String> stage,
    Optional<String> reason,
    Optional<String> source,
    Optional<String> lang,
    Optional<String> grep) {

  /** Every document of the corpus. */
  public static final Wanted ALL =
      new Wanted(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  boolean matches(JsonNode line) {
    return stage.map(s -> s.equals(text(line, "stage"))).orElse(true)
        && reason.map(r -> holds(text(line, "reason"), r)).orElse(true)
        && source.map(s -> new Pattern(s).matches(text(line, "source"), "", "")).orElse(true)
        && lang.map(l -> new Pattern("lang:" + l).matches("", text(line, "lang"), "")).orElse(true)
        && grep.map(g -> holds(text(line, "text"), g)).orElse(true);
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asText();
  }

  private static boolean holds(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
