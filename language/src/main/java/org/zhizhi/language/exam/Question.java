package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.ExamItem;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.trust.Groups;

/**
 * One question of an exam, or one text whose bits are counted.
 *
 * @param id unique in its exam
 * @param text the question, with the passage that it is about, if any
 * @param answers every right answer; empty where nobody can know it
 * @param choices to choose from; empty for an open question
 * @param correct which choices are right, counted from 0, the best first; empty for an open
 *     question
 * @param subject what it is about: {@code anatomy}
 * @param entity whom or what it is about: questions that share one are not independent
 * @param known whether the model can know the answer, where that is known
 * @param group which part of the exam it belongs to
 */
public record Question(
    String id,
    Lang lang,
    String text,
    List<String> answers,
    List<String> choices,
    List<Integer> correct,
    Optional<String> subject,
    Optional<String> entity,
    Optional<Boolean> known,
    Optional<String> group) {

  public Question {
    answers = List.copyOf(answers);
    choices = List.copyOf(choices);
    correct = List.copyOf(correct);
    int n = choices.size();
    if (correct.isEmpty() != (n == 0) || correct.stream().anyMatch(i -> i < 0 || i >= n)) {
      throw new IllegalArgumentException(id + ": right are " + correct + " of " + n + " choices");
    }
  }

  /** An open question. */
  public static Question open(String id, String text, List<String> answers) {
    Optional<String> none = Optional.empty();
    return new Question(
        id, Lang.of(text), text, answers, List.of(), List.of(), none, none, Optional.empty(), none);
  }

  /** A question with choices. */
  public static Question choice(
      String id, String text, List<String> choices, List<Integer> correct) {
    Optional<String> none = Optional.empty();
    return new Question(
        id,
        Lang.of(text + String.join("", choices)),
        text,
        correct.stream().map(choices::get).toList(),
        choices,
        correct,
        none,
        none,
        Optional.empty(),
        none);
  }

  /** The demo's question. */
  public static Question of(ExamItem item) {
    return new Question(
        item.id(),
        item.lang(),
        item.question(),
        item.answers(),
        List.of(),
        List.of(),
        Optional.of(item.relation()),
        Optional.of(item.entity()),
        Optional.of(item.known()),
        Optional.of(item.group()));
  }

  public Question withId(String id) {
    return new Question(id, lang, text, answers, choices, correct, subject, entity, known, group);
  }

  public Question withLang(Lang lang) {
    return new Question(id, lang, text, answers, choices, correct, subject, entity, known, group);
  }

  public Question withSubject(Optional<String> subject) {
    return new Question(id, lang, text, answers, choices, correct, subject, entity, known, group);
  }

  public Question withEntity(Optional<String> entity) {
    return new Question(id, lang, text, answers, choices, correct, subject, entity, known, group);
  }

  public Question withKnown(Optional<Boolean> known) {
    return new Question(id, lang, text, answers, choices, correct, subject, entity, known, group);
  }

  public Question withGroup(Optional<String> group) {
    return new Question(id, lang, text, answers, choices, correct, subject, entity, known, group);
  }

  /** The same with its choices in an order that follows from the seed and the question's id. */
  Question shuffled(Seed seed) {
    List<Integer> order = order(choices.size(), seed.split(id).random());
    return new Question(
        id,
        lang,
        text,
        answers,
        order.stream().map(choices::get).toList(),
        correct.stream().map(order::indexOf).toList(),
        subject,
        entity,
        known,
        group);
  }

  /** The numbers below {@code n} in random order (Fisher and Yates). */
  static List<Integer> order(int n, SplittableRandom random) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      order.add(i);
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return order;
  }

  /** Questions of one cluster are not independent: they share an entity, else a subject. */
  String cluster() {
    return entity.or(() -> subject).orElse(id);
  }

  /** Which of {@code questions} hang together. */
  static Groups groups(List<Question> questions) {
    Map<String, Integer> numbers = new HashMap<>();
    return Groups.of(
        questions.stream()
            .mapToInt(q -> numbers.computeIfAbsent(q.cluster(), c -> numbers.size()))
            .toArray());
  }

  /** As an exam file has it, one line: id, question, answers and what else is there. */
  ObjectNode line() {
    ObjectNode node = Json.object().put("id", id).put("question", text);
    answers.forEach(node.putArray("answers")::add);
    if (!choices.isEmpty()) {
      choices.forEach(node.putArray("choices")::add);
    }
    subject.ifPresent(s -> node.put("subject", s));
    known.ifPresent(k -> node.put("known", k));
    group.ifPresent(g -> node.put("group", g));
    node.put("lang", lang.code());
    entity.ifPresent(e -> node.put("entity", e));
    return node;
  }
}
