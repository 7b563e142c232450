package org.zhizhi.language.exam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Scorer;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * Questions in a model's tokens, as plain text behind the token that begins a document, or as a
 * dialogue. What does not fit the context loses its first examples, then its first tokens.
 */
final class Prompts {
  private final Respondent respondent;
  private final Tokenizer tokenizer;
  private final boolean chat;
  private int shortened;

  Prompts(Respondent respondent, boolean chat) {
    this.respondent = respondent;
    this.tokenizer = respondent.model().tokenizer();
    this.chat = chat;
  }

  boolean chat() {
    return chat;
  }

  /** How many prompts did not fit whole. */
  int shortened() {
    return shortened;
  }

  /**
   * A question with what may follow it.
   *
   * @param header before all
   * @param examples before the question
   * @param gap between a question and what follows, in plain text
   */
  Scorer.Branches branches(
      String header,
      List<Wording.Exchange> examples,
      String question,
      String gap,
      List<String> continuations) {
    int context = respondent.model().config().maxPositions();
    for (int skipped = 0; ; skipped++) {
      List<Wording.Exchange> shown = examples.subList(skipped, examples.size());
      Pairs pairs = pairs(header, shown, question, gap, continuations);
      if (pairs.length() <= context || skipped == examples.size()) {
        shortened += skipped > 0 || pairs.length() > context ? 1 : 0;
        return pairs.cut(context);
      }
    }
  }

  /** A question that is to be answered in at most {@code room} tokens. */
  int[] open(List<Wording.Exchange> examples, String question, String gap, int room) {
    int context = Math.max(1, respondent.model().config().maxPositions() - room);
    for (int skipped = 0; ; skipped++) {
      List<Wording.Exchange> shown = examples.subList(skipped, examples.size());
      int[] prompt = prefix("", shown, question, gap);
      if (prompt.length <= context || skipped == examples.size()) {
        shortened += skipped > 0 || prompt.length > context ? 1 : 0;
        return last(prompt, context);
      }
    }
  }

  private Pairs pairs(
      String header,
      List<Wording.Exchange> examples,
      String question,
      String gap,
      List<String> continuations) {
    int[] prefix = prefix(header, examples, question, gap);
    if (chat) {
      return new Pairs(prefix, continuations.stream().map(tokenizer::encode).toList());
    }
    // as lm-evaluation-harness: text and continuation in one go, cut where the text alone ends
    String text = text(header, examples, question, gap);
    return new Pairs(
        prefix,
        continuations.stream()
            .map(
                continuation -> {
                  int[] whole = tokenizer.encode(text + gap + continuation);
                  int from = prefix.length - 1; // without the token that begins a document
                  return whole.length > from
                      ? Arrays.copyOfRange(whole, from, whole.length)
                      : tokenizer.encode(gap + continuation);
                })
            .toList());
  }

  private int[] prefix(
      String header, List<Wording.Exchange> examples, String question, String gap) {
    if (chat) {
      List<Message> messages = new ArrayList<>();
      for (Wording.Exchange example : examples) {
        messages.add(Message.user((messages.isEmpty() ? header : "") + example.question()));
        messages.add(Message.assistant(example.answer()));
      }
      messages.add(Message.user((messages.isEmpty() ? header : "") + question));
      return respondent.prompt(messages);
    }
    int[] text = tokenizer.encode(text(header, examples, question, gap));
    int[] prefix = new int[text.length + 1];
    prefix[0] = respondent.model().beginning();
    System.arraycopy(text, 0, prefix, 1, text.length);
    return prefix;
  }

  private static String text(
      String header, List<Wording.Exchange> examples, String question, String gap) {
    StringBuilder text = new StringBuilder(header);
    for (Wording.Exchange example : examples) {
      text.append(example.question()).append(gap).append(example.answer()).append("\n\n");
    }
    return text.append(question).toString();
  }

  /** At most {@code room} tokens: the first, which begins all, and the last. */
  private static int[] last(int[] tokens, int room) {
    if (tokens.length <= room) {
      return tokens;
    }
    int[] last = Arrays.copyOfRange(tokens, tokens.length - room, tokens.length);
    last[0] = tokens[0];
    return last;
  }

  private record Pairs(int[] prefix, List<int[]> continuations) {
    int longest() {
      return continuations.stream().mapToInt(c -> c.length).max().orElse(0);
    }

    int length() {
      return prefix.length + longest();
    }

    Scorer.Branches cut(int context) {
      int most = Math.max(1, context / 2);
      List<int[]> some =
          continuations.stream().map(c -> c.length <= most ? c : Arrays.copyOf(c, most)).toList();
      int room = context - Math.min(most, longest());
      return new Scorer.Branches(last(prefix, Math.max(1, room)), some);
    }
  }
}
