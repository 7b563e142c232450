import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.World;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Interview;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.language.signal.Signals;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.calibration.Logistic;
import org.zhizhi.trust.curve.Auroc;

/**
 * Prints how well each signal tells right answers from wrong ones on the demo's exam, and what it declines where nine in
 * ten of the known answers are kept; combinations are fitted on the questions for calibration, about other entities in
 * other words: {@code Signs.java MODEL [SEED]}, the model and the seed of a demo.
 */
void main(String[] args) {
  World world = World.of(new Seed(args.length > 1 ? Long.parseLong(args[1]) : 1));
  try (Respondent respondent = new Respondent(ModelFolder.open(Path.of(args[0])), 2)) {
    Told calibration = told(respondent, world.calibration());
    Told exam = told(respondent, world.exam());
    IO.println(exam.items.size() + " questions, right " + share(exam.right, i -> true));
    IO.println("                         AUROC              declined: unknown  untaught");
    for (Signal signal : Signals.all()) {
      print(signal.id(), exam, exam.rows(List.of(signal)), null);
    }
    for (Map.Entry<String, List<Signal>> set :
        Map.of("combined: quick", Signals.quick(), "combined: all", Signals.all()).entrySet()) {
      Logistic fitted =
          Logistic.fit(calibration.rows(set.getValue()), calibration.right, Logistic.PENALTY);
      print(set.getKey(), exam, exam.rows(set.getValue()), fitted);
    }
  }
}

record Told(List<ExamItem> items, List<Evidence> evidence, boolean[] right) {
  double[][] rows(List<Signal> signals) {
    return evidence.stream().map(e -> Signals.of(signals, e)).toArray(double[][]::new);
  }
}

Told told(Respondent respondent, List<ExamItem> items) {
  long start = System.nanoTime();
  List<Evidence> evidence =
      new Interview(respondent, 24, 3, true, 1)
          .ask(items.stream().map(ExamItem::question).toList(), done -> {});
  IO.println(items.size() + " questions in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
  boolean[] right = new boolean[items.size()];
  for (int i = 0; i < right.length; i++) {
    right[i] = Answers.right(evidence.get(i).said(), items.get(i).answers());
  }
  return new Told(items, evidence, right);
}

void print(String name, Told exam, double[][] rows, Logistic fitted) {
  double[] score = new double[rows.length];
  for (int i = 0; i < rows.length; i++) {
    score[i] = fitted == null ? rows[i][0] : fitted.score(rows[i]);
  }
  Map<String, Integer> entities = new HashMap<>();
  int[] groups =
      exam.items.stream()
          .mapToInt(i -> entities.computeIfAbsent(i.entity(), e -> entities.size()))
          .toArray();
  Auroc auroc = Auroc.of(new Scored(score, exam.right, Groups.of(groups)));
  List<Double> known = new ArrayList<>();
  for (int i = 0; i < score.length; i++) {
    if (exam.items.get(i).known() && exam.right[i]) {
      known.add(score[i]);
    }
  }
  known.sort(null);
  double threshold = known.get(known.size() / 10);
  boolean[] declined = new boolean[score.length];
  for (int i = 0; i < score.length; i++) {
    declined[i] = score[i] < threshold;
  }
  IO.println(
      "%-22s %.3f ± %.3f   %s  %s"
          .formatted(
              name,
              auroc.value(),
              auroc.standardError(),
              share(
                  declined,
                  i -> exam.items.get(i).group().equals(ExamItem.HELD_OUT) && !exam.right[i]),
              share(declined, i -> exam.items.get(i).group().equals(ExamItem.UNTAUGHT))));
}

String share(boolean[] of, java.util.function.IntPredicate among) {
  int n = 0;
  int count = 0;
  for (int i = 0; i < of.length; i++) {
    if (among.test(i)) {
      n++;
      count += of[i] ? 1 : 0;
    }
  }
  return "%.1f %% of %d".formatted(100.0 * count / n, n);
}
