package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Collectors;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** Whether a guarantee was kept in this exam, and what speaks against relying on it here. */
final class PromiseSection {
  private PromiseSection() {}

  static Page add(Page page, Comparison exams) {
    JsonNode bound = exams.now().path("bound");
    JsonNode shift = exams.now().path("shift");
    if (Estimate.share(bound.path("wrong_share")).isEmpty() && !shift.isObject()) {
      return page;
    }
    page.section(new Text("Is the promise kept?", "承诺兑现了吗？"));
    warnings(page, exams.now());
    Table table = Table.of(new Text("figure", "指标"), new Text("value", "值"));
    Estimate.share(bound.path("wrong_share"))
        .ifPresent(
            wrong -> {
              row(table, bound, "risk", new Text("promised: at most wrong", "承诺：错的至多"));
              table.row(
                  new Text("wrong of the answers given here", "此次给出的回答中错的"),
                  Estimate.percent(wrong) + interval(bound));
              table.row(new Text("kept here", "此次兑现"), kept(bound));
              row(table, bound, "coverage", new Text("answered here", "此次作答"));
              row(table, bound, "best", new Text("at best, had one known", "事后看最多可作答"));
              row(
                  table,
                  bound,
                  "calibration_coverage",
                  new Text("answered when calibrated", "校准时作答"));
            });
    JsonNode resplits = exams.now().path("resplits");
    String splits = Estimate.text(resplits.path("splits"));
    row(
        table,
        resplits,
        "held_share",
        new Text(
            "such promises held, of " + splits + " random splits of these questions",
            "这些题随机对半拆分 " + splits + " 次，承诺兑现的比例"));
    row(table, resplits, "coverage", new Text("answered in these, on average", "其中平均作答"));
    row(table, resplits, "best", new Text("at best in these", "其中最多可作答"));
    double p = Estimate.number(shift.path("p"));
    if (!Double.isNaN(p)) {
      table.row(
          new Text("questions score as when calibrated, p", "得分与校准时一致，p 值"),
          p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p));
    }
    return page.table(table);
  }

  private static void warnings(Page page, JsonNode exam) {
    JsonNode seen = exam.at("/trust/seen");
    if (seen.isArray() && !seen.isEmpty()) {
      String files =
          seen.valueStream()
              .map(Estimate::text)
              .map(file -> Question.cut(file, 80))
              .limit(5)
              .collect(Collectors.joining(", "));
      page.paragraph(
          new Text(
              "⚠ The model was calibrated on these very questions ("
                  + files
                  + "): it shows nothing.",
              "⚠ 这个模型正是用这些题目校准的（" + files + "），以下数字不能说明问题。"));
    }
    if (exam.at("/shift/warns").asBoolean()) {
      boolean lower = exam.at("/shift/lower").asBoolean();
      page.paragraph(
          new Text(
              "⚠ These questions score "
                  + (lower ? "lower" : "higher")
                  + " than those that calibrated the model: the promise may not hold for them.",
              "⚠ 这些题目的得分比校准时的" + (lower ? "低" : "高") + "：保证对它们可能不成立。"));
    }
  }

  /** Whether it was, and if not, whether by more than the draw of these questions explains. */
  private static Text kept(JsonNode bound) {
    if (bound.path("kept").asBoolean()) {
      return new Text("✓ yes", "✓ 是");
    }
    return bound.path("broken").asBoolean(true)
        ? new Text("✗ no", "✗ 否")
        : new Text(
            "✗ no, but by no more than chance in which things were asked about",
            "✗ 否，但未超出所问对象的偶然波动");
  }

  private static String interval(JsonNode bound) {
    var low = Estimate.share(bound.path("wrong_low"));
    var high = Estimate.share(bound.path("wrong_high"));
    return low.isPresent() && high.isPresent()
        ? " (" + Estimate.percent(low.get()) + " – " + Estimate.percent(high.get()) + ")"
        : "";
  }

  private static void row(Table table, JsonNode node, String field, Text name) {
    Estimate.share(node.path(field)).ifPresent(s -> table.row(name, Estimate.percent(s)));
  }
}
