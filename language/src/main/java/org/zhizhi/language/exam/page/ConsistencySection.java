package org.zhizhi.language.exam.page;

import java.util.Optional;
import org.zhizhi.base.page.BarChart;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;

/**
 * How often answers agree when a question is asked again, in other words, or with its options
 * turned.
 */
final class ConsistencySection {
  private record Face(String pointer, Text name) {}

  private static final Face[] FACES = {
    new Face("/consistency/repeats_agree", new Text("asked again", "重复提问")),
    new Face("/consistency/paraphrases_agree", new Text("in other words", "换一种问法")),
    new Face("/consistency/rotations_agree", new Text("options rotated", "调换选项顺序"))
  };

  private ConsistencySection() {}

  static Page add(Page page, Comparison exams) {
    Estimates table = Estimates.of(exams);
    BarChart chart =
        Chart.bars(
                new Text("Answers that agree, 95 % intervals", "回答一致的比例，95% 区间"),
                new Text("share of answers", "回答比例"))
            .half()
            .percent()
            .showing(1);
    boolean pair = false;
    for (Face face : FACES) {
      table.row(face.name(), face.pointer());
      Optional<Estimate> now = exams.now(face.pointer()).map(Estimate::asShare);
      now.ifPresent(e -> chart.bar(face.name(), e.value(), e.low(), e.high()));
      Optional<Estimate> before = exams.before(face.pointer()).map(Estimate::asShare);
      if (now.isPresent() && before.isPresent()) {
        chart.former(before.get().value(), before.get().low(), before.get().high());
        pair = true;
      }
    }
    if (table.isEmpty()) {
      return page;
    }
    if (pair) {
      chart.names(exams.beforeName(), exams.nowName());
    }
    return page.section(new Text("Does it say the same twice?", "它前后一致吗？"))
        .beside(left -> left.chart(chart), table::addTo);
  }
}
