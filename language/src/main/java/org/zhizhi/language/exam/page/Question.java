package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question of an exam and what the model made of it.
 *
 * @param exam name of the exam it is of
 * @param expected the first right answer; empty where there is none
 * @param confidence as stated, in [0, 1]
 * @param evidence share of sampled answers that are right, in [0, 1]
 */
record Question(
    String exam,
    String id,
    String subject,
    String group,
    String lang,
    String entity,
    String question,
    String answer,
    String expected,
    boolean right,
    boolean declined,
    Optional<Double> confidence,
    Optional<Double> evidence) {

  /** By these two a question is found again in another exam. */
  record Key(String exam, String id) {}

  Key key() {
    return new Key(exam, id);
  }

  /** Questions of one cluster depend on one another: they share an entity, else a subject. */
  String cluster() {
    return !entity.isEmpty() ? "e" + entity : !subject.isEmpty() ? "s" + subject : "q" + id;
  }

  boolean wrong() {
    return !right && !declined;
  }

  /** All questions of all exams of {@code exam}, in their order. */
  static List<Question> all(JsonNode exam) {
    List<Question> all = new ArrayList<>();
    Set<Key> keys = new HashSet<>();
    for (JsonNode part : exam.path("exams")) {
      String name = name(part);
      for (JsonNode item : part.path("items")) {
        String id = Estimate.text(item.path("id"));
        all.add(
            new Question(
                name,
                keys.add(new Key(name, id)) ? id : id + "#" + all.size(), // ids may be given twice
                Estimate.text(item.path("subject")),
                Estimate.text(item.path("group")),
                Estimate.text(item.path("lang")),
                Estimate.text(item.path("entity")),
                Estimate.text(item.path("question")),
                Estimate.text(item.path("answer")),
                Estimate.text(item.path("answers").path(0)),
                item.path("right").asBoolean(),
                item.path("declined").asBoolean(),
                Estimate.share(item.path("confidence")),
                Estimate.share(item.path("evidence"))));
      }
    }
    return all;
  }

  /** What an exam is called: its name, else its file. */
  static String name(JsonNode part) {
    String name = Estimate.text(part.path("name"));
    return name.isEmpty() ? Estimate.text(part.path("file")) : name;
  }

  /** {@code text} cut to {@code most} characters, whole ones. */
  static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
  }
}
