package org.zhizhi.data.report;

import static org.zhizhi.data.report.ReportPage.bytes;
import static org.zhizhi.data.report.ReportPage.number;
import static org.zhizhi.data.report.ReportPage.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.stream.IntStream;
import org.zhizhi.base.Figures;
import org.zhizhi.base.page.BarChart;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/**
 * What the corpus is made of: what was said twice, shares, sources, languages, licences, lengths.
 */
final class ContentSection {
  private static final int BARS = 12;
  private static final int ROWS = 25;

  /** The part of the text of which a bar can be seen. */
  private static final double VISIBLE = 0.001;

  private final JsonNode report;
  private final Page page;

  ContentSection(JsonNode report, Page page) {
    this.report = report;
    this.page = page;
  }

  /** Adds it to the page. */
  void add() {
    duplicates();
    mixture();
    contents();
  }

  private void duplicates() {
    JsonNode duplicates = report.path("duplicates");
    if (duplicates.path("count").asLong() == 0) {
      return;
    }
    page.section(text("Documents that say the same", "内容相同的文档"))
        .paragraph(
            text(
                Figures.count(duplicates.path("count").asDouble())
                    + " groups; the best of each is kept. The largest:",
                Figures.count(duplicates.path("count").asDouble()) + " 组，每组保留最好的一篇。最大的几组："));
    Table table = Table.of(text("copies", "份数"), text("kept", "保留"), text("it begins", "开头"));
    for (JsonNode cluster : duplicates.path("largest")) {
      table.row(
          cluster.path("documents").asLong(),
          cluster.path("kept").asText(),
          cluster.path("text").asText().replaceAll("\\s+", " "));
    }
    page.table(table);
    BarChart sizes =
        Chart.bars(text("Groups by number of documents", "各规模的组数"), text("groups", "组"));
    JsonNode counts = duplicates.path("sizes");
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i).asLong() > 0) {
        long from = 1L << i - 1;
        String range = from == 1 ? "1" : from + "–" + (2 * from - 1);
        sizes.bar(Text.same(range), counts.get(i).asDouble());
      }
    }
    page.chart(sizes);
  }

  private void mixture() {
    if (report.path("mixture").isEmpty()) {
      return;
    }
    Table table =
        Table.of(
            text("sources", "来源"),
            text("wanted", "期望占比"),
            text("is", "实际占比"),
            text("there was", "可用"),
            text("in the corpus", "语料中"),
            text("times", "遍数"));
    for (JsonNode group : report.path("mixture")) {
      table.row(
          group.path("source").asText(),
          Figures.percent(group.path("wanted_share").asDouble()),
          Figures.percent(group.path("share").asDouble()),
          bytes(group.path("available_bytes").asDouble()),
          bytes(group.path("bytes").asDouble()),
          number(group.path("times").asDouble()));
    }
    page.section(text("Mixture", "配比")).table(table);
  }

  private void contents() {
    page.section(text("What it is made of", "语料的组成"));
    Table sources =
        Table.of(
            text("source", "来源"),
            text("documents read", "读入文档"),
            text("in the corpus", "进入语料"),
            text("text read", "读入文本"),
            text("in the corpus", "进入语料"),
            text("share", "占比"));
    double all = Math.max(1, report.at("/output/bytes").asDouble());
    int rows = 0;
    for (JsonNode source : report.path("sources")) {
      if (rows++ == ROWS) {
        break;
      }
      double bytes = source.at("/corpus/bytes").asDouble();
      sources.row(
          source.path("source").asText(),
          source.at("/read/documents").asLong(),
          source.at("/corpus/documents").asLong(),
          bytes(source.at("/read/bytes").asDouble()),
          bytes(bytes),
          Figures.percent(bytes / all));
    }
    page.table(sources).chart(bars(text("Languages", "语种"), report.path("languages")));
    JsonNode licences = report.path("licenses");
    if (licences.size() == 1 && licences.has("")) {
      page.paragraph(text("No document names its licence.", "没有文档注明许可。"));
    } else {
      page.chart(bars(text("Licences", "许可"), licences));
    }
    page.chart(lengths());
  }

  /** A bar for each kind that can be seen, one for the others together. */
  private static BarChart bars(Text title, JsonNode counts) {
    double all = 0;
    for (JsonNode count : counts) {
      all += count.path("bytes").asDouble();
    }
    BarChart chart = Chart.bars(title, text("MB of text", "文本量（MB）"));
    int bars = 0;
    int others = 0;
    double rest = 0;
    for (Map.Entry<String, JsonNode> count : counts.properties()) {
      double bytes = count.getValue().path("bytes").asDouble();
      if (bars < BARS && bytes >= VISIBLE * all) {
        chart.bar(name(count.getKey()), megabytes(bytes));
        bars++;
      } else {
        others++;
        rest += bytes;
      }
    }
    return others == 0
        ? chart
        : chart.bar(text(others + " others", "其余 " + others + " 种"), megabytes(rest));
  }

  private static Text name(String kind) {
    return kind.isEmpty() ? text("not known", "未知") : Text.same(kind);
  }

  /** To three digits. */
  private static double megabytes(double bytes) {
    return new BigDecimal(bytes / 1e6).round(new MathContext(3)).doubleValue();
  }

  private Chart lengths() {
    JsonNode read = report.at("/lengths/read");
    JsonNode corpus = report.at("/lengths/corpus");
    int first = 1;
    int last = 1;
    for (int i = 1; i < read.size(); i++) {
      boolean used = read.get(i).asLong() > 0 || corpus.get(i).asLong() > 0;
      last = used ? i : last;
      first = used || first < last ? first : i;
    }
    int from = Math.max(1, first);
    int to = last;
    double[] x = IntStream.rangeClosed(from, to).mapToDouble(i -> 1.5 * (1L << i - 1)).toArray();
    return Chart.lines(
            text("Lengths", "长度分布"),
            text("characters, in classes that double", "字符数（每档加倍）"),
            text("documents", "文档"))
        .series(text("read", "读入"), x, values(read, from, to))
        .series(text("corpus", "语料"), x, values(corpus, from, to))
        .logX();
  }

  private static double[] values(JsonNode counts, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToDouble(i -> counts.path(i).asDouble()).toArray();
  }
}
