package org.zhizhi.language.signal;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * How familiar the question is: how likely its tokens are, read as a text. A model that has read
 * about something expects the rest of its name once it has begun; a name that it never met costs it
 * dearly, however fluently it answers. Telling what a model was trained on by the least likely
 * tokens is Min-K% (Shi et al. 2024, arXiv:2310.16789); that models carry whether they know an
 * entity apart from what they know of it, Ferrando et al. 2025 (arXiv:2411.14257).
 */
enum Familiarity implements Signal {
  /** All of the question. */
  SUM("question_sum", nats -> sum(nats, nats.length)),
  /** A token of it on average. */
  MEAN("question_mean", nats -> sum(nats, nats.length) / Math.max(1, nats.length)),
  /** The two least likely tokens. */
  LEAST_TWO("question_least_2", nats -> least(nats, 2)),
  /** The four least likely tokens: a fifth of a question. */
  LEAST_FOUR("question_least_4", nats -> least(nats, 4)),
  /** The two neighbours least likely together: the inside of a name. */
  PAIR("question_pair", nats -> run(nats, 2)),
  /** The three neighbours least likely together. */
  TRIPLE("question_triple", nats -> run(nats, 3));

  private final String id;
  private final ToDoubleFunction<float[]> nats;

  Familiarity(String id, ToDoubleFunction<float[]> nats) {
    this.id = id;
    this.nats = nats;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Cost cost() {
    return Cost.TEXT;
  }

  @Override
  public double of(Evidence evidence) {
    return -nats.applyAsDouble(evidence.text());
  }

  private static double sum(float[] logprobs, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum -= logprobs[i];
    }
    return sum;
  }

  private static double least(float[] logprobs, int n) {
    float[] sorted = logprobs.clone();
    Arrays.sort(sorted);
    return sum(sorted, Math.min(n, sorted.length));
  }

  private static double run(float[] logprobs, int n) {
    double worst = 0;
    for (int i = 0; i + n <= logprobs.length; i++) {
      double sum = 0;
      for (int j = i; j < i + n; j++) {
        sum -= logprobs[j];
      }
      worst = Math.max(worst, sum);
    }
    return worst;
  }
}
