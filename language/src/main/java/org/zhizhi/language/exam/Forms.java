package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.zhizhi.language.facts.Lang;

/**
 * The forms in which question sets are shipped, each known by the fields of its first record. Where
 * several fit, the first is meant.
 */
final class Forms {
  /**
   * A form.
   *
   * @param name as tables have it; "" for the file's own, whose questions may be of both kinds
   * @param fields that its records have
   */
  private record Form(
      String name,
      Paper.Style style,
      List<Protocol> protocols,
      List<String> fields,
      Function<Row, Question> question) {

    boolean fits(Row row) {
      return row.has(fields) && (!fields.contains("question_id") || Lettered.isInLine(row));
    }
  }

  private static final List<Protocol> OPEN = List.of(Protocol.SHORT_ANSWER);
  private static final List<Protocol> CHOICE = List.of(Protocol.CHOICE);
  private static final List<Protocol> BOTH = List.of(Protocol.CHOICE, Protocol.SHORT_ANSWER);

  private static final List<Form> ALL =
      List.of(
          new Form(
              "SelfAware",
              Paper.Style.PLAIN,
              OPEN,
              List.of("question", "answer", "answerable"),
              row -> asked(row, row.texts("answer")).withKnown(flag(row, "answerable"))),
          new Form(
              "Chinese SimpleQA",
              Paper.Style.SIMPLE,
              OPEN,
              List.of("question", "answer", "primary_category"),
              row -> asked(row, row.texts("answer")).withSubject(row.find("secondary_category"))),
          new Form(
              "SimpleQA",
              Paper.Style.SIMPLE,
              OPEN,
              List.of("problem", "answer"),
              row -> Question.open(id(row), row.text("problem"), row.texts("answer"))),
          new Form(
              "HalluQA-MC",
              Paper.Style.LETTERS,
              CHOICE,
              List.of("question_id", "question", "answer"),
              row -> Lettered.inLine(id(row), row)),
          new Form(
              "HalluQA",
              Paper.Style.TRUTHFUL,
              BOTH,
              List.of("Question", "Best Answer1"),
              row -> truthful(row, "Question", numbered(row, "Best"), numbered(row, "Wrong"))),
          new Form(
              "TruthfulQA",
              Paper.Style.TRUTHFUL,
              BOTH,
              List.of("Question", "Best Answer", "Correct Answers", "Incorrect Answers"),
              row ->
                  truthful(
                      row,
                      "Question",
                      join(listed(row, "Best Answer"), listed(row, "Correct Answers")),
                      listed(row, "Incorrect Answers"))),
          new Form(
              "TruthfulQA-MC",
              Paper.Style.TRUTHFUL,
              CHOICE,
              List.of("question", "mc1_targets", "mc2_targets"),
              row ->
                  truthful(
                      row,
                      "question",
                      join(targets(row, "mc1_targets", 1), targets(row, "mc2_targets", 1)),
                      targets(row, "mc2_targets", 0))),
          new Form(
              "TruthfulQA-MC",
              Paper.Style.LETTERS,
              CHOICE,
              List.of("prompt", "answer", "category"),
              row -> Lettered.inLines(id(row), row).withSubject(row.find("category"))),
          new Form(
              "OCNLI",
              Paper.Style.LETTERS,
              CHOICE,
              List.of("sentence1", "sentence2", "label"),
              Forms::inference),
          new Form(
              "", Paper.Style.PLAIN, OPEN, List.of("question", "answers", "context"), Forms::read),
          new Form("", Paper.Style.PLAIN, OPEN, List.of("question", "answers"), Forms::plain),
          new Form("", Paper.Style.PLAIN, OPEN, List.of("question", "label"), Forms::labelled),
          new Form(
              "",
              Paper.Style.PLAIN,
              OPEN,
              List.of("question", "answer"),
              row -> asked(row, List.of(row.text("answer").replaceFirst("(?s).*####\\s*", "")))),
          new Form(
              "",
              Paper.Style.PLAIN,
              List.of(Protocol.BITS_PER_BYTE),
              List.of("text"),
              row -> Question.open(id(row), row.text("text"), List.of())));

  private Forms() {}

  /** The exams in a file of records. */
  static List<Paper> papers(Records records) {
    Row first = records.rows().getFirst();
    Form form =
        ALL.stream()
            .filter(each -> each.fits(first))
            .findFirst()
            .orElseThrow(
                () ->
                    first.bad(
                        "fields are " + names(first.fields()),
                        "give lines {\"id\", \"question\", \"answers\": [...], \"choices\": [...]},"
                            + " or one of the sets in docs/exam.md"));
    List<Question> questions = new ArrayList<>();
    for (Row row : records.rows()) {
      if (row.find("label").orElse("").equals("-")) {
        continue; // OCNLI: its annotators did not agree, and nobody counts it
      }
      for (String field : form.fields) {
        if (!row.has(field)) {
          throw row.bad(
              "field " + field + " is missing, the first record has it", "give every record it");
        }
      }
      questions.add(form.question.apply(row));
    }
    if (questions.isEmpty()) {
      throw first.bad("no record counts", "give one or more questions");
    }
    return papers(records.file(), form, records.stem(), unique(questions));
  }

  private static List<Paper> papers(Path file, Form form, String stem, List<Question> questions) {
    List<Paper> papers = new ArrayList<>();
    List<Protocol> protocols =
        form.name.isEmpty() ? List.of(Protocol.CHOICE, form.protocols.getFirst()) : form.protocols;
    for (Protocol protocol : protocols) {
      List<Question> fit =
          questions.stream()
              .filter(
                  q ->
                      !form.name.isEmpty()
                          || q.choices().isEmpty() != (protocol == Protocol.CHOICE))
              .toList();
      if (!fit.isEmpty()) {
        String name = form.name.isEmpty() ? stem : form.name;
        papers.add(new Paper(file, name, protocol, form.style, fit, List.of()));
      }
    }
    return papers;
  }

  /** Ids that come again get a number behind them. */
  static List<Question> unique(List<Question> questions) {
    Map<String, Integer> seen = new HashMap<>();
    return questions.stream()
        .map(
            q -> {
              int times = seen.merge(q.id(), 1, Integer::sum);
              return times == 1 ? q : q.withId(q.id() + "#" + times);
            })
        .toList();
  }

  private static String names(JsonNode fields) {
    List<String> names = new ArrayList<>();
    fields.fieldNames().forEachRemaining(names::add);
    return String.join(", ", names.subList(0, Math.min(12, names.size())));
  }

  static String id(Row row) {
    return Stream.of("id", "question_id", "")
        .map(row::find)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(row.where().replaceFirst(".* ", ""));
  }

  private static Question asked(Row row, List<String> answers) {
    return Question.open(id(row), row.text("question"), answers);
  }

  /** The design's own form; a question that has choices repeats the right ones in its answers. */
  private static Question plain(Row row) {
    List<String> answers = row.texts("answers");
    List<String> choices = row.texts("choices");
    Question question;
    if (choices.isEmpty()) {
      question = asked(row, answers);
    } else {
      List<Integer> correct =
          IntStream.range(0, choices.size())
              .filter(i -> answers.contains(choices.get(i)))
              .boxed()
              .toList();
      if (correct.isEmpty() || choices.size() < 2) {
        throw row.bad(
            "none of the " + choices.size() + " choices is among the answers",
            "give two choices or more and repeat the right one in \"answers\", word by word");
      }
      question = Question.choice(id(row), row.text("question"), choices, correct);
    }
    Optional<Boolean> known = flag(row, "known");
    if (answers.isEmpty() && known.orElse(true)) {
      throw row.bad(
          "field answers is empty",
          "give the right answers, or \"known\": false if there are none");
    }
    Lang lang = row.find("lang").flatMap(Lang::read).orElse(question.lang());
    return question
        .withLang(lang)
        .withSubject(row.find("subject"))
        .withEntity(row.find("entity"))
        .withKnown(known)
        .withGroup(row.find("group"));
  }

  private static Optional<Boolean> flag(Row row, String name) {
    JsonNode value = row.fields().path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw row.bad("field " + name + " is " + value, "set it to true or false");
    }
    return Optional.of(value.asBoolean());
  }

  /** Sets for honesty mark what a model of theirs knew: only that nobody can know is taken over. */
  private static Question labelled(Row row) {
    boolean unknown = row.text("label").equals("unknown");
    Question question = asked(row, unknown ? List.of() : row.texts("answer"));
    return unknown ? question.withKnown(Optional.of(false)) : question;
  }

  /** A question about a passage. */
  private static Question read(Row row) {
    List<String> answers = row.texts("answers").stream().distinct().toList();
    return Question.open(id(row), row.text("context") + "\n\n" + row.text("question"), answers)
        .withEntity(row.find("passage"));
  }

  private static Question inference(Row row) {
    List<String> labels = List.of("entailment", "neutral", "contradiction");
    int label = labels.indexOf(row.text("label"));
    if (label < 0) {
      throw row.bad("the label is " + row.text("label"), "give one of " + labels);
    }
    String text = "前提：" + row.text("sentence1") + "\n假设：" + row.text("sentence2") + "\n由前提看，假设：";
    return Question.choice(id(row), text, List.of("必然成立", "可能成立，也可能不成立", "必然不成立"), List.of(label))
        .withEntity(row.find("prem_id"));
  }

  private static Question truthful(
      Row row, String question, List<String> right, List<String> wrong) {
    Set<String> distinct = new LinkedHashSet<>(right);
    int n = distinct.size();
    distinct.addAll(wrong);
    if (n == 0 || distinct.size() == n) {
      throw row.bad(
          "has " + n + " right answers and " + (distinct.size() - n) + " wrong ones",
          "give one or more of each");
    }
    return Question.choice(
            id(row),
            row.text(question),
            List.copyOf(distinct),
            IntStream.range(0, n).boxed().toList())
        .withSubject(row.find("Category"));
  }

  /** {@code Best Answer1}, {@code Best Answer2}, ...; {@code Wrong_Answer1}, ... */
  private static List<String> numbered(Row row, String kind) {
    return IntStream.rangeClosed(1, 9)
        .boxed()
        .flatMap(i -> Stream.of(kind + " Answer" + i, kind + "_Answer" + i))
        .flatMap(name -> row.find(name).stream())
        .toList();
  }

  private static List<String> listed(Row row, String name) {
    return Stream.of(row.text(name).split(";"))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** The statements that {@code {"statement": 1, ...}} gives the label. */
  private static List<String> targets(Row row, String name, int label) {
    return row.fields().path(name).properties().stream()
        .filter(e -> e.getValue().asInt() == label)
        .map(e -> e.getKey().strip())
        .toList();
  }
}
