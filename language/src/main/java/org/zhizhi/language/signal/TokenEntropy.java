package org.zhizhi.language.signal;

/**
 * Entropy of the distributions that the answer's tokens were drawn from, on average (Fomicheva et
 * al. 2020, arXiv:2005.10608): low where one token stands out, wherever the rest of the probability
 * lies.
 */
record TokenEntropy() implements Signal {
  @Override
  public String id() {
    return "token_entropy";
  }

  @Override
  public Cost cost() {
    return Cost.READING;
  }

  @Override
  public double of(Evidence evidence) {
    float[] entropies = evidence.reading().entropies();
    double sum = 0;
    for (float entropy : entropies) {
      sum += entropy;
    }
    return Signal.surprise(sum / Math.max(1, entropies.length));
  }
}
