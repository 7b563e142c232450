package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.page.BarChart;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;
import org.zhizhi.base.page.XyChart;

/** A study as a page: what is concluded, what it rests on, how to repeat it. */
final class StudyPage {
  private static final Text BITS = new Text("bits per byte; less is better", "比特每字节，越低越好");

  private final JsonNode study;
  private final Design design;
  private final Page page =
      Page.titled(new Text("What distribution, quality and order do", "分布、质量与顺序的作用"));

  private StudyPage(JsonNode study, Design design) {
    this.study = study;
    this.design = design;
  }

  static void write(Path file, JsonNode study, Design design) {
    StudyPage page = new StudyPage(study, design);
    page.head();
    for (int i = 0; i < design.contests().size(); i++) {
      page.question(design.contests().get(i), study.path("questions").path(i).path("answers"));
    }
    page.method();
    page.page.write(file);
  }

  private void head() {
    int seeds = study.at("/settings/seeds").asInt();
    int arms = design.arms().size();
    page.paragraph(
        new Text(
            "Small models were trained on corpora that differ in one thing each, on the same number"
                + " of tokens, from the same seeds, and measured on the same documents, which none"
                + " of them had read. Fewer bits per byte are better.",
            "用只在一点上不同的语料训练小模型：词元数相同、随机种子相同，再用同一批谁都没读过的文档来衡量。" + "每字节比特数越低越好。"));
    double parameters =
        Json.JSON
            .convertValue(study.at("/plan/config"), org.zhizhi.language.model.Qwen3Config.class)
            .parameters();
    double tokens = study.at("/arms/0/seeds/0/tokens").asDouble();
    page.tile(
            new Text("models", "模型"),
            "" + arms * seeds,
            new Text(arms + " settings × " + seeds + " seeds", arms + " 种设置 × " + seeds + " 个种子"))
        .tile(
            new Text("parameters", "参数"), Figures.count(parameters), new Text("each model", "每个模型"))
        .tile(new Text("tokens", "词元"), Figures.count(tokens), new Text("each model", "每个模型"))
        .tile(
            new Text("held-out documents", "留出文档"),
            study.path("held_documents").asText(),
            new Text("the same for all", "所有模型相同"));
    page.section(new Text("What is shown", "结论"));
    Table table =
        Table.of(
            new Text("question", "问题"),
            new Text("measured on", "衡量对象"),
            new Text("conclusion", "结论"));
    for (int i = 0; i < design.contests().size(); i++) {
      Text title = design.contests().get(i).question().title();
      for (JsonNode answer : study.path("questions").path(i).path("answers")) {
        table.row(title, measure(answer), text(answer.path("conclusion")));
        title = Text.same("");
      }
    }
    page.table(table)
        .paragraph(
            new Text(
                "± is half of a 95 % interval. Where an interval, corrected for the number of"
                    + " comparisons, holds 0, no difference is shown: there may be none, or one too"
                    + " small for this budget.",
                "± 为 95% 区间的一半。按比较次数校正后仍含 0 的，即未显示差别：可能没有差别，也可能小到这点预算看不出来。"));
  }

  private void question(Design.Contest contest, JsonNode answers) {
    page.section(contest.question().title());
    chart(contest, answers);
    settings(contest, answers);
    if (contest.settings().size() == 2) {
      pair(contest, answers);
    } else {
      answers.forEach(answer -> matrix(contest, answer));
    }
    curves(contest);
  }

  private void chart(Design.Contest contest, JsonNode answers) {
    boolean twoDomains = design.domains().size() == 2;
    if (contest.question() == Question.DISTRIBUTION && twoDomains) {
      mixtures(contest, answers);
      return;
    }
    if (contest.settings().size() == 2) {
      two(contest, answers);
      return;
    }
    List<String> arms = List.copyOf(contest.settings().keySet());
    Text usual = contest.settings().get(arms.getFirst());
    for (JsonNode answer : answers) {
      BarChart bars = differences(measure(answer), usual, unit(answer));
      for (JsonNode pair : answer.path("differences")) {
        if (pair.path("first").asText().equals(arms.getFirst())) {
          bar(bars, contest.settings().get(pair.path("second").asText()), pair);
        }
      }
      page.chart(bars);
    }
  }

  /** One chart for all measures in bits per byte. */
  private void two(Design.Contest contest, JsonNode answers) {
    List<Text> names = List.copyOf(contest.settings().values());
    BarChart bars = differences(names.get(1), names.get(0), BITS);
    for (JsonNode answer : answers) {
      if (!answer.path("measure").asText().equals("exam")) {
        bar(bars, measure(answer), answer.path("differences").path(0));
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

  private void mixtures(Design.Contest contest, JsonNode answers) {
    String first = design.domains().getFirst();
    List<String> arms =
        contest.settings().keySet().stream()
            .sorted(
                java.util.Comparator.comparingDouble(
                    arm -> design.arms().get(arm).mix().share(first)))
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
            measure(answer),
            shares,
            arms.stream().mapToDouble(a -> mean(a, key).path("value").asDouble()).toArray(),
            arms.stream().mapToDouble(a -> mean(a, key).path("stderr_seeds").asDouble()).toArray());
      }
    }
    page.chart(chart);
  }

  /** Each setting with its means. */
  private void settings(Design.Contest contest, JsonNode answers) {
    List<Text> headings = new ArrayList<>();
    headings.add(new Text("setting", "设置"));
    for (JsonNode answer : answers) {
      headings.add(measure(answer));
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
  private void matrix(Design.Contest contest, JsonNode answer) {
    Map<String, Text> names = contest.settings();
    List<String> arms = List.copyOf(names.keySet());
    List<Text> headings = new ArrayList<>();
    headings.add(
        new Text(measure(answer).en() + ": row less column", measure(answer).zh() + "：行减列"));
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
  private void pair(Design.Contest contest, JsonNode answers) {
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
          measure(answer),
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
  private void curves(Design.Contest contest) {
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

  private void method() {
    page.section(new Text("How it was measured", "如何衡量"));
    for (Text text : METHOD) {
      page.paragraph(text);
    }
    Table table =
        Table.of(
            new Text("domain", "领域"),
            new Text("documents", "文档"),
            new Text("bytes", "字节"),
            new Text("held out", "留出"),
            new Text("refused by the recipe", "被配方拒绝"),
            new Text("left out, like one held out", "与留出者相似而剔除"),
            new Text("learned from", "可学"),
            new Text("bytes per token", "每词元字节"));
    for (JsonNode d : study.path("domains")) {
      table.row(
          d.path("name").asText(),
          Figures.count(d.path("documents").asDouble()),
          Figures.count(d.path("bytes").asDouble()),
          d.path("held").asText(),
          d.path("refused").asText(),
          d.path("alike").asText(),
          Figures.count(d.path("pooled").asDouble()),
          String.format(Locale.ROOT, "%.2f", d.path("bytesPerToken").asDouble()));
    }
    page.table(table);
    page.section(new Text("To repeat it", "如何重复"))
        .paragraph(
            new Text(
                "These settings, the same sources and the same program give the same study.json to"
                    + " the last digit. study.json has every measurement, and the recipe of every"
                    + " setting.",
                "同样的设置、同样的来源、同样的程序，得到逐位相同的 study.json。其中有每一个测量值和每种设置的配方。"))
        .code(Json.pretty(study.path("settings")));
  }

  private static final List<Text> METHOD =
      List.of(
          new Text(
              "Budget. Every model has the same shape, the same tokenizer (learned once, from all"
                  + " domains) and reads the same number of tokens. Seed k gives the model of every"
                  + " setting the same first weights and draws texts by the same numbers.",
              "预算。所有模型形状相同、分词器相同（用各领域的文本学一次），读同样多的词元。第 k 个种子让各设置的模型有同样的初始权重，" + "并用同样的随机数抽取文本。"),
          new Text(
              "Held out. Documents are drawn by a hash of their content that copies share"
                  + " (MinHash). No model reads one, nor any text that shares a fifth of its"
                  + " stretches of eight words with one. They are measured as the recipe"
                  + " leaves them, up to four pieces of each; all domains weigh the same in the"
                  + " mean.",
              "留出。按内容的散列（MinHash，相似的文本散列相同）抽取文档。任何模型都不读它们，也不读与之有两成以上八词片段相同的文本。"
                  + "按配方整理后的文本来衡量，每篇最多取四段；各领域在平均中权重相同。"),
          new Text(
              "Order. Models read their corpus as it is written, from the first text to the last;"
                  + " only the order of the texts differs, not the texts.",
              "顺序。模型按语料写成的次序从头读到尾；各设置只是次序不同，文本完全相同。"),
          new Text(
              "Error bars. Two settings are compared seed by seed and document by document. Seeds"
                  + " and documents are both draws, so the interval has a part for each, with"
                  + " Student's quantile of its own degrees of freedom, added in squares: it tells of"
                  + " other seeds and other documents. With three seeds a bootstrap over seeds would"
                  + " be a third too narrow, and single measurements are not independent, since a"
                  + " seed shares its model and a document its text. In simulations without any"
                  + " difference this finds one in about 5 of 100 cases.",
              "误差。两种设置逐种子、逐文档相减。种子和文档都是抽样，因此区间由两部分平方相加而成，各用自己自由度的 t 分位数："
                  + "它说的是换一批种子、换一批文档会怎样。只有三个种子时，对种子做自助法会窄三分之一；单次测量也不独立，"
                  + "因为同一种子共用一个模型，同一文档共用一段文字。在没有差别的模拟中，约 5% 会误报。"),
          new Text(
              "Many comparisons. All pairs of a question under one measure are corrected together by"
                  + " Holm's method; ✓ marks what is shown, · what is not.",
              "多重比较。同一问题、同一衡量下的所有两两比较用 Holm 方法一并校正；✓ 为已显示的差别，· 为未显示。"));

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

  private Text measure(JsonNode answer) {
    JsonNode node = measured(answer.path("measure").asText());
    return new Text(node.path("en").asText(), node.path("zh").asText());
  }

  private Text unit(JsonNode answer) {
    return answer.path("measure").asText().equals("exam")
        ? new Text("share of the questions", "题目占比")
        : BITS;
  }

  private JsonNode measured(String key) {
    for (JsonNode node : study.path("measures")) {
      if (node.path("measure").asText().equals(key)) {
        return node;
      }
    }
    throw new IllegalArgumentException(key);
  }

  private static Text text(JsonNode node) {
    return new Text(node.path("en").asText(), node.path("zh").asText());
  }

  private static double average(JsonNode seeds, String field) {
    return IntStream.range(0, seeds.size())
        .mapToDouble(i -> seeds.path(i).at(field).asDouble())
        .average()
        .orElse(0);
  }
}
