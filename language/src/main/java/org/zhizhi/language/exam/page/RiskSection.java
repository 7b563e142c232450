package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zhizhi.base.Figures;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;
import org.zhizhi.base.page.XyChart;

/** Share of wrong answers over the share of questions that are answered, surest first. */
final class RiskSection {
  record Point(double coverage, double risk) {}

  private RiskSection() {}

  static Page add(Page page, Comparison exams) {
    List<Point> now = curve(exams.now());
    if (now.isEmpty()) {
      return page;
    }
    page.section(new Text("What declining buys", "谢绝换来什么"))
        .paragraph(
            new Text(
                "If only the surest answers are given, how many of them are wrong? No order of the"
                    + " same answers can run below the best curve, which declines every wrong answer"
                    + " first.",
                "只给出把握最大的那部分回答时，其中有多少是错的？最优曲线先谢绝所有错误回答，任何排序都不可能低于它。"));
    XyChart chart =
        Chart.lines(
                new Text("Risk and coverage", "风险—覆盖率曲线"),
                new Text("coverage: share of questions answered", "覆盖率：作答题目的比例"),
                new Text("risk: share of given answers that are wrong", "风险：给出的回答中错误的比例"))
            .half()
            .percent()
            .over(0, 1)
            .showing(0, 0.1)
            .series(exams.nowName(), coverage(now), risk(now));
    exams
        .before()
        .map(RiskSection::curve)
        .filter(curve -> !curve.isEmpty())
        .ifPresent(curve -> chart.former(exams.beforeName(), coverage(curve), risk(curve)));
    List<Point> best = best(now.getLast());
    chart.ideal(new Text("best possible", "最优"), coverage(best), risk(best));
    Optional<Verdict.Bound> bound = Verdict.Bound.of(exams.now()).filter(Verdict.Bound::holds);
    bound.ifPresent(
        b ->
            chart
                .guide(Text.same(""), 0, b.risk(), b.coverage(), b.risk())
                .guide(Text.same(""), b.coverage(), 0, b.coverage(), b.risk())
                .mark(
                    new Text(
                        "guaranteed: " + Figures.shortPercent(b.coverage()),
                        "保证点：" + Figures.zhPercent(b.coverage())),
                    b.coverage(),
                    b.risk()));
    return page.beside(left -> left.chart(chart), right -> figures(right, exams));
  }

  private static void figures(Page page, Comparison exams) {
    Table table =
        exams.isPair()
            ? Table.of(new Text("figure", "指标"), exams.beforeName(), exams.nowName())
            : Table.of(new Text("figure", "指标"), new Text("value", "值"));
    boolean any = false;
    any |= row(table, exams, "/auroc", new Text("AUROC, right against wrong", "AUROC（对与错）"));
    any |=
        row(table, exams, "/aurc", new Text("area under the risk-coverage curve", "风险—覆盖率曲线下面积"));
    any |= row(table, exams, "/prr", new Text("prediction-rejection ratio", "预测拒绝比（PRR）"));
    if (any) {
      page.table(table);
    }
  }

  private static boolean row(Table table, Comparison exams, String pointer, Text name) {
    Optional<Estimate> now = exams.now(pointer);
    Optional<Estimate> before = exams.before(pointer);
    if (now.isEmpty() && before.isEmpty()) {
      return false;
    }
    if (exams.isPair()) {
      table.row(name, shown(before), shown(now));
    } else {
      table.row(name, shown(now));
    }
    return true;
  }

  private static Text shown(Optional<Estimate> estimate) {
    return Text.same(
        estimate
            .map(
                e ->
                    e.plain()
                        + (e.hasError()
                            ? String.format(Locale.ROOT, " (%.3f – %.3f)", e.low(), e.high())
                            : ""))
            .orElse("–"));
  }

  private static List<Point> curve(JsonNode exam) {
    List<Point> points = new ArrayList<>();
    for (JsonNode point : exam.path("risk_coverage")) {
      Optional<Double> coverage = Estimate.share(point.path("coverage"));
      Optional<Double> risk = Estimate.share(point.path("risk"));
      if (coverage.isPresent() && risk.isPresent()) {
        points.add(new Point(coverage.get(), risk.get()));
      }
    }
    points.sort(Comparator.comparingDouble(Point::coverage));
    return points;
  }

  /** The curve that declines the wrong answers first, given the point where none is declined. */
  static List<Point> best(Point end) {
    double wrong = end.coverage() * end.risk();
    double right = end.coverage() - wrong;
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
    for (int i = 0; i <= 60; i++) {
      double coverage = right + wrong * i / 60;
      points.add(new Point(coverage, coverage > 0 ? (coverage - right) / coverage : 0));
    }
    return points;
  }

  private static double[] coverage(List<Point> points) {
    return points.stream().mapToDouble(Point::coverage).toArray();
  }

  private static double[] risk(List<Point> points) {
    return points.stream().mapToDouble(Point::risk).toArray();
  }
}
