package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zhizhi.base.page.BarChart;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** The scores of each exam as its field counts them, and what a rule without knowledge scores. */
final class ScoreSection {
  private record Score(
      Text exam,
      Text protocol,
      String name,
      Estimate value,
      Optional<Estimate> before,
      JsonNode json) {
    /** Whether the score is a share of the questions, as all are but bits per byte. */
    boolean isShare() {
      return !name.startsWith("bits") && value.value() >= 0 && value.value() <= 1;
    }

    String shown(Estimate of) {
      return isShare() ? of.percent() : of.plain();
    }

    String error() {
      return isShare() || Double.isNaN(value.stderr())
          ? value.percentError()
          : String.format(Locale.ROOT, "± %.3f", value.stderr());
    }
  }

  private final Comparison exams;
  private final Page page;
  private final List<Score> scores = new ArrayList<>();

  private ScoreSection(Page page, Comparison exams) {
    this.page = page;
    this.exams = exams;
  }

  static Page add(Page page, Comparison exams) {
    ScoreSection section = new ScoreSection(page, exams);
    section.read();
    if (!section.scores.isEmpty()) {
      page.section(new Text("Scores", "成绩"));
      section.chart();
      section.table();
      PairedScores.add(page, exams);
    }
    return page;
  }

  private void read() {
    Map<String, JsonNode> before = new HashMap<>();
    exams.before().ifPresent(b -> b.path("exams").forEach(e -> before.put(Question.name(e), e)));
    for (JsonNode part : exams.now().path("exams")) {
      String name = Question.name(part);
      part.path("scores")
          .properties()
          .forEach(
              score ->
                  Estimate.of(score.getValue())
                      .ifPresent(
                          value ->
                              scores.add(
                                  new Score(
                                      Text.same(name),
                                      Words.protocol(Estimate.text(part.path("protocol"))),
                                      score.getKey(),
                                      value,
                                      Optional.ofNullable(before.get(name))
                                          .map(b -> b.path("scores").path(score.getKey()))
                                          .flatMap(Estimate::of),
                                      score.getValue()))));
    }
  }

  private void chart() {
    BarChart chart =
        Chart.bars(
                new Text("Scores, 95 % intervals", "成绩，95% 区间"),
                new Text("share of questions", "题目比例"))
            .half()
            .percent()
            .showing(1);
    Text exam = Text.same("");
    boolean pair = false;
    for (Score score : scores) {
      if (!score.isShare()) {
        continue;
      }
      if (!score.exam().equals(exam)) {
        exam = score.exam();
        chart.heading(exam);
      }
      Estimate value = score.value().asShare();
      chart.bar(Words.score(score.name()), value.value(), value.low(), value.high());
      if (score.before().isPresent()) {
        Estimate before = score.before().get().asShare();
        chart.former(before.value(), before.low(), before.high());
        pair = true;
      }
      Estimate.of(score.json().path("baseline"))
          .ifPresent(
              b ->
                  chart.standard(
                      Words.score(Estimate.text(score.json().at("/baseline/name"))), b.value()));
    }
    if (pair) {
      chart.names(exams.beforeName(), exams.nowName());
    }
    if (!exam.en().isEmpty()) {
      boolean measured = scores.stream().anyMatch(score -> score.json().has("baseline"));
      page.beside(left -> left.chart(chart), right -> reading(right, measured));
    }
  }

  private static void reading(Page page, boolean baseline) {
    page.paragraph(
        new Text(
            "Scored as the field scores them, from the answers in exam.json. Lines are 95 %"
                + " intervals: two scores whose lines overlap may still differ, so compare models on"
                + " the same questions.",
            "按各考卷通行的方法评分，依据是 exam.json 中的回答。横线为 95% 区间：两个成绩的区间重叠也可能确有差别，比较模型要用同一批题目。"));
    if (baseline) {
      page.paragraph(
          new Text(
              "The upright stroke is the baseline: what a rule scores that reads no question. A"
                  + " score that does not pass it shows no knowledge.",
              "竖线是基线：不看题目、只按规则作答的得分。成绩不超过它，就没有显出知识。"));
    }
  }

  private void table() {
    boolean pair = scores.stream().anyMatch(s -> s.before().isPresent());
    List<Text> headings =
        new ArrayList<>(
            List.of(new Text("exam", "考卷"), new Text("protocol", "评分方式"), new Text("score", "指标")));
    if (pair) {
      headings.add(exams.beforeName());
    }
    headings.addAll(
        List.of(
            pair ? exams.nowName() : new Text("value", "值"),
            new Text("std. error", "标准误"),
            Text.same("n"),
            new Text("baseline", "基线")));
    Table table = Table.of(headings.toArray(Text[]::new));
    Text exam = Text.same("");
    for (Score score : scores) {
      boolean first = !score.exam().equals(exam);
      exam = score.exam();
      List<Object> cells = new ArrayList<>();
      cells.add(first ? exam : "");
      cells.add(first ? score.protocol() : "");
      cells.add(Words.score(score.name()));
      if (pair) {
        cells.add(score.before().map(score::shown).orElse(""));
      }
      cells.add(score.shown(score.value()));
      cells.add(score.error());
      cells.add(score.value().count());
      cells.add(baseline(score));
      table.row(cells.toArray());
    }
    page.table(table);
  }

  private static Text baseline(Score score) {
    Optional<Estimate> baseline = Estimate.of(score.json().path("baseline"));
    Text name = Words.score(Estimate.text(score.json().at("/baseline/name")));
    Optional<Estimate> chance = Estimate.of(score.json().path("chance"));
    List<Text> parts = new ArrayList<>();
    baseline.ifPresent(
        b ->
            parts.add(
                new Text(name.en() + " " + score.shown(b), name.zh() + " " + score.shown(b))));
    chance.ifPresent(c -> parts.add(new Text("chance " + score.shown(c), "随机 " + score.shown(c))));
    return new Text(
        parts.stream().map(Text::en).collect(Collectors.joining(", ")),
        parts.stream().map(Text::zh).collect(Collectors.joining("，")));
  }
}
