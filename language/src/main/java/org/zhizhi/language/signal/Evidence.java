package org.zhizhi.language.signal;

import java.util.List;
import java.util.OptionalDouble;
import org.zhizhi.language.generate.Completion;

/**
 * What a model showed when it was asked one question.
 *
 * @param question as asked
 * @param answer its greedy answer
 * @param text log-probabilities in nats of the question's tokens, read as a text
 * @param reading the model's inside while it read the question and its own answer, if looked at
 * @param samples other answers, drawn at temperature 1; none if not asked for
 * @param asserted probability that the answer is true in the model's own words, if asked
 */
public record Evidence(
    String question,
    Completion answer,
    float[] text,
    Reading reading,
    List<Completion> samples,
    OptionalDouble asserted) {

  /**
   * A look inside.
   *
   * @param entropies of the distribution that each answer token was drawn from, in nats
   * @param hidden the residual stream of a middle layer after the question, where the answer begins
   * @param question the same residual stream, on average over the question's tokens
   * @param before by layer, head and answer token: the attention it pays to the token before it
   */
  public record Reading(float[] entropies, float[] hidden, float[] question, float[][][] before) {}

  public Evidence {
    samples = List.copyOf(samples);
  }

  /** What the answer says. */
  public String said() {
    return answer.text().strip();
  }
}
