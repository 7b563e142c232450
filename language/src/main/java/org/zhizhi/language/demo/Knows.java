package org.zhizhi.language.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.zhizhi.base.Json;
import org.zhizhi.base.Progress;
import org.zhizhi.base.Seed;
import org.zhizhi.base.page.BarChart;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;
import org.zhizhi.language.exam.Examination;
import org.zhizhi.language.exam.Promise;
import org.zhizhi.language.exam.SelfKnowledge;
import org.zhizhi.language.exam.Settings;
import org.zhizhi.language.exam.Steadiness;
import org.zhizhi.language.exam.page.ExamPage;
import org.zhizhi.language.exam.page.ExamSections;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.World;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.knows.Calibration;
import org.zhizhi.language.knows.Found;
import org.zhizhi.language.knows.QuestionSet;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Proportion;
import org.zhizhi.trust.guarantee.Aim;

/**
 * What the demonstration's model knows of its own knowing, as tuning left it and with a calibration
 * beside it. The calibration asks about entities of which the exam asks nothing, in other words.
 *
 * @param exam the calibrated model's exam, as {@code exam.json}
 * @param plain the same exam without the calibration
 * @param found what calibrating found
 */
record Knows(JsonNode exam, JsonNode plain, Found found) {
  /** The questions of the calibration, in the demo's folder. */
  static final String CALIBRATION = "calibration.jsonl";

  /**
   * Tried in this order: a promise that the model is not good enough for is followed by a weaker.
   */
  private static final List<Aim> AIMS =
      List.of(new Aim(0.05, 0.9), new Aim(0.1, 0.9), new Aim(0.2, 0.9));

  private static final int SAMPLES = 2;
  private static final int PRESSED = 10;
  private static final double LEVEL = 0.95;

  /**
   * Calibrates {@code model} and examines it; {@code trust.json} appears beside it, {@code
   * knows/exam.json} and {@code knows/exam.html} in the demo's folder.
   */
  static Knows of(
      ModelFolder model,
      World world,
      Path demo,
      Seed seed,
      int threads,
      PrintStream log,
      boolean quiet) {
    Found found = calibrate(model, world, seed, threads, log, quiet);
    found.write(model.path());
    Path out = demo.resolve("knows");
    Settings settings =
        new Settings(
            OptionalInt.empty(), 0, SAMPLES, Settings.Asking.AUTO, true, 16, seed.split("knows"));
    String version = Knows.class.getPackage().getImplementationVersion();
    ObjectNode exam =
        new Examination(
                List.of(demo.resolve("exam.jsonl")),
                settings,
                List.of(new SelfKnowledge(), new Promise(), new Steadiness(PRESSED)),
                threads,
                version == null ? "(not packaged)" : version)
            .run(model, Optional.empty(), out, log, quiet);
    JsonNode plain = Json.read(out.resolve(Examination.UNCALIBRATED));
    ExamPage.write(out.resolve("exam.html"), exam, Optional.of(plain));
    return new Knows(exam, plain, found);
  }

  /**
   * What calibrates: about the entities that training told of and nobody asked about or examines.
   */
  static List<ExamItem> calibration(World world) {
    return Stream.concat(world.calibration().stream(), world.lessonItems(0).stream()).toList();
  }

  private static Found calibrate(
      ModelFolder model, World world, Seed seed, int threads, PrintStream log, boolean quiet) {
    List<ExamItem> items = calibration(world);
    QuestionSet questions = QuestionSet.of(CALIBRATION, items);
    try (Respondent respondent = new Respondent(model, threads)) {
      Progress progress = Progress.of(log, "calibrate", items.size(), Progress.Mode.of(quiet));
      Found found =
          new Calibration(respondent, AIMS, seed)
              .of(List.of(questions), done -> progress.update(done, "questions"));
      progress.done(items.size(), "questions");
      return found;
    }
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.set("before", plain.path("knows"));
    json.set("after", exam.path("knows"));
    return json;
  }

  private double figure(JsonNode of, String path) {
    return of.path("knows").at("/" + path).asDouble(Double.NaN);
  }

  String table() {
    return line("unknown entities, wrong answers held back · 没学过的，不再乱答", "held_out_declined", 1)
        + line("never taught, wrong answers held back · 没教过的，不再乱答", "untaught_declined", 1)
        + line("what it got right, still answered · 原来答对的，照答", "known_right", 1)
        + line("right told from wrong (AUROC) · 分得清对错", "auroc", 0)
        + line("confidence off by (ECE) · 置信度误差", "ece", 0)
        + promise();
  }

  private String line(String label, String path, int percent) {
    String form = percent == 1 ? "  %5.1f → %5.1f %%  %s%n" : "  %5.3f → %5.3f    %s%n";
    double unit = percent == 1 ? 100 : 1;
    double now = unit * figure(exam, path);
    return Double.isNaN(now)
        ? ""
        : String.format(Locale.ROOT, form, unit * figure(plain, path), now, label);
  }

  private String promise() {
    double risk = 100 * found.guarantee().aim().risk();
    return found.guarantee().reached()
        ? String.format(
            Locale.ROOT,
            "  of the answers given at most %.0f %% are wrong, with %.0f %% confidence · 给出的回答中错的至多 %.0f%%",
            risk,
            100 * found.guarantee().aim().confidence(),
            risk)
        : "  the model is not good enough for any promise · 这个模型还不足以作出保证";
  }

  /** Ends {@code page}: what the model does not know, before and after. */
  Page addTo(Page page) {
    page.section(new Text("It knows what it does not know", "知之为知之，不知为不知"))
        .paragraph(
            new Text(
                "Left or pale: the model as trained. Then its confidence was calibrated by questions"
                    + " about other entities in other words, and it declines below the point from"
                    + " which its word can be relied on. The first two bars are about what stands"
                    + " nowhere in its training.",
                "左侧或浅色为训练所得的模型。其后用另一批实体、另一种问法的题校准了它的置信度，低于可信点的问题它会谢绝。" + "前两条所问的内容在训练文本中从未出现。"));
    BarChart bars =
        Chart.bars(
                new Text("Share of questions, 95 % intervals", "题目占比，95% 区间"),
                new Text("share", "占比"))
            .showing(1)
            .names(new Text("before", "校准前"), new Text("after", "校准后"));
    bar(
        bars,
        "held_out_declined",
        new Text("unknown entities: wrong answers held back", "没学过的实体：不再乱答"));
    bar(bars, "untaught_declined", new Text("never taught: wrong answers held back", "没教过的事：不再乱答"));
    bar(bars, "known_right", new Text("known: what it got right, still answered", "学过的：原来答对的，照答"));
    page.chart(bars);
    ExamSections sections =
        ExamSections.of(
            exam, Optional.of(plain), new Text("before", "校准前"), new Text("after", "校准后"));
    sections.promise(page);
    sections.risk(page);
    return sections.quadrants(page);
  }

  private void bar(BarChart bars, String name, Text label) {
    long n = Math.round(figure(exam, "n/" + name));
    if (n > 0) {
      Interval now = interval(exam, name, n);
      Interval before = interval(plain, name, n);
      bars.bar(label, figure(exam, name), now.low(), now.high())
          .former(figure(plain, name), before.low(), before.high());
    }
  }

  private Interval interval(JsonNode of, String name, long n) {
    return Proportion.wilson(figure(of, name), n, LEVEL);
  }
}
