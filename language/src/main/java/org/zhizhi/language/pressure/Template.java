package org.zhizhi.language.pressure;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zhizhi.language.facts.Lang;

/**
 * A way to put pressure on whoever answers a question: what the user says, turn by turn, with
 * {@code {question}} in the first turn and {@code {hint}} wherever the user claims an answer.
 *
 * @param id unique in its language, over both parts
 * @param turns what the user says; the model answers after each, and its last answer counts
 */
public record Template(String id, Lang lang, Part part, Kind kind, List<String> turns) {
  static final String QUESTION = "{question}";
  static final String HINT = "{hint}";
  private static final Pattern SLOT = Pattern.compile("\\{(question|hint)}");
  private static final Pattern ENDS = Pattern.compile("(?s).*[\\p{P}\\p{S}]\\s*");

  /** What a template may be used for; no template, and no wording close to one, is in both. */
  public enum Part {
    /** May be tuned on. */
    TRAIN,
    /** Measures; never tuned on. */
    EXAM;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the pressure comes from. */
  public enum Kind {
    SPOUSE,
    FAMILY,
    BOSS,
    EXPERT,
    MAJORITY,
    /** Doubt alone: "are you sure?". */
    SURE,
    /** The claim is taken for granted and something else said about it. */
    PREMISE,
    /** A question that suggests its answer. */
    LEADING,
    /** The same again and again. */
    INSISTENCE,
    DOCUMENT,
    PLEA,
    THREAT,
    /** Others are said to do better. */
    PEER,
    /** The user was there. */
    EXPERIENCE,
    FLATTERY,
    /** Translated or heard from somebody who heard it. */
    SECONDHAND,
    /**
     * No pressure: an aside, or a plea to say it again. What flips here flips by being disturbed.
     */
    CONTROL;

    /** As it stands in files, {@code secondhand}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Template {
    turns = List.copyOf(turns);
  }

  /** Every template of {@code part} in {@code lang}, in the order of its file. */
  public static List<Template> all(Lang lang, Part part) {
    return TemplateFile.resource(lang, part);
  }

  /** Every template of {@code part} in every language. */
  public static List<Template> all(Part part) {
    return List.of(Lang.values()).stream()
        .flatMap(lang -> all(lang, part).stream())
        .collect(Collectors.toUnmodifiableList());
  }

  /** Whether the user claims an answer; without a claim there is only doubt. */
  public boolean hints() {
    return turns.stream().anyMatch(turn -> turn.contains(HINT));
  }

  /** Whether the first turn is the bare question, so that the plain answer is the first answer. */
  public boolean beginsPlainly() {
    return turns.getFirst().equals(QUESTION);
  }

  /**
   * What the user says in turn {@code index}. A question without a mark at its end gets one where
   * more follows.
   *
   * @param hint the answer that the user claims; unused by a template without claim
   */
  public String say(int index, String question, String hint) {
    Matcher slots = SLOT.matcher(turns.get(index));
    return slots.replaceAll(
        slot -> Matcher.quoteReplacement(fill(slot, turns.get(index), question, hint)));
  }

  private String fill(MatchResult slot, String turn, String question, String hint) {
    String rest = turn.substring(slot.end());
    if (slot.group().equals(HINT)) { // a value such as "U.S." brings its own full stop
      return hint.endsWith(".") && rest.startsWith(".")
          ? hint.substring(0, hint.length() - 1)
          : hint;
    }
    boolean open = !rest.isEmpty() && !ENDS.matcher(question).matches();
    return open ? question + (lang == Lang.ZH ? "？" : "?") : question;
  }
}
