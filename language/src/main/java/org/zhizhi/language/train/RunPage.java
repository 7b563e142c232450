package org.zhizhi.language.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;
import org.zhizhi.engine.run.Metrics;

/** The report of a run as a page: what came of it, its curves, its plan. */
public final class RunPage {
  private static final int POINTS = 300;

  private RunPage() {}

  /** Writes {@code report.html} into the folder of a run. */
  static void write(Path run, LanguageRun.Result result, Plan plan) {
    Page page =
        Page.titled(new Text("A training run", "一次训练"))
            .tile(
                new Text("parameters", "参数"),
                Figures.count(result.parameters()),
                new Text(
                    Figures.count(result.tokens()) + " tokens",
                    Figures.count(result.tokens()) + " 词元"))
            .tile(
                new Text("speed", "速度"),
                Figures.count(result.tokensPerSecond()) + "/s",
                new Text(
                    Figures.percent(result.shareOfPeak()) + " of the matrix-product peak",
                    "矩阵乘峰值的 " + Figures.percent(result.shareOfPeak())))
            .tile(
                new Text("time in steps", "训练用时"),
                Figures.duration(Duration.ofSeconds((long) result.seconds())),
                new Text("all sittings", "历次合计"));
    if (!Double.isNaN(result.heldOut())) {
      page.tile(
          new Text("held-out documents", "留出文档"),
          String.format(Locale.ROOT, "%.3f", result.heldOut()),
          new Text("bits per byte", "比特每字节"));
    }
    page.section(new Text("Curves", "曲线"));
    curve(page, run, "loss", new Text("Loss, nats per token", "损失，每词元 nat"), true);
    curve(page, run, "rate", new Text("Learning rate", "学习率"), false);
    curve(page, run, "units_per_second", new Text("Tokens per second", "每秒词元"), false);
    page.section(new Text("Plan", "计划")).code(Json.pretty(plan.toJson()));
    page.write(run.resolve("report.html"));
  }

  /**
   * Adds the curve of one metric of a run, smoothed over about ten steps; nothing where it is
   * short.
   */
  public static void curve(Page page, Path run, String metric, Text title, boolean logarithmic) {
    List<JsonNode> lines = Metrics.read(run);
    int stride = Math.max(1, lines.size() / POINTS);
    List<double[]> points = new ArrayList<>();
    double smooth = Double.NaN;
    for (int i = 0; i < lines.size(); i++) {
      double value = lines.get(i).path(metric).asDouble();
      smooth = Double.isNaN(smooth) ? value : smooth + 0.1 * (value - smooth);
      if (i % stride == 0 && (!logarithmic || smooth > 0)) {
        points.add(new double[] {lines.get(i).path("step").asDouble(), smooth});
      }
    }
    if (points.size() < 2) {
      return;
    }
    var chart = Chart.lines(title, new Text("step", "步"), Text.same(metric));
    page.chart(
        (logarithmic ? chart.logY() : chart)
            .series(
                Text.same(metric),
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray()));
  }
}
