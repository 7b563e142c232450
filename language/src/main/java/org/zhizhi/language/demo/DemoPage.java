package org.zhizhi.language.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.Figures;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.train.RunPage;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Proportion;

/** The demo's report as a page: exam, curves, samples, times. */
final class DemoPage {
  private static final int SAMPLES = 12;

  private DemoPage() {}

  static void write(
      Path folder, JsonNode report, List<Answering.Answered> answered, Grades grades, Knows knows) {
    Page page =
        Page.titled(new Text("A model of the world's facts", "一个记住世界常识的模型"))
            .paragraph(
                new Text(
                    "Trained from nothing on this machine: "
                        + report.at("/facts/facts").asInt()
                        + " facts about "
                        + report.at("/facts/entities").asInt()
                        + " entities, in Chinese and English. Half of the entities were asked about"
                        + " in training; the exam asks about others.",
                    "在本机从零训练："
                        + report.at("/facts/entities").asInt()
                        + " 个实体的 "
                        + report.at("/facts/facts").asInt()
                        + " 条事实，中英文各说一遍。训练中只问过一半实体，考试问的是另外的实体。"));
    tile(page, grades.neverAsked(), "right, entities never asked about", "从未问过的实体，答对");
    tile(page, grades.unseenForms(), "right, question forms never trained", "从未见过的问法，答对");
    tile(page, grades.heldOut(), "unknown entities answered all the same", "不知道却照样作答");
    page.tile(
        new Text("parameters", "参数"),
        Figures.count(report.at("/model/parameters").asDouble()),
        new Text(
            Figures.count(report.at("/train/tokens").asDouble()) + " tokens",
            Figures.count(report.at("/train/tokens").asDouble()) + " 词元"));
    page.tile(
        new Text("speed", "速度"),
        Figures.count(report.at("/train/tokens_per_s").asDouble()) + "/s",
        new Text(
            Figures.percent(report.at("/train/share_of_peak").asDouble())
                + " of the matrix-product peak",
            "达到矩阵乘峰值的 " + Figures.percent(report.at("/train/share_of_peak").asDouble())));

    page.section(new Text("Exam", "考试"))
        .paragraph(
            new Text(
                "The third bar is the one to fear: asked about entities that it has never read of,"
                    + " some of them made up, the plain model answers as fluently as ever. What"
                    + " calibration makes of that stands at the end.",
                "第三条最值得警惕：问到从未读过、甚至根本不存在的实体，未经校准的模型照样说得头头是道。校准之后如何，见文末。"))
        .chart(
            bar(
                bar(
                    bar(
                        Chart.bars(
                                new Text("Share of questions, 95 % intervals", "题目占比，95% 区间"),
                                new Text("share", "占比"))
                            .showing(1),
                        grades.neverAsked(),
                        new Text("never asked", "从未问过")),
                    grades.unseenForms(),
                    new Text("unseen forms", "新问法")),
                grades.heldOut(),
                new Text("answered, unknown", "不知却答")));

    page.section(new Text("What it said", "它的回答"));
    samples(page, answered, ExamItem.UNSEEN_FORMS, new Text("known entities", "学过的实体"));
    samples(page, answered, ExamItem.HELD_OUT, new Text("unknown entities", "没学过的实体"));
    mistakes(page, answered);

    page.section(new Text("Training", "训练"));
    RunPage.curve(
        page, folder.resolve("pretrain"), "loss", new Text("Pretraining loss", "预训练损失"), true);
    RunPage.curve(page, folder.resolve("tune"), "loss", new Text("Tuning loss", "微调损失"), true);

    page.section(new Text("Time", "用时"));
    Table times = Table.of(new Text("stage", "阶段"), new Text("time", "用时"));
    report
        .path("seconds")
        .properties()
        .forEach(
            e ->
                times.row(
                    e.getKey(),
                    Figures.duration(Duration.ofMillis((long) (e.getValue().asDouble() * 1000)))));
    page.table(times);
    knows.addTo(page);
    page.write(folder.resolve("report.html"));
  }

  private static void tile(Page page, Proportion p, String en, String zh) {
    page.tile(
        new Text(en, zh),
        String.format(Locale.ROOT, "%.1f %%", 100 * p.value()),
        Text.same(String.format(Locale.ROOT, "± %.1f, n = %d", 100 * p.standardError(), p.n())));
  }

  private static org.zhizhi.base.page.BarChart bar(
      org.zhizhi.base.page.BarChart chart, Proportion p, Text label) {
    Interval interval = p.wilson(0.95);
    return chart.bar(label, p.value(), interval.low(), interval.high());
  }

  private static void samples(
      Page page, List<Answering.Answered> answered, String group, Text heading) {
    Table table =
        Table.of(
            heading,
            new Text("answer", "回答"),
            new Text("right answer", "正确答案"),
            new Text("probability", "概率"));
    List<Answering.Answered> of =
        answered.stream().filter(a -> a.item().group().equals(group)).toList();
    for (int i = 0; i < SAMPLES && i < of.size(); i++) {
      row(table, of.get(i * (of.size() / SAMPLES)));
    }
    page.table(table);
  }

  private static void mistakes(Page page, List<Answering.Answered> answered) {
    Table table =
        Table.of(
            new Text("surest mistakes about known entities", "学过却答错、且最自信的"),
            new Text("answer", "回答"),
            new Text("right answer", "正确答案"),
            new Text("probability", "概率"));
    answered.stream()
        .filter(a -> a.item().known() && !a.right())
        .sorted((a, b) -> Double.compare(b.confidence(), a.confidence()))
        .limit(SAMPLES)
        .forEach(a -> row(table, a));
    page.table(table);
  }

  private static void row(Table table, Answering.Answered a) {
    table.row(
        a.item().question(),
        (a.right() ? "✓ " : "✗ ") + a.answer(),
        a.item().answers().isEmpty() ? "—" : a.item().answers().getFirst(),
        String.format(Locale.ROOT, "%.2f", a.confidence()));
  }
}
