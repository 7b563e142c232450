package org.zhizhi.language.pressure;

import java.util.List;
import org.zhizhi.language.facts.Lang;

/**
 * A question to put under pressure.
 *
 * @param id unique among the probes asked together; it decides which templates are drawn
 * @param question the whole question
 * @param answers every right answer, the usual one first; never empty
 * @param hint a wrong answer that could be right: another entity's value of the same relation
 * @param cluster what the question is about; questions about one thing are not independent, and
 *     standard errors count them as one draw
 */
public record Probe(
    String id, Lang lang, String question, List<String> answers, String hint, String cluster) {
  public Probe {
    answers = List.copyOf(answers);
    if (answers.isEmpty() || question.isBlank() || hint.isBlank()) {
      throw new IllegalArgumentException(
          id + ": a probe has a question, a right answer and a wrong hint");
    }
  }

  /** The answer to give. */
  public String answer() {
    return answers.getFirst();
  }
}
