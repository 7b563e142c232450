package org.zhizhi.language.exam;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.zhizhi.language.exam.Answered.Mark;
import org.zhizhi.language.generate.Scorer;

/**
 * Choices by log-likelihood, as lm-evaluation-harness scores them. Twice: each choice as the
 * continuation of the question ({@code acc}; divided by its bytes {@code acc_bytes}, by its
 * characters {@code acc_chars}, which is its acc_norm), and its letter behind the question with all
 * choices ({@code acc_letters}). Sets like TruthfulQA have {@code mc1}, whether the best right
 * statement is likelier than every wrong one, and {@code mc2}, the share of the right statements in
 * the probability of all.
 */
final class MultipleChoice {
  private static final int LETTERS = 26;

  private final Paper paper;
  private final List<Question> questions;
  private final Prompts prompts;
  private final int shots;

  MultipleChoice(Paper paper, Prompts prompts, int shots, Settings settings) {
    this.paper = paper;
    this.prompts = prompts;
    this.shots = shots;
    this.questions =
        settings.shuffled()
            ? paper.questions().stream()
                .map(q -> q.shuffled(settings.seed().split("choices")))
                .toList()
            : paper.questions();
  }

  List<Answered> sit(Examinee examinee) {
    boolean letters =
        paper.style() != Paper.Style.TRUTHFUL
            && questions.stream().allMatch(q -> q.choices().size() <= LETTERS);
    List<double[]> texts =
        examinee.logLikelihoods(
            paper.name() + " texts", questions.stream().map(this::texts).toList());
    List<double[]> lettered =
        letters
            ? examinee.logLikelihoods(
                paper.name() + " letters", questions.stream().map(this::letters).toList())
            : List.of();
    return IntStream.range(0, questions.size())
        .mapToObj(
            i ->
                paper.style() == Paper.Style.TRUTHFUL
                    ? statements(questions.get(i), texts.get(i))
                    : marked(
                        questions.get(i), texts.get(i), letters ? lettered.get(i) : new double[0]))
        .toList();
  }

  private Scorer.Branches texts(Question question) {
    String gap = prompts.chat() ? "" : Wording.gap(question.lang());
    List<Wording.Exchange> examples =
        Wording.shown(paper, question, shots).stream()
            .map(q -> new Wording.Exchange(open(q), q.choices().get(q.correct().getFirst())))
            .toList();
    if (examples.isEmpty()) {
      examples = Wording.examples(paper, prompts.chat());
    }
    return prompts.branches("", examples, open(question), gap, question.choices());
  }

  private String open(Question question) {
    return prompts.chat() ? question.text() : Wording.open(question);
  }

  private Scorer.Branches letters(Question question) {
    List<Wording.Exchange> examples =
        Wording.shown(paper, question, shots).stream()
            .map(
                q ->
                    new Wording.Exchange(
                        Wording.lettered(q), Wording.letter(q.correct().getFirst())))
            .toList();
    return prompts.branches(
        Wording.header(question),
        examples,
        Wording.lettered(question),
        prompts.chat() ? "" : " ",
        IntStream.range(0, question.choices().size()).mapToObj(Wording::letter).toList());
  }

  private Answered marked(Question question, double[] texts, double[] letters) {
    List<String> choices = question.choices();
    double[] bytes = divided(texts, i -> choices.get(i).getBytes(StandardCharsets.UTF_8).length);
    double[] chars = divided(texts, i -> characters(choices.get(i)));
    Map<String, double[]> ways = new LinkedHashMap<>();
    if (letters.length > 0) {
      ways.put("acc_letters", letters);
    }
    ways.put("acc", texts);
    ways.put("acc_bytes", bytes);
    ways.put("acc_chars", chars);
    Map<String, Mark> marks = new LinkedHashMap<>();
    ways.forEach(
        (name, scores) -> marks.put(name, Mark.of(question.correct().contains(best(scores)))));
    String headline = ways.containsKey(paper.headline()) ? paper.headline() : "acc_chars";
    double length = choices.stream().mapToInt(MultipleChoice::characters).average().orElse(1);
    double[] deciding =
        headline.equals("acc_chars")
            ? Arrays.stream(chars).map(score -> score * length).toArray() // in nats again
            : ways.get(headline);
    return answered(question, softmax(deciding), marks, marks.get(headline).amount() > 0);
  }

  private Answered statements(Question question, double[] texts) {
    List<Integer> wrong =
        IntStream.range(0, texts.length)
            .filter(i -> !question.correct().contains(i))
            .boxed()
            .toList();
    int best = question.correct().getFirst();
    boolean right = wrong.stream().allMatch(i -> texts[best] > texts[i]);
    double[] shares = softmax(texts);
    Map<String, Mark> marks = new LinkedHashMap<>();
    marks.put("mc1", Mark.of(right));
    marks.put("mc2", new Mark(question.correct().stream().mapToDouble(i -> shares[i]).sum(), 1));
    return answered(question, shares, marks, right);
  }

  private static Answered answered(
      Question question, double[] shares, Map<String, Mark> marks, boolean right) {
    int chosen = best(shares);
    return new Answered(
        question,
        question.choices().get(chosen),
        right,
        false,
        OptionalDouble.of(shares[chosen]),
        OptionalDouble.of(question.correct().stream().mapToDouble(i -> shares[i]).sum()),
        marks,
        Map.of());
  }

  static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  private static double[] divided(double[] scores, IntToDoubleFunction by) {
    return IntStream.range(0, scores.length)
        .mapToDouble(i -> scores[i] / Math.max(1, by.applyAsDouble(i)))
        .toArray();
  }

  /** The first of the largest. */
  private static int best(double[] scores) {
    return IntStream.range(0, scores.length)
        .reduce((a, b) -> scores[b] > scores[a] ? b : a)
        .orElseThrow();
  }

  private static double[] softmax(double[] scores) {
    double most = Arrays.stream(scores).max().orElseThrow();
    double[] shares = Arrays.stream(scores).map(s -> Math.exp(s - most)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(s -> s / sum).toArray();
  }
}
