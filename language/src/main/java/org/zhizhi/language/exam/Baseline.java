package org.zhizhi.language.exam;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a choice score is without knowing anything: by guessing, and by taking the longest choice,
 * which sets written by people often give away.
 */
record Baseline(double chance, double longest) {

  /** The baselines of a choice score; empty for a score of another kind. */
  static Optional<Baseline> of(String score, List<Answered> items) {
    List<Question> questions = items.stream().map(Answered::question).toList();
    return switch (score) {
      case "acc", "acc_bytes", "acc_chars", "acc_letters" ->
          Optional.of(
              new Baseline(
                  mean(questions, q -> (double) q.correct().size() / q.choices().size()),
                  mean(questions, q -> longest(q, every(q)))));
      case "mc1" ->
          Optional.of(
              new Baseline(
                  mean(questions, q -> 1.0 / bestAndWrong(q).size()),
                  mean(questions, q -> longest(q, bestAndWrong(q)))));
      case "mc2" ->
          Optional.of(
              new Baseline(
                  mean(questions, q -> (double) q.correct().size() / q.choices().size()),
                  mean(questions, q -> longest(q, every(q)))));
      default -> Optional.empty();
    };
  }

  private static double mean(List<Question> questions, ToDoubleFunction<Question> value) {
    return questions.stream().mapToDouble(value).average().orElse(0);
  }

  private static List<Integer> every(Question question) {
    return IntStream.range(0, question.choices().size()).boxed().toList();
  }

  /** The choices between which MC1 decides. */
  private static List<Integer> bestAndWrong(Question q) {
    int best = q.correct().getFirst();
    return every(q).stream().filter(i -> i == best || !q.correct().contains(i)).toList();
  }

  /** How probable it is to be right for one who takes the longest, of equals any. */
  private static double longest(Question q, List<Integer> among) {
    int most =
        among.stream().mapToInt(i -> MultipleChoice.characters(q.choices().get(i))).max().orElse(0);
    List<Integer> taken =
        among.stream().filter(i -> MultipleChoice.characters(q.choices().get(i)) == most).toList();
    return (double) taken.stream().filter(q.correct()::contains).count() / taken.size();
  }
}
