package org.zhizhi.language.signal;

import java.util.List;
import org.zhizhi.language.generate.Completion;

/**
 * Recurrent attention-based uncertainty (RAUQ, Vazhentsev et al. 2025, arXiv:2505.20045): the
 * confidence in a token is mixed with that in the token before it, as far as the layer's head that
 * looks back most attends to it; the least sure of the middle third of the layers counts.
 */
record Rauq() implements Signal {
  private static final double OWN = 0.2; // the share of a token's own probability, as published

  @Override
  public String id() {
    return "rauq";
  }

  @Override
  public Cost cost() {
    return Cost.READING;
  }

  @Override
  public double of(Evidence evidence) {
    float[][][] before = evidence.reading().before(); // [layer][head][token]
    List<Completion.Token> tokens = evidence.answer().tokens();
    if (tokens.isEmpty()) {
      return Signal.surprise(0);
    }
    double worst = 0;
    for (int layer = before.length / 3; layer < Math.max(1, before.length * 2 / 3); layer++) {
      float[] head = looksBackMost(before[layer]);
      double confidence = Math.exp(tokens.getFirst().logprob());
      double nats = -tokens.getFirst().logprob();
      for (int i = 1; i < tokens.size(); i++) {
        double own = Math.exp(tokens.get(i).logprob());
        confidence = Math.max(1e-30, OWN * own + (1 - OWN) * head[i] * confidence);
        nats -= Math.log(confidence);
      }
      worst = Math.max(worst, nats / tokens.size());
    }
    return Signal.surprise(worst);
  }

  private static float[] looksBackMost(float[][] heads) {
    float[] most = heads[0];
    double best = -1;
    for (float[] head : heads) {
      double sum = 0;
      for (int i = 1; i < head.length; i++) {
        sum += head[i];
      }
      if (sum > best) {
        best = sum;
        most = head;
      }
    }
    return most;
  }
}
