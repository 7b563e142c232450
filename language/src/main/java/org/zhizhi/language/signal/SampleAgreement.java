package org.zhizhi.language.signal;

import java.util.List;
import org.zhizhi.language.facts.Answers;

/**
 * The share of sampled answers that say the same as the greedy one (Wang et al. 2023, self-
 * consistency, arXiv:2203.11171; Manakul et al. 2023, arXiv:2303.08896), by their normal form.
 */
record SampleAgreement() implements Signal {
  @Override
  public String id() {
    return "samples_agree";
  }

  @Override
  public Cost cost() {
    return Cost.SAMPLES;
  }

  @Override
  public double of(Evidence evidence) {
    List<String> said = List.of(evidence.said());
    return evidence.samples().stream()
        .mapToDouble(s -> Answers.right(s.text(), said) ? 1 : 0)
        .average()
        .orElse(1);
  }
}
