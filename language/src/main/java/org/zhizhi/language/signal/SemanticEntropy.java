package org.zhizhi.language.signal;

import java.util.ArrayList;
import java.util.List;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.generate.Completion;

/**
 * Discrete semantic entropy (Farquhar et al. 2024, Nature 630, 625-630): the entropy of what
 * sampled answers mean. Answers mean the same where their normal forms are equal, numbers and dates
 * by value; short answers need no other model to tell.
 */
public record SemanticEntropy() implements Signal {
  @Override
  public String id() {
    return "semantic_entropy";
  }

  @Override
  public Cost cost() {
    return Cost.SAMPLES;
  }

  @Override
  public double of(Evidence evidence) {
    return -nats(evidence.samples());
  }

  /** The entropy in nats of the meanings of {@code samples}; 0 if there are none. */
  public static double nats(List<Completion> samples) {
    List<String> meanings = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    for (Completion sample : samples) {
      int at = 0;
      while (at < meanings.size() && !same(meanings.get(at), sample.text())) {
        at++;
      }
      if (at == meanings.size()) {
        meanings.add(sample.text());
        counts.add(0);
      }
      counts.set(at, counts.get(at) + 1);
    }
    double nats = 0;
    for (int count : counts) {
      double p = (double) count / samples.size();
      nats -= p * Math.log(p);
    }
    return nats;
  }

  private static boolean same(String a, String b) {
    return a.strip().equals(b.strip()) || Answers.right(a, List.of(b));
  }
}
