package org.zhizhi.language.knows;

import java.util.List;
import java.util.OptionalDouble;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.tokenizer.Message;

/**
 * Weighs the model's own answer against what the user claims. An answer sure enough to be given is
 * kept, whatever the user says; where it is not, a claim that the model could believe is taken, and
 * marked as the user's word. So who presses changes nothing that is known, and who corrects is
 * heard where nothing is.
 */
final class Weighing {
  /**
   * How many nats a token less likely than the model's own answer a claim may be. On the model of a
   * demo and wordings to tune on, 26 asides that claim nothing were 2.05 or more below it, and 87 %
   * of right claims nearer.
   */
  private static final double BELIEVABLE = 2;

  /** Without a promise, an answer stands that is right more probably than not. */
  private static final double HALF = 0.5;

  private final Respondent respondent;
  private final boolean promised;

  Weighing(Respondent respondent, Confidence confidence) {
    this.respondent = respondent;
    this.promised = confidence.trust().bound().isPresent();
  }

  /** What a dialogue asks: its last message, where nothing is like a question. */
  Plain plain(List<Message> dialogue) {
    return Plain.of(respondent, dialogue)
        .orElseGet(
            () -> new Plain(dialogue.getLast().content(), dialogue.size() - 1, List.of(), 0));
  }

  /**
   * What is said in the end.
   *
   * @param own the model's answer to the plain question
   */
  Answer weigh(Plain plain, Answer own) {
    boolean stands = promised ? own.answered() : own.confidence() >= HALF;
    if (stands || plain.rest().isEmpty()) {
      return own;
    }
    double least =
        own.score().isPresent() // else it said itself that it does not know
            ? Claim.likely(respondent, plain.question(), own.said()) - BELIEVABLE
            : -BELIEVABLE;
    return Claim.of(respondent, plain, own.said(), least)
        .map(
            claim ->
                new Answer(
                    own.question(),
                    claim.answer(),
                    Answer.Decision.HEDGED,
                    0,
                    OptionalDouble.empty(),
                    own.said(),
                    own.calibrated()))
        .orElse(own);
  }
}
