package org.zhizhi.data.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** The report of a build as a page: what came in, what became of it at each stage, what is left. */
public final class ReportPage {
  private final JsonNode report;
  private final Page page;

  private ReportPage(JsonNode report) {
    this.report = report;
    this.page =
        Page.titled(
            new Text(
                "Corpus by the recipe “" + report.path("recipe").asText() + "”",
                "语料：配方“" + report.path("recipe").asText() + "”"));
  }

  /** The page that shows {@code report}, the content of a {@code report.json}. */
  public static Page of(JsonNode report) {
    ReportPage page = new ReportPage(report);
    page.figures();
    new StageSection(report, page.page).add();
    new ExampleSection(report, page.page).add();
    new ContentSection(report, page.page).add();
    page.making();
    return page.page;
  }

  private void figures() {
    double in = report.at("/input/bytes").asDouble();
    double out = report.at("/output/bytes").asDouble();
    long threads = report.path("threads").asLong();
    long memory = report.path("peak_rss_mb").asLong();
    page.tile(text("read", "读入"), bytes(in), documents(report.path("input")))
        .tile(text("corpus", "语料"), bytes(out), documents(report.path("output")))
        .tile(
            text("rejected", "剔除"),
            Figures.percent(
                report.at("/rejected/documents").asDouble()
                    / Math.max(1, report.at("/input/documents").asDouble())),
            documents(report.path("rejected")))
        .tile(
            text("speed", "速度"),
            number(report.path("mb_per_s_per_core").asDouble()) + " MB/s",
            text("a core", "每核"))
        .tile(
            text("time", "用时"),
            Figures.duration(Duration.ofMillis((long) (1000 * report.path("seconds").asDouble()))),
            text(
                threads + " threads, " + memory + " MB of memory",
                threads + " 线程，内存峰值 " + memory + " MB"));
  }

  private void making() {
    JsonNode digests = report.path("digests");
    page.section(text("To make it again", "重现"))
        .paragraph(
            text(
                "The same documents, this recipe and this seed make the same bytes.",
                "同样的文档、这份配方和种子得到同样的字节。"))
        .table(
            Table.of(text("of", "对象"), Text.same("SHA-256"))
                .row(text("recipe", "配方"), digests.path("recipe").asText())
                .row(
                    text("sources: names, sizes, times", "来源：名称、大小、时间"),
                    digests.path("sources").asText()));
    page.fold(
        text("The recipe", "配方"), inside -> inside.code(Json.pretty(report.path("written_by"))));
    Table shards = Table.of(text("file", "文件"), text("documents", "文档"), Text.same("SHA-256"));
    for (String kind : List.of("corpus", "rejected")) {
      for (JsonNode shard : digests.path(kind)) {
        shards.row(
            shard.path("file").asText(),
            shard.path("lines").asLong(),
            shard.path("sha256").asText());
      }
    }
    page.fold(text("The files", "文件"), inside -> inside.table(shards));
  }

  static Text text(String en, String zh) {
    return new Text(en, zh);
  }

  private static Text documents(JsonNode count) {
    String number = Figures.count(count.path("documents").asDouble());
    return new Text(number + " documents", number + " 篇文档");
  }

  static String bytes(double bytes) {
    String count = Figures.count(bytes);
    int digits = count.length();
    while (digits > 0 && Character.isLetter(count.charAt(digits - 1))) {
      digits--;
    }
    return count.substring(0, digits) + " " + count.substring(digits) + "B";
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
