package org.zhizhi.language.signal;

/**
 * Entropy of the model's whole answers, by sampling: the mean surprise at its own samples (Malinin
 * and Gales 2021, arXiv:2002.07650).
 */
record PredictiveEntropy() implements Signal {
  @Override
  public String id() {
    return "predictive_entropy";
  }

  @Override
  public Cost cost() {
    return Cost.SAMPLES;
  }

  @Override
  public double of(Evidence evidence) {
    return Signal.surprise(
        -evidence.samples().stream().mapToDouble(s -> s.logprob()).average().orElse(0));
  }
}
