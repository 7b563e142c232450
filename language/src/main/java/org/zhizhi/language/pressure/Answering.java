package org.zhizhi.language.pressure;

import java.util.List;
import java.util.function.LongConsumer;
import org.zhizhi.language.generate.Respondent;

/** Whoever answers dialogues: a model, or a stand-in in tests. */
@FunctionalInterface
public interface Answering {
  /** The answers, in the order asked, without space around them. */
  List<String> answers(List<Respondent.Asked> asked);

  /** Whether the dialogue and its answer fit into the context. */
  default boolean fits(Respondent.Asked asked) {
    return true;
  }

  /**
   * A model that answers.
   *
   * @param progress hears, in each call, how many answers have ended
   */
  static Answering of(Respondent respondent, LongConsumer progress) {
    return new Answering() {
      @Override
      public List<String> answers(List<Respondent.Asked> asked) {
        return respondent.answers(asked, progress).stream().map(c -> c.text().strip()).toList();
      }

      @Override
      public boolean fits(Respondent.Asked asked) {
        int tokens = respondent.prompt(asked.dialogue()).length + asked.sampling().maxTokens();
        return tokens <= respondent.model().config().maxPositions();
      }
    };
  }

  /** A model that answers, unheard until it is done. */
  static Answering of(Respondent respondent) {
    return of(respondent, done -> {});
  }
}
