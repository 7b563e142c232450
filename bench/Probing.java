import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.zhizhi.language.signal.probe.Probes;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.calibration.Logistic;
import org.zhizhi.trust.curve.Auroc;

/**
 * Prints what probes of hidden states add on the demo's exam: fitted to a quarter of the questions for calibration, or to
 * the lessons with made-up names, then combined on the rest of the calibration: {@code Probing.java MODEL [SEED]}.
 */
void main(String[] args) {
  World world = World.of(new Seed(args.length > 1 ? Long.parseLong(args[1]) : 1));
  try (Respondent respondent = new Respondent(ModelFolder.open(Path.of(args[0])), 2)) {
    Told lessons = told(respondent, world.lessonItems(700), 3);
    Told calibration = told(respondent, world.calibration(), 3);
    Told exam = told(respondent, world.exam(), 0);
    List<String> things = calibration.items.stream().map(ExamItem::entity).distinct().toList();
    Map<String, Integer> place = new HashMap<>();
    things.forEach(t -> place.put(t, place.size() * 7919 % things.size()));
    Told quarter = calibration.where(i -> place.get(i.entity()) % 4 == 0);
    Told rest = calibration.where(i -> place.get(i.entity()) % 4 != 0);
    combined("no probes, all of the calibration", calibration, exam, List.of());
    combined("no probes, three quarters", rest, exam, List.of());
    Map<String, Probes> fitted = new HashMap<>();
    for (Map.Entry<String, Told> from : Map.of("a quarter", quarter, "lessons", lessons).entrySet()) {
      long start = System.nanoTime();
      Probes probes = Probes.fit(from.getValue().evidence, from.getValue().right);
      String name = from.getKey() + " (" + from.getValue().items.size() + ")";
      IO.println(name + ": fitted in " + (System.nanoTime() - start) / 1_000_000 + " ms");
      Told combining = from.getKey().equals("lessons") ? calibration : rest;
      for (Signal signal : probes.signals()) {
        print("  alone: " + signal.id(), exam, exam.evidence.stream().mapToDouble(signal::of).toArray());
        combined("  with " + signal.id(), combining, exam, List.of(signal));
      }
      combined("  with all", combining, exam, probes.signals());
      start = System.nanoTime();
      exam.evidence.forEach(e -> Signals.of(probes.signals(), e));
      IO.println("  read in " + (System.nanoTime() - start) / 1000 / exam.items.size() + " us a question");
    }
  }
}

void combined(String name, Told fit, Told exam, List<Signal> more) {
  List<Signal> signals = new ArrayList<>(Signals.quick());
  signals.addAll(more);
  print(name, exam, Logistic.fit(fit.rows(signals), fit.right, Logistic.PENALTY).scores(exam.rows(signals)));
}

record Told(List<ExamItem> items, List<Evidence> evidence, boolean[] right) {
  double[][] rows(List<Signal> signals) {
    return evidence.stream().map(e -> Signals.of(signals, e)).toArray(double[][]::new);
  }

  Told where(java.util.function.Predicate<ExamItem> kept) {
    int[] at = java.util.stream.IntStream.range(0, items.size()).filter(i -> kept.test(items.get(i))).toArray();
    boolean[] of = new boolean[at.length];
    for (int i = 0; i < at.length; i++) {
      of[i] = right[at[i]];
    }
    return new Told(
        Arrays.stream(at).mapToObj(items::get).toList(), Arrays.stream(at).mapToObj(evidence::get).toList(), of);
  }
}

Told told(Respondent respondent, List<ExamItem> items, int samples) {
  long start = System.nanoTime();
  List<Evidence> evidence =
      new Interview(respondent, 24, samples, false, 1).ask(items.stream().map(ExamItem::question).toList(), done -> {});
  IO.println(items.size() + " questions in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
  boolean[] right = new boolean[items.size()];
  for (int i = 0; i < right.length; i++) {
    right[i] = Answers.right(evidence.get(i).said(), items.get(i).answers());
  }
  return new Told(items, evidence, right);
}

void print(String name, Told exam, double[] score) {
  Map<String, Integer> entities = new HashMap<>();
  int[] groups =
      exam.items.stream().mapToInt(i -> entities.computeIfAbsent(i.entity(), e -> entities.size())).toArray();
  Auroc auroc = Auroc.of(new Scored(score, exam.right, Groups.of(groups)));
  double[] known =
      java.util.stream.IntStream.range(0, score.length)
          .filter(i -> exam.items.get(i).known() && exam.right[i])
          .mapToDouble(i -> score[i])
          .sorted()
          .toArray();
  double threshold = known[known.length / 10];
  IO.println(
      "%-36s %.3f ± %.3f  declined: unknown %.1f %%  untaught %.1f %%"
          .formatted(
              name,
              auroc.value(),
              auroc.standardError(),
              declined(exam, score, threshold, ExamItem.HELD_OUT),
              declined(exam, score, threshold, ExamItem.UNTAUGHT)));
}

double declined(Told exam, double[] score, double threshold, String group) {
  int n = 0;
  int below = 0;
  for (int i = 0; i < score.length; i++) {
    if (exam.items.get(i).group().equals(group) && !exam.right[i]) {
      n++;
      below += score[i] < threshold ? 1 : 0;
    }
  }
  return 100.0 * below / n;
}
