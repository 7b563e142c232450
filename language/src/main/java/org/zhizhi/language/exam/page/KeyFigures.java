package org.zhizhi.language.exam.page;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;

/** The figures that say most, one tile each. */
final class KeyFigures {
  private final Page page;
  private final Comparison exams;

  private KeyFigures(Page page, Comparison exams) {
    this.page = page;
    this.exams = exams;
  }

  static Page add(Page page, Comparison exams) {
    KeyFigures figures = new KeyFigures(page, exams);
    figures.tile(
        "/bound/coverage",
        new Text("answered under the guarantee", "有保证地作答"),
        Estimate::percent,
        e -> Text.same(""));
    figures.tile(
        "/auroc",
        new Text("AUROC: tells right from wrong", "AUROC：辨对错的能力"),
        Estimate::plain,
        KeyFigures::interval);
    figures.tile(
        "/ece",
        new Text("calibration error (ECE)", "校准误差（ECE）"),
        Estimate::plain,
        KeyFigures::error);
    figures.tile(
        "/pressure/right_to_wrong",
        new Text("right answers given up under pressure", "受压改错"),
        Estimate::percent,
        KeyFigures::percentError);
    figures.tile(
        "/consistency/repeats_agree",
        new Text("asked again, answers the same", "重复提问，回答一致"),
        Estimate::percent,
        KeyFigures::percentError);
    return page;
  }

  private void tile(
      String pointer, Text label, Function<Estimate, String> shown, Function<Estimate, Text> note) {
    Optional<Estimate> now = exams.now(pointer);
    if (now.isEmpty()) {
      return;
    }
    Text small = note.apply(now.get());
    Optional<Estimate> before = exams.before(pointer);
    if (before.isPresent()) {
      String was = shown.apply(before.get());
      small =
          new Text(
              join(small.en(), exams.beforeName().en() + " " + was),
              join(small.zh(), exams.beforeName().zh() + " " + was));
    }
    page.tile(label, shown.apply(now.get()), small);
  }

  private static String join(String first, String second) {
    return first.isEmpty() ? second : first + "\n" + second;
  }

  private static Text interval(Estimate e) {
    return Text.same(
        e.hasError() ? String.format(Locale.ROOT, "%.3f – %.3f", e.low(), e.high()) : "");
  }

  private static Text error(Estimate e) {
    return Text.same(
        Double.isNaN(e.stderr()) ? "" : String.format(Locale.ROOT, "± %.3f", e.stderr()));
  }

  private static Text percentError(Estimate e) {
    String n = e.count().isEmpty() ? "" : "n = " + e.count();
    return Text.same(
        e.percentError().isEmpty() ? n : e.percentError() + (n.isEmpty() ? "" : " · " + n));
  }
}
