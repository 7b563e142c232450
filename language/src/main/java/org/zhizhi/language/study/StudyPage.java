package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

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
      new QuestionSection(page.page, study, design, design.contests().get(i))
          .add(study.path("questions").path(i).path("answers"));
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
        table.row(
            title,
            QuestionSection.measure(study, answer),
            QuestionSection.text(answer.path("conclusion")));
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
                  + " other seeds and other documents. A bootstrap of three seeds would have a third"
                  + " of the width it should have, and single measurements are not independent, since a"
                  + " seed shares its model and a document its text. In simulations without any"
                  + " difference this finds one in about 5 of 100 cases.",
              "误差。两种设置逐种子、逐文档相减。种子和文档都是抽样，因此区间由两部分平方相加而成，各用自己自由度的 t 分位数："
                  + "它说的是换一批种子、换一批文档会怎样。对三个种子做自助法，得到的宽度只有应有的三分之一；单次测量也不独立，"
                  + "因为同一种子共用一个模型，同一文档共用一段文字。在没有差别的模拟中，约 5% 会误报。"),
          new Text(
              "Many comparisons. All pairs of a question under one measure are corrected together by"
                  + " Holm's method; ✓ marks what is shown, · what is not.",
              "多重比较。同一问题、同一衡量下的所有两两比较用 Holm 方法一并校正；✓ 为已显示的差别，· 为未显示。"));
}
