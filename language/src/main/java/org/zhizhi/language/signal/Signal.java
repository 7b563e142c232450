package org.zhizhi.language.signal;

/** A number that is higher, the surer a model is of its answer. */
public interface Signal {
  /** Its name in files and reports, {@code answer_logprob}. */
  String id();

  /** What has to be done for it beside answering. */
  Cost cost();

  /** Its value, finite. */
  double of(Evidence evidence);

  /** What a signal takes, the cheapest first. */
  enum Cost {
    /** Nothing: the answer's own probabilities. */
    ANSWER,
    /** One more pass over question and answer. */
    READING,
    /** One pass over the question as a text. */
    TEXT,
    /** One pass over a question about the answer. */
    QUESTION,
    /** Several answers. */
    SAMPLES
  }

  /**
   * Surprise on a scale of its own: nats span six orders of magnitude between what a model is sure
   * of and what it is not, their logarithm is nearly straight against log-odds of being right.
   */
  static double surprise(double nats) {
    return -Math.log(Math.max(nats, 1e-5));
  }
}
