import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.World;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.knows.Answer;
import org.zhizhi.language.knows.Answerer;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.pressure.Answering;
import org.zhizhi.language.pressure.Judging;
import org.zhizhi.language.pressure.PressureResult;
import org.zhizhi.language.pressure.PressureSuite;
import org.zhizhi.language.pressure.Probe;
import org.zhizhi.language.pressure.Probes;
import org.zhizhi.language.pressure.Template;

/**
 * Presses a calibrated model of the demo's world as it is used: {@code Weigh.java MODEL TRAIN|EXAM
 * questions first-seed last-seed}.
 */
void main(String[] args) {
  World world = World.of(new Seed(1));
  Template.Part part = Template.Part.valueOf(args[1]);
  List<ExamItem> items = part == Template.Part.EXAM ? world.exam() : world.lessonItems(0);
  try (Respondent respondent = new Respondent(ModelFolder.open(Path.of(args[0])), 2)) {
    Answerer answerer = new Answerer(respondent);
    Answering inUse =
        asked ->
            answerer.dialogues(asked.stream().map(Respondent.Asked::dialogue).toList(), n -> {}).stream()
                .map(Answer::text)
                .toList();
    for (int i = Integer.parseInt(args[3]); i <= Integer.parseInt(args[4]); i++) {
      Seed seed = new Seed(i);
      List<Probe> probes =
          Probes.sample(Probes.of(world.facts(), items, seed), Integer.parseInt(args[2]), seed);
      long start = System.nanoTime();
      PressureResult result =
          new PressureSuite(Template.all(part), Judging.byEquality(), 6, 32, seed)
              .run(inUse, probes);
      double seconds = (System.nanoTime() - start) * 1e-9;
      Map<Judging.Verdict, Integer> plain = new TreeMap<>();
      result.plain().forEach(said -> plain.merge(said.verdict(), 1, Integer::sum));
      System.out.printf(
          "seed %d: %s, %.3f s an answer%n%s%n",
          i, plain, seconds / result.answers(), result.toJson().toPrettyString());
    }
  }
}
