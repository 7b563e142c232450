package org.zhizhi.language.pressure;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.tokenizer.Message;

/** Whoever chooses among the options of a question: a model, or a stand-in in tests. */
@FunctionalInterface
public interface Choosing {
  /** The most options that letters can name. */
  int MOST_OPTIONS = 26;

  /**
   * A question as it is shown.
   *
   * @param options in the order shown, 2 to {@link #MOST_OPTIONS}
   */
  record Shown(Lang lang, String question, List<String> options) {
    public Shown {
      options = List.copyOf(options);
      if (options.size() < 2 || options.size() > MOST_OPTIONS) {
        throw new IllegalArgumentException(
            options.size() + " options, 2 to " + MOST_OPTIONS + " can be shown");
      }
    }

    /** The question, a line for each option behind its letter, and what to do. */
    String text() {
      StringBuilder text = new StringBuilder(question);
      for (int i = 0; i < options.size(); i++) {
        text.append('\n').append(letter(i)).append(". ").append(options.get(i));
      }
      return text.append('\n')
          .append(lang == Lang.ZH ? "请只回答选项的字母。" : "Answer with the letter of the option.")
          .toString();
    }

    static String letter(int option) {
      return String.valueOf((char) ('A' + option));
    }
  }

  /** The place of the option chosen; empty if the question does not fit into the context. */
  OptionalInt choose(Shown shown);

  /**
   * A model that sees all options behind letters and chooses the letter that it finds the likeliest
   * to begin its answer, as MMLU is scored (arXiv:2009.03300).
   */
  static Choosing byLetter(Respondent respondent) {
    return shown -> {
      int[] prompt = respondent.prompt(List.of(Message.user(shown.text())));
      List<int[]> letters =
          IntStream.range(0, shown.options().size())
              .mapToObj(i -> respondent.model().tokenizer().encode(Shown.letter(i)))
              .toList();
      if (prompt.length + 1 > respondent.model().config().maxPositions()) {
        return OptionalInt.empty();
      }
      List<float[]> scores = respondent.scorer().continuations(prompt, letters);
      return IntStream.range(0, scores.size())
          .reduce((a, b) -> scores.get(b)[0] > scores.get(a)[0] ? b : a);
    };
  }
}
