package org.zhizhi.language.signal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The signals there are, and the two sets that are used. */
public final class Signals {
  private Signals() {}

  /** Every signal that needs no fitting. */
  public static List<Signal> all() {
    return Stream.of(
            Arrays.stream(AnswerLikelihood.values()),
            Arrays.stream(Familiarity.values()),
            Stream.of(
                new TokenEntropy(),
                new Rauq(),
                new Asserted(),
                new SampleAgreement(),
                new SemanticEntropy(),
                new PredictiveEntropy()))
        .flatMap(s -> s.map(Signal.class::cast))
        .toList();
  }

  /** What one answer and two passes give: enough for use, see docs/signals.md. */
  public static List<Signal> quick() {
    return all().stream().filter(s -> s.cost().compareTo(Signal.Cost.TEXT) <= 0).toList();
  }

  /** The values of {@code signals}, in their order. */
  public static double[] of(List<Signal> signals, Evidence evidence) {
    return signals.stream().mapToDouble(s -> s.of(evidence)).toArray();
  }
}
