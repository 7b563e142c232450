package org.zhizhi.language.knows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Interview;
import org.zhizhi.language.signal.Signal;

/**
 * The one way in which calibration holds: a question by itself, in a dialogue, answered greedily.
 * Whoever is asked otherwise is not covered.
 */
public final class Questioning {
  /** Most tokens of an answer. */
  public static final int LONGEST = 64;

  /** Answers drawn beside the greedy one, where a signal needs them. */
  private static final int SAMPLES = 3;

  private static final long SEED = 1; // of these: part of what a signal is, so never another

  /** Questions whose evidence is gathered before the next are asked. */
  private static final int TOGETHER = 128;

  private final Interview interview;

  /** Does for each question what {@code signals} need, and no more. */
  public Questioning(Respondent respondent, List<Signal> signals) {
    this(respondent, signals, false);
  }

  /** As above, and draws other answers too if {@code samples}. */
  Questioning(Respondent respondent, List<Signal> signals, boolean samples) {
    this.interview =
        new Interview(
            respondent,
            LONGEST,
            samples || needs(signals, Signal.Cost.SAMPLES) ? SAMPLES : 0,
            needs(signals, Signal.Cost.QUESTION),
            SEED);
  }

  private static boolean needs(List<Signal> signals, Signal.Cost cost) {
    return signals.stream().anyMatch(s -> s.cost() == cost);
  }

  /**
   * The evidence of each question, in their order; that of one does not depend on the others.
   *
   * @param progress hears how many are answered
   */
  public List<Evidence> ask(List<String> questions, LongConsumer progress) {
    List<Evidence> all = new ArrayList<>(questions.size());
    for (int from = 0; from < questions.size(); from += TOGETHER) {
      int before = from;
      all.addAll(
          interview.ask(
              questions.subList(from, Math.min(questions.size(), from + TOGETHER)),
              done -> progress.accept(before + done)));
    }
    return all;
  }
}
