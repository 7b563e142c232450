package org.zhizhi.language.knows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;

/**
 * What a model knows, by asking it: it knows an answer that it gives greedily and in most samples,
 * and does not know one that it never gives (Zhang et al. 2024, R-Tuning, arXiv:2311.09677; Cheng
 * et al. 2024, arXiv:2401.13275). Between the two nothing is taught.
 *
 * @param known questions that it knows the answer to
 * @param unknown questions that it does not
 */
public record Knowledge(List<ExamItem> known, List<ExamItem> unknown) {
  private static final int SAMPLES = 4;
  private static final double TEMPERATURE = 1;
  private static final double MOST = 0.75;

  /** Asks {@code items}. */
  public static Knowledge of(
      Respondent respondent,
      List<ExamItem> items,
      int maxTokens,
      long seed,
      LongConsumer progress) {
    Sampling greedy = Sampling.greedy(maxTokens);
    Sampling drawn = Sampling.tempered(TEMPERATURE, maxTokens, seed);
    List<Respondent.Asked> asked = new ArrayList<>();
    for (ExamItem item : items) {
      asked.add(Respondent.Asked.of(0, item.question(), greedy));
      for (int k = 0; k < SAMPLES; k++) {
        asked.add(Respondent.Asked.of(k, item.question(), drawn));
      }
    }
    List<Completion> said = respondent.answers(asked, progress);
    List<ExamItem> known = new ArrayList<>();
    List<ExamItem> unknown = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      ExamItem item = items.get(i);
      List<Completion> own = said.subList(i * (1 + SAMPLES), (i + 1) * (1 + SAMPLES));
      boolean right = Answers.right(own.getFirst().text(), item.answers());
      double share =
          IntStream.rangeClosed(1, SAMPLES)
              .mapToDouble(k -> Answers.right(own.get(k).text(), item.answers()) ? 1 : 0)
              .average()
              .orElse(0);
      if (right && share >= MOST) {
        known.add(item);
      } else if (!right && share == 0) {
        unknown.add(item);
      }
    }
    return new Knowledge(List.copyOf(known), List.copyOf(unknown));
  }
}
