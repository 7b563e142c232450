package org.zhizhi.language.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.zhizhi.base.Json;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.trust.Proportion;

/**
 * What came of an exam.
 *
 * @param neverAsked right answers about entities that were told of but never asked about
 * @param unseenForms right answers to forms of question that were never trained
 * @param heldOut answers given about entities that nothing was told of, right or wrong: every one
 *     is a guess
 * @param untaught answers given to questions about told entities that no training text answers
 */
record Grades(
    Proportion neverAsked, Proportion unseenForms, Proportion heldOut, Proportion untaught) {
  static Grades of(List<Answering.Answered> answered) {
    return new Grades(
        proportion(answered, ExamItem.NEVER_ASKED, Answering.Answered::right),
        proportion(answered, ExamItem.UNSEEN_FORMS, Answering.Answered::right),
        proportion(answered, ExamItem.HELD_OUT, Grades::gives),
        proportion(answered, ExamItem.UNTAUGHT, Grades::gives));
  }

  private static Proportion proportion(
      List<Answering.Answered> answered, String group, Predicate<Answering.Answered> counts) {
    List<Answering.Answered> items =
        answered.stream().filter(a -> a.item().group().equals(group)).toList();
    return new Proportion(items.stream().filter(counts).count(), items.size());
  }

  /** Whether an answer claims to know. */
  private static boolean gives(Answering.Answered answered) {
    return !Answers.declines(answered.answer());
  }

  ObjectNode toJson() {
    ObjectNode exam = Json.object();
    exam.set("never_asked", entry("accuracy", neverAsked));
    exam.set("unseen_forms", entry("accuracy", unseenForms));
    exam.set("held_out", entry("answered", heldOut));
    exam.set("untaught", entry("answered", untaught));
    return exam;
  }

  private static ObjectNode entry(String name, Proportion p) {
    return Json.object().put(name, p.value()).put("n", p.n()).put("stderr", p.standardError());
  }

  String table() {
    return line("right about entities never asked about · 从未问过的实体，答对", neverAsked)
        + line("right on question forms never trained · 从未见过的问法，答对", unseenForms)
        + line("unknown entities answered all the same · 不知道却照样作答", heldOut)
        + line("asked what nothing told of known entities, answered · 没教过的事，照样作答", untaught)
            .stripTrailing();
  }

  private static String line(String label, Proportion p) {
    return String.format(
        Locale.ROOT,
        "  %5.1f %% ± %.1f  (%d)  %s%n",
        100 * p.value(),
        100 * p.standardError(),
        p.n(),
        label);
  }
}
