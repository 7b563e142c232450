package org.zhizhi.language.exam.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;

/** The wrong answers that were given with most confidence. */
final class MistakeSection {
  /** Mistakes listed, and how many of them are shown before a reader asks for more. */
  private static final int LISTED = 150;

  private static final int FIRST = 15;

  private MistakeSection() {}

  static Page add(Page page, Comparison exams) {
    List<Question> wrong =
        Question.all(exams.now()).stream()
            .filter(q -> q.wrong() && q.confidence().isPresent())
            .sorted(Comparator.comparing(q -> -q.confidence().orElseThrow()))
            .toList();
    if (wrong.isEmpty()) {
      return page;
    }
    Map<Question.Key, Question> before = new HashMap<>();
    exams.before().ifPresent(b -> Question.all(b).forEach(q -> before.put(q.key(), q)));
    page.section(new Text("Its surest mistakes", "最自信的错误"))
        .paragraph(
            wrong.size() > LISTED
                ? new Text(
                    "The " + LISTED + " most confident of " + wrong.size() + " wrong answers.",
                    "共答错 " + wrong.size() + " 题，以下是其中把握最大的 " + LISTED + " 题。")
                : new Text(
                    "All " + wrong.size() + " wrong answers, the most confident first.",
                    "全部 " + wrong.size() + " 个错误回答，把握大的在前。"));
    return page.table(table(wrong, before, exams));
  }

  private static Table table(
      List<Question> wrong, Map<Question.Key, Question> before, Comparison exams) {
    Text question = new Text("question", "问题");
    Text answer = new Text("its answer", "它的回答");
    Text expected = new Text("right answer", "正确答案");
    Text confidence = new Text("confidence", "把握");
    Text where = new Text("from", "出处");
    Table table =
        before.isEmpty()
            ? Table.of(question, answer, expected, confidence, where)
            : Table.of(question, exams.beforeName(), exams.nowName(), expected, confidence, where);
    for (Question q : wrong.subList(0, Math.min(LISTED, wrong.size()))) {
      String of = q.exam() + (q.group().isEmpty() ? "" : " · " + q.group());
      String asked = Question.cut(q.question(), 160);
      String said = "✗\u00a0" + Question.cut(q.answer(), 80);
      String right = q.expected().isEmpty() ? "—" : "✓\u00a0" + Question.cut(q.expected(), 80);
      String sure = Estimate.percent(q.confidence().orElseThrow());
      if (before.isEmpty()) {
        table.row(asked, said, right, sure, of);
      } else {
        table.row(asked, was(Optional.ofNullable(before.get(q.key()))), said, right, sure, of);
      }
    }
    return table.searchable(FIRST);
  }

  private static String was(Optional<Question> before) {
    return before
        .map(
            q ->
                (q.declined() ? "◇" : q.right() ? "✓" : "✗")
                    + "\u00a0"
                    + Question.cut(q.answer(), 80)
                    + q.confidence()
                        .map(c -> " (" + Estimate.percent(c).replace(' ', '\u00a0') + ")")
                        .orElse(""))
        .orElse("");
  }
}
