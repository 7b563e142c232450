package org.zhizhi.data.report;

import static org.zhizhi.data.report.ReportPage.bytes;
import static org.zhizhi.data.report.ReportPage.number;
import static org.zhizhi.data.report.ReportPage.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.zhizhi.base.Figures;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.FlowChart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** What went into each stage, what came out and why the rest did not: pictures and tables. */
final class StageSection {
  private final JsonNode report;
  private final Page page;

  StageSection(JsonNode report, Page page) {
    this.report = report;
    this.page = page;
  }

  /** Adds it to the page. */
  void add() {
    flows();
    stages();
  }

  private void flows() {
    page.section(text("Stage by stage", "逐阶段"))
        .paragraph(
            text(
                "Each row is a stage; its width is what entered it. Nothing is dropped in silence:"
                    + " what leaves is in rejected-*.jsonl.zst with stage and reason"
                    + " (zhizhi data look CORPUS --rejected).",
                "每行是一个阶段，宽度为进入它的量。没有任何内容被悄悄丢弃：被剔除的都在"
                    + " rejected-*.jsonl.zst 中，附有阶段和原因（zhizhi data look 语料 --rejected）。"))
        .chart(flow(text("Text, in bytes of UTF-8", "文本量（UTF-8 字节）"), true))
        .chart(flow(text("Documents", "文档数"), false));
  }

  private FlowChart flow(Text title, boolean bytes) {
    FlowChart chart =
        Chart.flow(
            title,
            bytes ? ReportPage::bytes : Figures::count,
            text("rejected", "剔除"),
            text("cut off", "删减"),
            text("added", "增加"));
    for (JsonNode stage : report.path("stages")) {
      double in = stage.path(bytes ? "bytes_in" : "in").asDouble();
      double out = stage.path(bytes ? "bytes_out" : "out").asDouble();
      double lost = stage.path(bytes ? "bytes_rejected" : "rejected").asDouble();
      double rest = in - lost;
      chart.stage(
          Words.of(stage.path("name").asText()),
          in,
          lost,
          Math.max(0, rest - out),
          Math.max(0, out - rest),
          reasons(stage, bytes));
    }
    return chart.end(text("corpus", "语料"));
  }

  /** The reasons that took most, in few words. */
  private static Text reasons(JsonNode stage, boolean bytes) {
    StringBuilder en = new StringBuilder();
    StringBuilder zh = new StringBuilder();
    for (Map.Entry<String, JsonNode> reason : stage.path("reasons").properties()) {
      JsonNode count = reason.getValue();
      String much =
          bytes
              ? bytes(count.path("bytes").asDouble())
              : Figures.count(count.path("documents").asDouble());
      Text word = Words.of(reason.getKey());
      en.append(en.isEmpty() ? "" : ", ").append(word.en()).append(' ').append(much);
      zh.append(zh.isEmpty() ? "" : "，").append(word.zh()).append(' ').append(much);
    }
    long changed = stage.path("changed").asLong();
    if (en.isEmpty() && changed > 0) {
      en.append(Figures.count(changed)).append(" changed");
      zh.append("改动 ").append(Figures.count(changed)).append(" 篇");
    }
    return new Text(en.toString(), zh.toString());
  }

  private void stages() {
    Table table =
        Table.of(
            text("stage", "阶段"),
            text("in", "进入"),
            text("out", "留下"),
            text("rejected", "剔除"),
            text("changed", "改动"),
            text("time", "用时"),
            text("speed", "速度"));
    for (JsonNode stage : report.path("stages")) {
      double seconds = stage.path("seconds").asDouble();
      table.row(
          Words.of(stage.path("name").asText()),
          stage.path("in").asLong(),
          stage.path("out").asLong(),
          stage.path("rejected").asLong(),
          stage.path("changed").asLong(),
          seconds > 0 ? Figures.duration(Duration.ofNanos((long) (seconds * 1e9))) : "",
          seconds > 0 ? number(stage.path("bytes_in").asDouble() / 1e6 / seconds) + " MB/s" : "");
    }
    page.table(table)
        .paragraph(
            text(
                "Time is that of all threads together; speed is of one thread.",
                "用时为所有线程之和；速度按单线程计。"));
    Table reasons =
        Table.of(
            text("stage", "阶段"),
            text("reason", "原因"),
            text("documents", "文档"),
            text("text", "文本量"));
    boolean any = false;
    for (JsonNode stage : report.path("stages")) {
      for (Map.Entry<String, JsonNode> reason : stage.path("reasons").properties()) {
        any = true;
        reasons.row(
            Words.of(stage.path("name").asText()),
            Words.of(reason.getKey()),
            reason.getValue().path("documents").asLong(),
            bytes(reason.getValue().path("bytes").asDouble()));
      }
    }
    if (any) {
      page.fold(text("All reasons", "全部原因"), inside -> inside.table(reasons));
    }
  }
}
