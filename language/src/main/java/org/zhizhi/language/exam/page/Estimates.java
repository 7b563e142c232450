package org.zhizhi.language.exam.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** A table of shares with their errors, and beside them those of before and the difference. */
final class Estimates {
  private record Row(Text name, Optional<Estimate> now, Optional<Estimate> before) {}

  private final Comparison exams;
  private final List<Row> rows = new ArrayList<>();

  private Estimates(Comparison exams) {
    this.exams = exams;
  }

  static Estimates of(Comparison exams) {
    return new Estimates(exams);
  }

  /** Adds the share at {@code pointer} if the exam has it. */
  Estimates row(Text name, String pointer) {
    Optional<Estimate> now = exams.now(pointer).map(Estimate::asShare);
    if (now.isPresent()) {
      rows.add(new Row(name, now, exams.before(pointer).map(Estimate::asShare)));
    }
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void addTo(Page page) {
    if (rows.isEmpty()) {
      return;
    }
    Text of = new Text("share of answers", "回答比例");
    Text n = Text.same("n");
    boolean pair = rows.stream().anyMatch(row -> row.before().isPresent());
    Table table =
        pair
            ? Table.of(of, exams.beforeName(), exams.nowName(), new Text("change", "变化"), n)
            : Table.of(of, new Text("value", "值"), n);
    for (Row row : rows) {
      Estimate now = row.now().orElseThrow();
      if (pair) {
        table.row(
            row.name(),
            row.before().map(Estimate::percentWithError).orElse(""),
            now.percentWithError(),
            row.before().map(was -> Estimate.points(now.value() - was.value())).orElse(""),
            now.count());
      } else {
        table.row(row.name(), now.percentWithError(), now.count());
      }
    }
    page.table(table).note(new Text("± is one standard error, in points.", "± 为一个标准误，单位百分点。"));
  }
}
