package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.zhizhi.base.Figures;
import org.zhizhi.base.page.BarChart;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;
import org.zhizhi.base.page.XyChart;

/** What a page says of one question: a picture, the settings, their differences, the way there. */
final class QuestionSection {
  private static final Text BITS = new Text("bits per byte; less is better", "比特每字节，越低越好");

  private final Page page;
  private final JsonNode study;
  private final Design design;
  private final Design.Contest contest;

  QuestionSection(Page page, JsonNode study, Design design, Design.Contest contest) {
    this.page = page;
    this.study = study;
    this.design = design;
    this.contest = contest;
  }

  /** Adds the section. */
  void add(JsonNode answers) {
    page.section(contest.question().title());
    chart(answers);
    settings(answers);
    if (contest.settings().size() == 2) {
      pair(answers);
    } else {
      answers.forEach(answer -> matrix(answer));
    }
    curves();
  }

  private void chart(JsonNode answers) {
    boolean twoDomains = design.domains().size() == 2;
    if (contest.question() == Question.DISTRIBUTION && twoDomains) {
      mixtures(answers);
      return;
    }
    if (contest.settings().size() == 2) {
      two(answers);
      return;
    }
    List<String> arms = List.copyOf(contest.settings().keySet());
    Text usual = contest.settings().get(arms.getFirst());
    for (JsonNode answer : answers) {
      BarChart bars = differences(measure(study, answer), usual, unit(answer));
      for (JsonNode pair : answer.path("differences")) {
        if (pair.path("first").asText().equals(arms.getFirst())) {
          bar(bars, contest.settings().get(pair.path("second").asText()), pair);
        }
      }
      page.chart(bars);
    }
  }

  /** One chart for all measures in bits per byte. */
  private void two(JsonNode answers) {
    List<Text> names = List.copyOf(contest.settings().values());
    BarChart bars = differences(names.get(1), names.get(0), BITS);
    for (JsonNode answer : answers) {
      if (!answer.path("measure").asText().equals("exam")) {
        bar(bars, measure(study, answer), answer.path("differences").path(0));
      }
    }
    page.chart(bars);
  }

  private static BarChart differences(Text of, Text usual, Text unit) {
    return Chart.bars(
        new Text(
            of.en() + ": difference to \"" + usual.en() + "\", with 95 % intervals",
            of.zh() + "：与“" + usual.zh() + "”之差，带 95% 区间"),
        unit);
  }

  private static void bar(BarChart bars, Text label, JsonNode pair) {
    bars.bar(
        label,
        pair.path("second_less_first").asDouble(),
        pair.path("low").asDouble(),
        pair.path("high").asDouble());
  }

  private void mixtures(JsonNode answers) {
    String first = design.domains().getFirst();
    List<String> arms =
        contest.settings().keySet().stream()
            .sorted(Comparator.comparingDouble(arm -> design.arms().get(arm).mix().share(first)))
            .toList();
    double[] shares =
        arms.stream().mapToDouble(a -> 100 * design.arms().get(a).mix().share(first)).toArray();
    XyChart chart =
        Chart.lines(
            new Text(
                "Bits per byte by the share of " + first + ", ± a standard error over seeds",
                "每字节比特数随 " + first + " 占比的变化，± 为种子间的标准误"),
            new Text("% of the text from " + first, first + " 占文本的百分比"),
            new Text("bits per byte", "比特每字节"));
    for (JsonNode answer : answers) {
      String key = answer.path("measure").asText();
      if (!key.equals("exam")) {
        chart.series(
            measure(study, answer),
            shares,
            arms.stream().mapToDouble(a -> mean(a, key).path("value").asDouble()).toArray(),
            arms.stream().mapToDouble(a -> mean(a, key).path("stderr_seeds").asDouble()).toArray());
      }
    }
    page.chart(chart);
  }

  /** Each setting with its means. */
  private void settings(JsonNode answers) {
    List<Text> headings = new ArrayList<>();
    headings.add(new Text("setting", "设置"));
    for (JsonNode answer : answers) {
      headings.add(measure(study, answer));
    }
    headings.add(new Text("documents", "文档"));
    headings.add(new Text("times read", "读过遍数"));
    Table table = Table.of(headings.toArray(Text[]::new));
    contest
        .settings()
        .forEach(
            (arm, label) -> {
              List<Object> row = new ArrayList<>();
              row.add(label);
              for (JsonNode answer : answers) {
                JsonNode mean = mean(arm, answer.path("measure").asText());
                row.add(
                    String.format(
                        Locale.ROOT,
                        "%.4f ± %.4f",
                        mean.path("value").asDouble(),
                        mean.path("stderr_seeds").asDouble()));
              }
              JsonNode seeds = arm(arm).path("seeds");
              row.add(Figures.count(Math.round(average(seeds, "/corpus/documents"))));
              row.add(
                  String.format(
                      Locale.ROOT,
                      "%.2f",
                      average(seeds, "/tokens") / average(seeds, "/corpus/tokens")));
              table.row(row.toArray());
            });
    page.table(table)
        .paragraph(
            new Text(
                "Mean ± standard error over seeds. The documents are the same for all settings, so"
                    + " their own spread does not blur a comparison; differences below count both.",
                "均值 ± 种子间的标准误。各设置用同一批文档衡量，文档之间的差异不影响比较；下面的两两之差把两者都计入。"));
  }

  /** What the row has more than the column. */
  private void matrix(JsonNode answer) {
    Map<String, Text> names = contest.settings();
    List<String> arms = List.copyOf(names.keySet());
    List<Text> headings = new ArrayList<>();
    headings.add(
        new Text(
            measure(study, answer).en() + ": row less column",
            measure(study, answer).zh() + "：行减列"));
    arms.forEach(arm -> headings.add(names.get(arm)));
    Table table = Table.of(headings.toArray(Text[]::new));
    for (String row : arms) {
      List<Object> cells = new ArrayList<>();
      cells.add(names.get(row));
      for (String column : arms) {
        cells.add(row.equals(column) ? "" : cell(answer, row, column));
      }
      table.row(cells.toArray());
    }
    page.table(table);
  }

  private static String cell(JsonNode answer, String row, String column) {
    for (JsonNode pair : answer.path("differences")) {
      boolean forward =
          pair.path("second").asText().equals(row) && pair.path("first").asText().equals(column);
      boolean backward =
          pair.path("first").asText().equals(row) && pair.path("second").asText().equals(column);
      if (forward || backward) {
        double value = pair.path("second_less_first").asDouble() * (forward ? 1 : -1);
        double half = (pair.path("high").asDouble() - pair.path("low").asDouble()) / 2;
        return String.format(
            Locale.ROOT,
            "%+.4f ± %.4f %s",
            value,
            half,
            pair.path("shown").asBoolean() ? "✓" : "·");
      }
    }
    return "";
  }

  /** The one difference, by each measure. */
  private void pair(JsonNode answers) {
    List<Text> names = List.copyOf(contest.settings().values());
    Table table =
        Table.of(
            new Text(
                names.get(1).en() + " less " + names.get(0).en(),
                names.get(1).zh() + " 减 " + names.get(0).zh()),
            new Text("difference", "差"),
            new Text("95 % interval", "95% 区间"),
            Text.same("p"),
            new Text("shown", "已显示"));
    for (JsonNode answer : answers) {
      JsonNode pair = answer.path("differences").path(0);
      table.row(
          measure(study, answer),
          String.format(Locale.ROOT, "%+.4f", pair.path("second_less_first").asDouble()),
          String.format(
              Locale.ROOT,
              "%+.4f … %+.4f",
              pair.path("low").asDouble(),
              pair.path("high").asDouble()),
          String.format(Locale.ROOT, "%.2g", pair.path("p").asDouble()),
          pair.path("shown").asBoolean() ? "✓" : "·");
    }
    page.table(table);
  }

  /** Held-out bits per byte on the way, the mean of all domains and seeds. */
  private void curves() {
    XyChart chart =
        Chart.lines(
            new Text(
                "On the way: bits per byte of some of the held-out documents, mean of domains and seeds",
                "训练途中：部分留出文档的每字节比特数，各领域、各种子平均"),
            new Text("tokens learned from", "已学词元"),
            new Text("bits per byte", "比特每字节"));
    contest
        .settings()
        .forEach(
            (name, label) -> {
              JsonNode seeds = arm(name).path("seeds");
              int points = seeds.path(0).path("curve").size();
              double[] x = new double[points];
              double[] y = new double[points];
              for (int i = 0; i < points; i++) {
                x[i] = seeds.path(0).path("curve").path(i).path("tokens").asDouble();
                for (JsonNode seed : seeds) {
                  JsonNode domains = seed.path("curve").path(i).path("bits_per_byte");
                  y[i] +=
                      domains.valueStream().mapToDouble(JsonNode::asDouble).average().orElse(0)
                          / seeds.size();
                }
              }
              chart.series(label, x, y);
            });
    page.chart(chart);
  }

  private JsonNode arm(String name) {
    for (JsonNode arm : study.path("arms")) {
      if (arm.path("arm").asText().equals(name)) {
        return arm;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private JsonNode mean(String arm, String measure) {
    for (JsonNode mean : arm(arm).path("means")) {
      if (mean.path("measure").asText().equals(measure)) {
        return mean;
      }
    }
    throw new IllegalArgumentException(measure);
  }

  /** What an answer was measured on. */
  static Text measure(JsonNode study, JsonNode answer) {
    JsonNode node = measured(study, answer.path("measure").asText());
    return new Text(node.path("en").asText(), node.path("zh").asText());
  }

  private static Text unit(JsonNode answer) {
    return answer.path("measure").asText().equals("exam")
        ? new Text("share of the questions", "题目占比")
        : BITS;
  }

  private static JsonNode measured(JsonNode study, String key) {
    for (JsonNode node : study.path("measures")) {
      if (node.path("measure").asText().equals(key)) {
        return node;
      }
    }
    throw new IllegalArgumentException(key);
  }

  static Text text(JsonNode node) {
    return new Text(node.path("en").asText(), node.path("zh").asText());
  }

  private static double average(JsonNode seeds, String field) {
    return IntStream.range(0, seeds.size())
        .mapToDouble(i -> seeds.path(i).at(field).asDouble())
        .average()
        .orElse(0);
  }
}
