package org.zhizhi.language.exam;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A question with what became of it.
 *
 * @param question with its choices in the order in which they were put
 * @param answer what the model said or chose, given or withheld
 * @param right whether it was given and is right, by the score that the paper is headed by
 * @param declined whether the model said that it does not know, or its answer was withheld because
 *     its score is below the guaranteed threshold
 * @param confidence probability that the model gives its answer, in [0, 1]; where calibrated, that
 *     its answer is right
 * @param evidence share of the answers drawn from the model that are right, in [0, 1]: evidence of
 *     knowing
 * @param marks what it counts for each score
 * @param signals other numbers about the answer
 * @param plain the same as it is without calibration; empty where nothing is calibrated
 */
public record Answered(
    Question question,
    String answer,
    boolean right,
    boolean declined,
    OptionalDouble confidence,
    OptionalDouble evidence,
    Map<String, Mark> marks,
    Map<String, Double> signals,
    Optional<Answered> plain) {

  /**
   * What a question adds to a score, which is the sum of the amounts over the sum of the sizes:
   * right answers over questions, bits over bytes.
   */
  public record Mark(double amount, double size) {
    static Mark of(boolean counts) {
      return new Mark(counts ? 1 : 0, 1);
    }
  }

  /** What became of a question where nothing is calibrated. */
  public Answered(
      Question question,
      String answer,
      boolean right,
      boolean declined,
      OptionalDouble confidence,
      OptionalDouble evidence,
      Map<String, Mark> marks,
      Map<String, Double> signals) {
    this(question, answer, right, declined, confidence, evidence, marks, signals, Optional.empty());
  }

  /** As it is without calibration. */
  Answered uncalibrated() {
    return plain.orElse(this);
  }

  /** Log-odds by the calibrated signals; empty where the model itself declined. */
  OptionalDouble score() {
    Double score = plain.isPresent() ? signals.get("score") : null;
    return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
  }

  public Answered {
    marks = Collections.unmodifiableMap(new LinkedHashMap<>(marks));
    signals = Collections.unmodifiableMap(new TreeMap<>(signals)); // by name
  }
}
