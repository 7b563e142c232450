package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** The four quadrants: their picture, and how many questions are in each. */
final class QuadrantSection {
  private QuadrantSection() {}

  static Page add(Page page, Comparison exams) {
    JsonNode now = exams.now().path("quadrants");
    if (!now.isObject() || now.isEmpty()) {
      return page;
    }
    Optional<JsonNode> before =
        exams.before().map(b -> b.path("quadrants")).filter(q -> q.isObject() && !q.isEmpty());
    Optional<QuadrantPicture> picture = QuadrantPicture.of(exams, now, before);
    page.section(new Text("What it knows, and what it believes it knows", "知之为知之，不知为不知"));
    if (before.isEmpty() && picture.isPresent()) {
      return page.beside(picture.get()::addTo, right -> tiles(right, now));
    }
    picture.ifPresent(p -> p.addTo(page));
    return page.table(before.isEmpty() ? table(now) : table(exams, before.get(), now));
  }

  private static void tiles(Page page, JsonNode quadrants) {
    for (Quadrant q : Quadrant.values()) {
      String n = (q.error(quadrants) + " · n = " + q.count(quadrants)).replaceFirst("^ · ", "");
      page.tile(
          q.title(),
          q.share(quadrants),
          new Text(q.meaning().en() + "\n" + n, q.meaning().zh() + "\n" + n));
    }
  }

  private static Table table(JsonNode quadrants) {
    Table table = Table.of(QUADRANT, MEANING, QUESTIONS, new Text("share", "占比"), ERROR);
    for (Quadrant q : Quadrant.values()) {
      table.row(q.title(), q.meaning(), q.count(quadrants), q.share(quadrants), q.error(quadrants));
    }
    return table;
  }

  private static Table table(Comparison exams, JsonNode before, JsonNode now) {
    Table table =
        Table.of(
            QUADRANT,
            MEANING,
            QUESTIONS,
            exams.beforeName(),
            ERROR,
            QUESTIONS,
            exams.nowName(),
            ERROR);
    for (Quadrant q : Quadrant.values()) {
      table.row(
          q.title(),
          q.meaning(),
          q.count(before),
          q.share(before),
          q.error(before),
          q.count(now),
          q.share(now),
          q.error(now));
    }
    return table;
  }

  private static final Text QUADRANT = new Text("quadrant", "象限");
  private static final Text MEANING = new Text("what it means", "含义");
  private static final Text QUESTIONS = new Text("questions", "题数");
  private static final Text ERROR = new Text("std. error", "标准误");
}
