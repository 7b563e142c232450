package org.zhizhi.language.knows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.zhizhi.base.Seed;
import org.zhizhi.language.exam.TinyModel;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.language.signal.Signals;

/**
 * A random model with questions of which it is right about some: the more likely it found its
 * answer, the more likely that answer is declared right.
 */
record Pupil(Respondent respondent, List<String> questions, List<Evidence> evidence)
    implements AutoCloseable {
  /** Asks {@code n} questions, three about each thing. */
  static Pupil of(Path folder, int n) {
    Respondent respondent = new Respondent(TinyModel.write(folder, 3).folder(), 2);
    List<String> questions = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String thing = "" + (char) ('a' + i % 26) + i;
      questions.add(i % 2 == 0 ? thing + "的首都是哪里？" : "What is the capital of " + thing + "?");
    }
    return new Pupil(
        respondent, questions, new Questioning(respondent, List.of()).ask(questions, done -> {}));
  }

  /**
   * The questions with answers.
   *
   * @param steep how much the likelihood of what it says tells; 0 for nothing
   * @param base log-odds of being right at the median
   */
  List<QuestionSet.Item> items(double steep, double base) {
    Signal signal = Signals.quick().getFirst();
    SplittableRandom random = new Seed(11).random();
    double[] sorted = evidence.stream().mapToDouble(signal::of).sorted().toArray();
    int n = sorted.length;
    double spread = sorted[n * 5 / 6] - sorted[n / 6];
    List<QuestionSet.Item> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double odds = base + steep * (signal.of(evidence.get(i)) - sorted[n / 2]) / spread;
      boolean right = random.nextDouble() < 1 / (1 + Math.exp(-odds));
      items.add(
          new QuestionSet.Item(
              questions.get(i),
              List.of(right ? evidence.get(i).said() : "something else altogether"),
              "thing " + i / 3));
    }
    return items;
  }

  /** What it says to one of the questions. */
  String said(String question) {
    return evidence.get(questions.indexOf(question)).said();
  }

  Path folder() {
    return respondent.model().path();
  }

  @Override
  public void close() {
    respondent.close();
  }
}
