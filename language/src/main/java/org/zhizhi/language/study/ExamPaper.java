package org.zhizhi.language.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.language.exam.Papers;
import org.zhizhi.language.exam.Protocol;
import org.zhizhi.language.exam.Question;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Decoder;
import org.zhizhi.language.generate.Generator;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.generate.Scorer;
import org.zhizhi.language.generate.Weights;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * Questions for models that have only read: with choices, right is the model to which a right
 * choice is the most probable by its mean over tokens; without, the one that goes on with a right
 * answer, greedily, up to the end of the line.
 */
final class ExamPaper {
  private static final int MAX_TOKENS = 32;
  private static final int SLOTS = 16;

  private final List<Question> questions;

  private ExamPaper(List<Question> questions) {
    this.questions = questions;
  }

  /**
   * Reads any question set that an exam takes, but for texts whose bits are counted. What nobody
   * can know is left out: a model that has only read cannot decline.
   *
   * @throws BadInput naming file, line, field and remedy, or that there are fewer than two
   *     questions
   */
  static ExamPaper read(Path file) {
    List<Question> questions =
        Papers.read(file).stream()
            .filter(paper -> paper.protocol() != Protocol.BITS_PER_BYTE)
            .flatMap(paper -> paper.questions().stream())
            .filter(question -> !question.answers().isEmpty())
            .distinct() // a set with two protocols has each question twice
            .toList();
    if (questions.size() < 2) {
      throw new BadInput(
          file + ": holds " + questions.size() + " questions with answers", "give 2 or more");
    }
    return new ExamPaper(questions);
  }

  int size() {
    return questions.size();
  }

  /** For each question 1 if {@code model} is right, else 0. */
  int[] right(ModelFolder model) {
    int[] right = new int[questions.size()];
    try (Safetensors weights = model.weights();
        Team team = new Team(1)) {
      Decoder decoder = new Decoder(Weights.of(model.config(), weights.tensors()), team);
      Scorer scorer = new Scorer(decoder);
      List<Generator.Request> open = new ArrayList<>();
      for (int i = 0; i < right.length; i++) {
        Question question = questions.get(i);
        if (question.choices().isEmpty()) {
          open.add(request(model, question, i));
        } else {
          right[i] = question.correct().contains(chosen(model, scorer, question)) ? 1 : 0;
        }
      }
      new Generator(decoder, SLOTS, model.tokenizer()::bytes)
          .generate(
              open.iterator(),
              (request, completion) ->
                  right[(int) request.index()] =
                      isRight(completion, (int) request.index()) ? 1 : 0);
    }
    return right;
  }

  private boolean isRight(Completion completion, int index) {
    return Answers.right(completion.text().strip(), questions.get(index).answers());
  }

  private static Generator.Request request(ModelFolder model, Question question, int index) {
    Sampling greedy =
        Sampling.greedy(MAX_TOKENS)
            .withStopStrings(List.of("\n"))
            .withStopTokens(Set.of(model.tokenizer().endOfText()));
    return new Generator.Request(
        index, prompt(model, question, MAX_TOKENS), greedy, (token, text) -> true);
  }

  /** The question behind the end of another text, cut at its beginning to leave {@code room}. */
  private static int[] prompt(ModelFolder model, Question asked, int room) {
    Tokenizer tokenizer = model.tokenizer();
    int[] question = tokenizer.encode(asked.text() + "\n");
    int most = Math.max(1, model.config().maxPositions() - 1 - room);
    int from = Math.max(0, question.length - most);
    int[] prompt = new int[1 + question.length - from];
    prompt[0] = tokenizer.endOfText();
    System.arraycopy(question, from, prompt, 1, question.length - from);
    return prompt;
  }

  /** The number of the choice with the best mean over its tokens. */
  private static int chosen(ModelFolder model, Scorer scorer, Question question) {
    int half = model.config().maxPositions() / 2;
    List<int[]> choices =
        question.choices().stream()
            .map(model.tokenizer()::encode)
            .map(tokens -> java.util.Arrays.copyOf(tokens, Math.min(tokens.length, half)))
            .toList();
    int longest = choices.stream().mapToInt(c -> c.length).max().orElse(0);
    List<float[]> scores = scorer.continuations(prompt(model, question, longest), choices);
    double[] means =
        scores.stream()
            .mapToDouble(
                s -> IntStream.range(0, s.length).mapToDouble(i -> s[i]).average().orElse(0))
            .toArray();
    return IntStream.range(0, means.length).reduce((a, b) -> means[b] > means[a] ? b : a).orElse(0);
  }
}
