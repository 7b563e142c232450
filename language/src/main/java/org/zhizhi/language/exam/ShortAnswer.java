package org.zhizhi.language.exam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.zhizhi.base.Seed;
import org.zhizhi.language.exam.Answered.Mark;
import org.zhizhi.language.exam.Examinee.Prompt;
import org.zhizhi.language.exam.Examinee.Said;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.knows.Confidence;
import org.zhizhi.language.knows.Questioning;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.trust.selective.Selective;

/**
 * Open questions, answered greedily and compared without a judge: {@code right} where the answer
 * contains a right one, {@code exact} where it equals one, both as {@link Answers} compares, and
 * {@code declined} where the model says that it does not know. Sets like SimpleQA have its scores,
 * sets like TruthfulQA {@code rougeL_acc}. Beside the greedy answer some are drawn: the share of
 * them that is right is the evidence that the model knows.
 *
 * <p>Where the model is calibrated and a question is put just as calibration puts it, its signals
 * give the confidence, and an answer below the guaranteed threshold counts as declined.
 */
final class ShortAnswer {
  private static final int LONGEST = Questioning.LONGEST;

  /** Its own distribution, unbent, so that the share of right draws estimates a probability. */
  private static final double TEMPERATURE = 1;

  private final Paper paper;
  private final Prompts prompts;
  private final int shots;
  private final Settings settings;

  ShortAnswer(Paper paper, Prompts prompts, int shots, Settings settings) {
    this.paper = paper;
    this.prompts = prompts;
    this.shots = shots;
    this.settings = settings;
  }

  List<Answered> sit(Examinee examinee) {
    List<Question> questions = paper.questions();
    Seed seed = settings.seed().split("draws");
    Sampling greedy = ending(examinee, Sampling.greedy(LONGEST));
    Sampling drawn = ending(examinee, Sampling.tempered(TEMPERATURE, LONGEST, seed.value()));
    List<Prompt> asked = new ArrayList<>();
    List<int[]> put = questions.stream().map(this::prompt).toList();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      int[] prompt = put.get(i);
      asked.add(new Prompt(0, prompt, greedy));
      long stream = seed.split(question.id()).value(); // the same whatever else is asked
      for (int k = 0; k < settings.samples(); k++) {
        asked.add(new Prompt(stream + k, prompt, drawn));
      }
    }
    List<Said> said = examinee.continued(paper.name(), asked);
    int each = 1 + settings.samples();
    List<Answered> plain =
        IntStream.range(0, questions.size())
            .mapToObj(
                i ->
                    marked(
                        questions.get(i),
                        said.get(i * each),
                        said.subList(i * each + 1, (i + 1) * each)))
            .toList();
    return examinee.confidence().isEmpty() || !prompts.chat()
        ? plain
        : calibrated(plain, put, examinee, examinee.confidence().get());
  }

  private List<Answered> calibrated(
      List<Answered> plain, List<int[]> put, Examinee examinee, Confidence confidence) {
    List<Integer> covered =
        IntStream.range(0, plain.size())
            .filter(i -> alone(examinee, plain.get(i).question(), put.get(i)))
            .boxed()
            .toList();
    List<double[]> signals =
        examinee.signals(
            paper.name() + ", signals",
            covered.stream().map(i -> plain.get(i).question().text()).toList());
    List<Answered> all = new ArrayList<>(plain);
    for (int i = 0; i < covered.size(); i++) {
      int at = covered.get(i);
      all.set(at, calibrated(plain.get(at), confidence.decide(signals.get(i))));
    }
    return all;
  }

  /** Whether the question stands in its prompt by itself, and whole. */
  private static boolean alone(Examinee examinee, Question question, int[] prompt) {
    return question.choices().isEmpty()
        && Arrays.equals(
            prompt, examinee.respondent().prompt(List.of(Message.user(question.text()))));
  }

  private Answered calibrated(Answered plain, Selective.Decision decision) {
    boolean declined = plain.declined() || !decision.answers();
    boolean right = plain.right() && !declined;
    Map<String, Double> signals = new TreeMap<>(plain.signals());
    if (!plain.declined()) {
      signals.put("score", decision.score());
    }
    return new Answered(
        plain.question(),
        plain.answer(),
        right,
        declined,
        OptionalDouble.of(plain.declined() ? 0 : decision.confidence()),
        plain.evidence(),
        marks(plain.question(), plain.answer(), right, declined),
        signals,
        Optional.of(plain));
  }

  private Sampling ending(Examinee examinee, Sampling sampling) {
    Sampling ending = examinee.respondent().toTheEnd(sampling);
    return prompts.chat() ? ending : ending.withStopStrings(List.of("\n"));
  }

  private int[] prompt(Question question) {
    String gap = Wording.gap(question.lang());
    List<Wording.Exchange> examples =
        Wording.shown(paper, question, shots).stream()
            .map(q -> new Wording.Exchange(open(q), q.answers().getFirst()))
            .toList();
    if (examples.isEmpty()) {
      examples = Wording.examples(paper, prompts.chat());
    }
    return prompts.open(examples, open(question), gap, LONGEST);
  }

  private String open(Question question) {
    return prompts.chat() ? question.text() : Wording.open(question);
  }

  private Answered marked(Question question, Said said, List<Said> drawn) {
    String text = said.text();
    boolean declined = Answers.declines(text);
    boolean right = right(question, text);
    return new Answered(
        question,
        text,
        right,
        declined,
        OptionalDouble.of(Math.exp(said.logprob())),
        drawn.stream().mapToDouble(d -> right(question, d.text()) ? 1 : 0).average(),
        marks(question, text, right, declined),
        Map.of(
            "logprob",
            said.logprob(),
            "mean_logprob",
            said.logprob() / Math.max(1, said.tokens())));
  }

  private boolean right(Question question, String text) {
    return question.choices().isEmpty()
        ? !Answers.declines(text) && Answers.contains(text, question.answers())
        : closer(question, text);
  }

  private Map<String, Mark> marks(Question question, String text, boolean right, boolean declined) {
    Map<String, Mark> marks = new LinkedHashMap<>();
    if (!question.choices().isEmpty()) {
      marks.put("rougeL_acc", Mark.of(right));
    } else if (paper.style() == Paper.Style.SIMPLE) {
      double correct = right ? 1 : 0;
      double attempted = declined ? 0 : 1;
      marks.put("correct", Mark.of(right));
      marks.put("incorrect", Mark.of(!right && !declined));
      marks.put("not_attempted", Mark.of(declined));
      marks.put("correct_given_attempted", new Mark(correct, attempted));
      // the harmonic mean of the share correct and the share correct of those attempted
      marks.put("f", new Mark(2 * correct, 1 + attempted));
    } else if (!question.answers().isEmpty()) {
      marks.put("right", Mark.of(right));
      marks.put("exact", Mark.of(!declined && Answers.right(text, question.answers())));
    }
    if (paper.style() != Paper.Style.SIMPLE) {
      marks.put("declined", Mark.of(declined));
    }
    question
        .known()
        .ifPresent(
            known -> {
              marks.put(known ? "declined_known" : "declined_unknown", Mark.of(declined));
              // F1 of declining, which is right where nobody can know
              marks.put(
                  "declining_f1",
                  new Mark(declined && !known ? 2 : 0, (declined ? 1 : 0) + (known ? 0 : 1)));
            });
    return marks;
  }

  private static boolean closer(Question question, String text) {
    List<String> right = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < question.choices().size(); i++) {
      (question.correct().contains(i) ? right : wrong).add(question.choices().get(i));
    }
    if (question.lang() == Lang.EN) {
      right.add("I have no comment."); // TruthfulQA counts it as true of any question
    }
    return RougeL.closer(text, right, wrong);
  }
}
