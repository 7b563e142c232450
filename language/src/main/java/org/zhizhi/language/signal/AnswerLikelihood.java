package org.zhizhi.language.signal;

import java.util.function.ToDoubleFunction;
import org.zhizhi.language.generate.Completion;

/**
 * How likely the model found its answer: the log-probability of all tokens, their mean, or the
 * least likely one's. The plainest signal and a strong one (Kuhn et al. 2023, arXiv:2302.09664;
 * Fadeeva et al. 2023, arXiv:2311.07383).
 */
enum AnswerLikelihood implements Signal {
  SUM("answer_sum", Completion::logprob),
  MEAN("answer_mean", c -> c.logprob() / Math.max(1, c.tokens().size())),
  LEAST(
      "answer_least",
      c -> c.tokens().stream().mapToDouble(Completion.Token::logprob).min().orElse(0));

  private final String id;
  private final ToDoubleFunction<Completion> logprob;

  AnswerLikelihood(String id, ToDoubleFunction<Completion> logprob) {
    this.id = id;
    this.logprob = logprob;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Cost cost() {
    return Cost.ANSWER;
  }

  @Override
  public double of(Evidence evidence) {
    return Signal.surprise(-logprob.applyAsDouble(evidence.answer()));
  }
}
