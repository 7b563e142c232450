package org.zhizhi.data.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.page.BarChart;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.FlowChart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Passage;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** The report of a build as a page: what came in, what became of it at each stage, what is left. */
public final class ReportPage {
  private static final int BARS = 12;
  private static final int ROWS = 25;

  /** What stands in the place of something private. */
  private static final Pattern MASK = Pattern.compile("<[A-Z]{2,12}>");

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
    page.flows();
    page.stages();
    page.examples();
    page.duplicates();
    page.mixture();
    page.contents();
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

  private void examples() {
    if (report.path("examples").isEmpty()) {
      return;
    }
    page.section(text("Examples", "示例"))
        .paragraph(
            text(
                "Drawn by a fixed hash, so not chosen to please. Marked text was taken out or put"
                    + " in; ↵ is a line end, ␣ a space.",
                "由固定的散列抽取，并非挑选。标出的是删去或加入的内容；↵ 为换行，␣ 为空格。"));
    for (JsonNode stage : report.path("stages")) {
      String name = stage.path("name").asText();
      List<JsonNode> changed = new ArrayList<>();
      List<JsonNode> rejected = new ArrayList<>();
      for (JsonNode example : report.path("examples")) {
        if (example.path("stage").asText().equals(name)) {
          (example.path("reason").asText().isEmpty() ? changed : rejected).add(example);
        }
      }
      fold(name, text("changed", "改动"), changed, stage.path("changed").asLong());
      fold(name, text("rejected", "剔除"), rejected, stage.path("rejected").asLong());
    }
  }

  private void fold(String stage, Text what, List<JsonNode> examples, long of) {
    if (examples.isEmpty()) {
      return;
    }
    Text name = Words.of(stage);
    page.fold(
        new Text(
            name.en() + ": " + examples.size() + " of " + Figures.count(of) + " " + what.en(),
            name.zh()
                + "："
                + what.zh()
                + " "
                + Figures.count(of)
                + " 篇中的 "
                + examples.size()
                + " 篇"),
        inside -> examples.forEach(example -> show(inside, example)));
  }

  private static void show(Page page, JsonNode example) {
    String reason = example.path("reason").asText();
    String id = example.path("id").asText();
    Text word = Words.of(reason);
    page.paragraph(
        reason.isEmpty()
            ? Text.same(id)
            : new Text(word.en() + " · " + id, word.zh() + " · " + id));
    String before = example.path("before").asText();
    String after = example.path("after").asText();
    if (!reason.isEmpty()) {
      page.code(before);
    } else if (before.isEmpty()) {
      page.passage(masked(after));
    } else {
      page.passage(Differences.of(before, after));
    }
  }

  /** A text of which nobody is to see what it was before. */
  private static Passage masked(String text) {
    Passage passage = new Passage();
    int end = 0;
    for (MatchResult mask : MASK.matcher(text).results().toList()) {
      passage.plain(text.substring(end, mask.start())).added(mask.group());
      end = mask.end();
    }
    return passage.plain(text.substring(end));
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
    page.table(sources)
        .chart(bars(text("Languages", "语种"), report.path("languages")))
        .chart(bars(text("Licences", "许可"), report.path("licenses")))
        .chart(lengths());
  }

  private static BarChart bars(Text title, JsonNode counts) {
    BarChart chart = Chart.bars(title, text("MB of text", "文本量（MB）"));
    int bars = 0;
    for (Map.Entry<String, JsonNode> count : counts.properties()) {
      if (bars++ < BARS) {
        chart.bar(
            count.getKey().isEmpty() ? text("not known", "未知") : Text.same(count.getKey()),
            count.getValue().path("bytes").asDouble() / 1e6);
      }
    }
    return chart;
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

  private static Text text(String en, String zh) {
    return new Text(en, zh);
  }

  private static Text documents(JsonNode count) {
    String number = Figures.count(count.path("documents").asDouble());
    return new Text(number + " documents", number + " 篇文档");
  }

  private static String bytes(double bytes) {
    String count = Figures.count(bytes);
    int digits = count.length();
    while (digits > 0 && Character.isLetter(count.charAt(digits - 1))) {
      digits--;
    }
    return count.substring(0, digits) + " " + count.substring(digits) + "B";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
