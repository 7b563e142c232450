package org.zhizhi.language.exam;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.Seed;

/**
 * A question set with the protocol it is scored by.
 *
 * @param file where it was read from
 * @param name as tables have it: {@code HalluQA-MC}
 * @param style in whose words it is put
 * @param examples to show before a question, from files of their own; empty where there are none
 */
public record Paper(
    Path file,
    String name,
    Protocol protocol,
    Style style,
    List<Question> questions,
    List<Question> examples) {

  /** The habits of a family of question sets. */
  public enum Style {
    /** No habits. */
    PLAIN("acc_chars", 0),
    /** Choices of which the letter is asked for. */
    LETTERS("acc_letters", 0),
    /** MMLU (arXiv:2009.03300) and CMMLU (arXiv:2306.09212): letters, by subject, five examples. */
    SUBJECTS("acc_letters", 5),
    /** TruthfulQA (arXiv:2109.07958): right and wrong statements, its own six examples. */
    TRUTHFUL("mc1", 0),
    /** SimpleQA (arXiv:2411.04368): correct, incorrect, not attempted. */
    SIMPLE("acc_chars", 0);

    private final String choiceScore;
    private final int shots;

    Style(String choiceScore, int shots) {
      this.choiceScore = choiceScore;
      this.shots = shots;
    }

    /** Examples that the field shows before a question. */
    int shots() {
      return shots;
    }
  }

  public Paper {
    questions = List.copyOf(questions);
    examples = List.copyOf(examples);
  }

  /** The score by which an item counts as right. */
  public String headline() {
    return switch (protocol) {
      case CHOICE -> style.choiceScore;
      case SHORT_ANSWER ->
          style == Style.SIMPLE ? "correct" : style == Style.TRUTHFUL ? "rougeL_acc" : "right";
      case BITS_PER_BYTE -> "bits_per_byte";
    };
  }

  /**
   * The same with {@code shots} examples set apart, where it has no files of examples, and of the
   * rest at most {@code limit} questions, both drawn at random; 0 is no limit.
   */
  Paper drawn(int shots, int limit, Seed seed) {
    int apart = examples.isEmpty() ? shots : 0;
    if (apart == 0 && (limit == 0 || limit >= questions.size())) {
      return this;
    }
    List<Integer> order = Question.order(questions.size(), seed.split("draw").split(name).random());
    int set = Math.min(apart, order.size() - 1);
    int most = limit == 0 ? order.size() : Math.min(order.size(), set + limit);
    List<Question> shown = new ArrayList<>(examples);
    order.subList(0, set).forEach(i -> shown.add(questions.get(i)));
    List<Question> asked = order.subList(set, most).stream().sorted().map(questions::get).toList();
    return new Paper(file, name, protocol, style, asked, shown);
  }
}
