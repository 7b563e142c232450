package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;
import org.zhizhi.base.page.XyChart;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Proportion;

/** Stated confidence against the share of right answers, bin by bin, with the number in each. */
final class ReliabilitySection {
  /**
   * A bin of answers by confidence.
   *
   * @param confidence mean of those in it
   * @param right share of them that are right
   */
  private record Bin(double low, double high, long n, double confidence, double right) {
    Interval interval() {
      return new Proportion(Math.clamp(Math.round(right * n), 0, n), n).wilson(0.95);
    }
  }

  private ReliabilitySection() {}

  static Page add(Page page, Comparison exams) {
    List<Bin> now = bins(exams.now());
    if (now.isEmpty()) {
      return page;
    }
    List<Bin> before = exams.before().map(ReliabilitySection::bins).orElse(List.of());
    page.section(new Text("Is its confidence right?", "它的把握可信吗？"));
    if (before.isEmpty()) {
      Text title = new Text("Reliability", "可靠性图");
      return page.beside(
          left -> left.chart(chart(exams.now(), now, title)), right -> right.paragraph(READING));
    }
    return page.paragraph(READING)
        .beside(
            chart(exams.before().orElseThrow(), before, exams.beforeName()),
            chart(exams.now(), now, exams.nowName()));
  }

  private static final Text READING =
      new Text(
          "Of the answers given with 80 % confidence, 80 % should be right: points on the dashed"
              + " line. Below it the model is too sure of itself, above it too modest. Upright lines"
              + " are 95 % intervals; the bars below count the answers. ECE is the mean distance"
              + " from the dashed line, weighted by them.",
          "自报 80% 把握的回答，应有 80% 是对的，即落在虚线上。线下是过分自信，线上是过分谨慎。竖线为 95% 区间，下方的条是回答数。"
              + "ECE 是按回答数加权的、与虚线的平均距离。");

  private static XyChart chart(JsonNode exam, List<Bin> bins, Text title) {
    String ece =
        Estimate.of(exam.path("ece"))
            .map(
                e ->
                    ": ECE "
                        + e.plain()
                        + (Double.isNaN(e.stderr())
                            ? ""
                            : String.format(Locale.ROOT, " ± %.3f", e.stderr())))
            .orElse("");
    String brier = Estimate.of(exam.path("brier")).map(e -> ", Brier " + e.plain()).orElse("");
    String figures = ece + (ece.isEmpty() ? brier.replace(", ", ": ") : brier);
    List<Bin> filled = bins.stream().filter(bin -> bin.n() > 0).toList();
    return Chart.lines(
            new Text(title.en() + figures, title.zh() + figures),
            new Text("stated confidence", "自报把握"),
            new Text("share right", "实际正确比例"))
        .half()
        .percent()
        .over(0, 1)
        .showing(0, 1)
        .guide(Text.same(""), 0, 0, 1, 1)
        .series(
            new Text("share right", "实际正确比例"),
            values(filled, Bin::confidence),
            values(filled, Bin::right),
            values(filled, bin -> bin.interval().low()),
            values(filled, bin -> bin.interval().high()))
        .counts(
            new Text("answers", "回答数"),
            values(bins, Bin::low),
            values(bins, Bin::high),
            values(bins, Bin::n));
  }

  private static double[] values(List<Bin> bins, ToDoubleFunction<Bin> of) {
    return bins.stream().mapToDouble(of).toArray();
  }

  private static List<Bin> bins(JsonNode exam) {
    List<Bin> bins = new ArrayList<>();
    for (JsonNode bin : exam.path("reliability")) {
      double n = Estimate.number(bin.path("n"));
      double low = Estimate.share(bin.path("low")).orElse(Double.NaN);
      double high = Estimate.share(bin.path("high")).orElse(Double.NaN);
      double confidence = Estimate.share(bin.path("confidence")).orElse(Double.NaN);
      double right = Estimate.share(bin.path("right")).orElse(Double.NaN);
      boolean whole = !Double.isNaN(confidence + right);
      if (low <= high && (n == 0 || n >= 1 && whole)) {
        bins.add(new Bin(low, high, (long) n, confidence, right));
      }
    }
    return bins.stream().anyMatch(bin -> bin.n() > 0) ? bins : List.of();
  }
}
