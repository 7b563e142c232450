package org.zhizhi.language.demo;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.model.ModelFolder;

/** Lets a model answer the questions of an exam, greedily, many at a time. */
final class Answering {
  private static final int MAX_TOKENS = 32;

  /**
   * A question with what the model said.
   *
   * @param right whether it is one of the right answers
   * @param confidence probability of the whole answer under the model
   */
  record Answered(ExamItem item, String answer, boolean right, double confidence) {}

  private Answering() {}

  /** All items answered, in their order. */
  static List<Answered> answer(
      ModelFolder model, List<ExamItem> items, int threads, LongConsumer progress) {
    Sampling greedy = Sampling.greedy(MAX_TOKENS);
    try (Respondent respondent = new Respondent(model, threads)) {
      List<Completion> said =
          respondent.answers(
              IntStream.range(0, items.size())
                  .mapToObj(i -> Respondent.Asked.of(i, items.get(i).question(), greedy))
                  .toList(),
              progress);
      return IntStream.range(0, items.size())
          .mapToObj(i -> graded(items.get(i), said.get(i)))
          .toList();
    }
  }

  private static Answered graded(ExamItem item, Completion completion) {
    String text = completion.text().strip();
    return new Answered(
        item, text, Answers.right(text, item.answers()), Math.exp(completion.logprob()));
  }
}
