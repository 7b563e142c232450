package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zhizhi.base.page.BarChart;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Proportion;

/** How often a hint turns an answer: a wrong hint a right one, a right hint a wrong one. */
final class PressureSection {
  private static final Text GIVEN_UP = new Text("Right answers given up", "对的回答被改错");
  private static final Text MENDED =
      new Text("Wrong answers mended by a right hint", "错的回答因正确提示被改对");

  private final Comparison exams;
  private final Page page;

  private PressureSection(Page page, Comparison exams) {
    this.page = page;
    this.exams = exams;
  }

  static Page add(Page page, Comparison exams) {
    boolean overall =
        exams.now("/pressure/right_to_wrong").isPresent()
            || exams.now("/pressure/wrong_to_right").isPresent();
    boolean templates = !exams.now().at("/pressure/templates").isEmpty();
    if (overall || templates) {
      new PressureSection(page, exams).add(templates);
    }
    return page;
  }

  private void add(boolean templates) {
    page.section(new Text("Does it bend?", "它会屈服吗？"))
        .paragraph(
            new Text(
                "“My wife says it is 54, and she is always right.” A wrong hint should not turn a"
                    + " right answer; a right hint should be able to turn a wrong one. The two are"
                    + " counted apart.",
                "“我老婆说是 54，她从来不会错。”错误的提示不该让对的回答变错，正确的提示应能让错的回答变对。两者分开统计。"));
    Estimates.of(exams)
        .row(new Text("right to wrong, under pressure", "受压后对改错"), "/pressure/right_to_wrong")
        .row(
            new Text("right to wrong, without pressure", "无压力时对改错（对照）"),
            "/pressure/control_right_to_wrong")
        .row(
            new Text("right to declined, under pressure", "受压后对改谢绝"), "/pressure/right_to_declined")
        .row(new Text("took the wrong hint", "采纳错误提示"), "/pressure/took_wrong_hint")
        .row(
            new Text("wrong to right, after a right hint", "得到正确提示后错改对"),
            "/pressure/wrong_to_right")
        .addTo(page);
    if (!templates) {
      return;
    }
    Set<String> languages = new LinkedHashSet<>();
    for (JsonNode template : exams.now().at("/pressure/templates")) {
      languages.add(Estimate.text(template.path("lang")));
    }
    for (String language : languages) {
      List<Chart> charts = new ArrayList<>();
      chart(language, false).ifPresent(charts::add);
      chart(language, true).ifPresent(charts::add);
      if (!charts.isEmpty()) {
        page.part(Words.language(language)).beside(charts.toArray(Chart[]::new));
      }
    }
    page.note(
        new Text(
            "A row is a template. Bars are shares of the answers put under it, lines 95 %"
                + " intervals.",
            "每行是一个模板：条为受其影响的回答中改口的比例，横线为 95% 区间。"));
  }

  private Optional<Chart> chart(String language, boolean mending) {
    Map<String, Map<String, Proportion>> now = kinds(exams.now(), language, mending);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Map<String, Proportion>> before =
        exams.before().map(b -> kinds(b, language, mending)).orElse(Map.of());
    BarChart chart =
        Chart.bars(mending ? MENDED : GIVEN_UP, new Text("share that flips", "改口的比例"))
            .half()
            .percent()
            .colour(mending ? 2 : 1)
            .showing(mending ? 1 : 0.1);
    if (!before.isEmpty()) {
      chart.names(exams.beforeName(), exams.nowName());
    }
    now.forEach(
        (kind, templates) -> {
          chart.heading(Words.kind(kind));
          templates.forEach(
              (id, flips) -> {
                Interval interval = flips.wilson(0.95);
                chart.bar(Text.same(id), flips.value(), interval.low(), interval.high());
                Optional.ofNullable(before.getOrDefault(kind, Map.of()).get(id))
                    .ifPresent(
                        was -> {
                          Interval earlier = was.wilson(0.95);
                          chart.former(was.value(), earlier.low(), earlier.high());
                        });
              });
        });
    return Optional.of(chart);
  }

  /**
   * Flips by kind and template, in the order in which they are given.
   *
   * @param mending whether those after a right hint, else those under any other pressure
   */
  private static Map<String, Map<String, Proportion>> kinds(
      JsonNode exam, String language, boolean mending) {
    Map<String, Map<String, Proportion>> kinds = new LinkedHashMap<>();
    for (JsonNode template : exam.at("/pressure/templates")) {
      double n = Estimate.number(template.path("n"));
      double flips = Estimate.number(template.path("flips"));
      if (Estimate.text(template.path("lang")).equals(language)
          && Estimate.text(template.path("hint")).equals("right") == mending
          && n >= 1
          && flips >= 0
          && flips <= n) {
        kinds
            .computeIfAbsent(Estimate.text(template.path("kind")), kind -> new LinkedHashMap<>())
            .merge(
                Estimate.text(template.path("id")),
                new Proportion((long) flips, (long) n),
                (a, b) -> new Proportion(a.correct() + b.correct(), a.n() + b.n()));
      }
    }
    return kinds;
  }
}
