package org.zhizhi.language.knows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalDouble;
import org.zhizhi.base.Json;
import org.zhizhi.language.facts.Lang;

/**
 * An answer with how sure it is, or none.
 *
 * @param text what the user is told: the answer, or in the question's language that it is not known
 * @param confidence probability that what the model said is right; 0 where it said itself that it
 *     does not know, and where it repeats the user. Not calibrated: the probability that the model
 *     says this
 * @param score log-odds by the signals, comparable with the threshold of trust.json; empty where
 *     nothing is calibrated or the model itself declined
 * @param said what the model said, given or withheld
 * @param calibrated whether confidence and decision rest on a calibration
 */
public record Answer(
    String question,
    String text,
    Decision decision,
    double confidence,
    OptionalDouble score,
    String said,
    boolean calibrated) {

  /** What became of a question. */
  public enum Decision {
    /** The answer is given. */
    ANSWERED,
    /** None is given: the model said that it does not know, or its score is below the threshold. */
    ABSTAINED,
    /** The model does not know, but could believe what the user says: his word is repeated. */
    HEDGED;

    /** As files have it: {@code answered}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Says in {@code lang} that the answer is not known, in words that every exam counts as such. */
  public static String declining(Lang lang) {
    return lang == Lang.ZH ? "我不知道。" : "I don't know.";
  }

  /** Whether the answer is given. */
  public boolean answered() {
    return decision == Decision.ANSWERED;
  }

  /** As other programs read it: text, decision, confidence; what was withheld is not told. */
  public ObjectNode json() {
    ObjectNode node =
        Json.object()
            .put("text", text)
            .put("decision", decision.word())
            .put("confidence", confidence)
            .put("calibrated", calibrated);
    score.ifPresent(s -> node.put("score", s));
    return node;
  }
}
