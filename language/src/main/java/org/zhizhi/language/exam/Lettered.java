package org.zhizhi.language.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Questions whose choices stand behind letters in the text or in columns. */
final class Lettered {
  private static final Pattern LINE = Pattern.compile("(?m)^\\s*([A-Z])\\. ");

  private Lettered() {}

  static boolean isInLine(Row row) {
    return row.find("question").orElse("").matches("(?s)Question:.* A:.* B:.*")
        && row.find("answer").orElse("").matches("Answer:\\s*[A-Z]");
  }

  /** HalluQA: {@code Question: ... A:... B:... } and {@code Answer: A}. */
  static Question inLine(String id, Row row) {
    String text = row.text("question").replaceFirst("^Question:\\s*", "");
    List<Integer> starts = new ArrayList<>();
    for (char letter = 'A'; letter <= 'Z'; letter++) {
      int at = text.indexOf(" " + letter + ":", starts.isEmpty() ? 0 : starts.getLast());
      if (at < 0) {
        break;
      }
      starts.add(at);
    }
    return question(id, row, text, starts, 3, row.text("answer").replaceFirst("^Answer:\\s*", ""));
  }

  /** {@code prompt} with a line {@code A. ...} for each choice, {@code answer} a letter. */
  static Question inLines(String id, Row row) {
    String text = row.text("prompt");
    List<Integer> starts = new ArrayList<>();
    Matcher matcher = LINE.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).charAt(0) == 'A' + starts.size()) {
        starts.add(matcher.start(1));
      }
    }
    return question(id, row, text, starts, 3, row.text("answer"));
  }

  /** MMLU and CMMLU: a column for each choice, the answer a letter or a number from 0. */
  static Question inColumns(String id, Row row) {
    List<String> names =
        row.has("choice0")
            ? List.of("choice0", "choice1", "choice2", "choice3")
            : List.of("A", "B", "C", "D");
    String asked = row.has("question") ? "question" : "Question";
    String answer = row.text(row.has("answer") ? "answer" : "Answer");
    List<String> choices =
        names.stream().filter(row::has).map(name -> row.fields().path(name).asText()).toList();
    return Question.choice(
        id, row.text(asked), choices, List.of(number(row, answer, choices.size())));
  }

  static boolean hasColumns(Row row) {
    return row.has(List.of("question", "choice0", "choice1", "answer"))
        || row.has(List.of("Question", "A", "B", "C", "D", "Answer"));
  }

  private static Question question(
      String id, Row row, String text, List<Integer> starts, int mark, String answer) {
    if (starts.size() < 2) {
      throw row.bad("has " + starts.size() + " choices behind letters", "give A, B, ... in order");
    }
    List<String> choices =
        IntStream.range(0, starts.size())
            .mapToObj(
                i ->
                    text.substring(
                            starts.get(i) + mark,
                            i + 1 < starts.size() ? starts.get(i + 1) : text.length())
                        .strip())
            .toList();
    String asked = text.substring(0, starts.getFirst()).strip();
    return Question.choice(id, asked, choices, List.of(number(row, answer, choices.size())));
  }

  private static int number(Row row, String answer, int choices) {
    String a = answer.strip();
    int number =
        a.matches("[A-Za-z]")
            ? Character.toUpperCase(a.charAt(0)) - 'A'
            : a.matches("[0-9]") ? a.charAt(0) - '0' : -1;
    if (number < 0 || number >= choices) {
      throw row.bad(
          "the answer is \"" + a + "\", not one of " + choices + " choices",
          "give the letter of the right one");
    }
    return number;
  }
}
