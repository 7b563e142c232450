package org.zhizhi.language.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.zhizhi.engine.kernel.FloatRows;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Decoder;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * Asks a model questions and gathers the evidence that signals are computed from.
 *
 * <p>For one thread at a time, as the respondent.
 */
public final class Interview {
  /** Questions whose insides are looked at in one pass. */
  private static final int TOGETHER = 8;

  private final Respondent respondent;
  private final int maxTokens;
  private final int samples;
  private final boolean assertion;
  private final long seed;
  private final int opening; // tokens of a dialogue before its question
  private final int closing; // and from its end to the answer

  /**
   * @param maxTokens of an answer
   * @param samples answers drawn beside the greedy one; 0 for none
   * @param assertion whether to ask the model if its answer is right
   * @param seed of the samples
   */
  public Interview(
      Respondent respondent, int maxTokens, int samples, boolean assertion, long seed) {
    this.respondent = respondent;
    this.maxTokens = maxTokens;
    this.samples = samples;
    this.assertion = assertion;
    this.seed = seed;
    int[] one = respondent.prompt(List.of(Message.user("1")));
    int[] other = respondent.prompt(List.of(Message.user("?")));
    this.opening = Math.max(0, Arrays.mismatch(one, other));
    int same = 0;
    while (same < Math.min(one.length, other.length) - opening
        && one[one.length - 1 - same] == other[other.length - 1 - same]) {
      same++;
    }
    this.closing = same;
  }

  /**
   * The evidence of each question, in their order; that of one does not depend on the others.
   *
   * @param progress hears how many are answered
   */
  public List<Evidence> ask(List<String> questions, LongConsumer progress) {
    List<Completion> answers = greedy(questions, progress);
    List<float[]> texts = AsText.of(respondent, questions);
    List<Evidence.Reading> readings = readings(questions, answers);
    List<List<Completion>> drawn = draw(questions);
    double[] asserted = assertion ? asserted(questions, answers) : new double[0];
    return IntStream.range(0, questions.size())
        .mapToObj(
            i ->
                new Evidence(
                    questions.get(i),
                    answers.get(i),
                    texts.get(i),
                    readings.get(i),
                    drawn.get(i),
                    assertion ? OptionalDouble.of(asserted[i]) : OptionalDouble.empty()))
        .toList();
  }

  private List<Completion> greedy(List<String> questions, LongConsumer progress) {
    Sampling greedy = Sampling.greedy(maxTokens);
    return respondent.answers(
        questions.stream().map(q -> Respondent.Asked.of(0, q, greedy)).toList(), progress);
  }

  private List<List<Completion>> draw(List<String> questions) {
    Sampling sampling = Sampling.tempered(1, maxTokens, seed);
    List<Respondent.Asked> asked = new ArrayList<>();
    for (String question : questions) {
      for (int k = 0; k < samples; k++) {
        asked.add(Respondent.Asked.of(k, question, sampling));
      }
    }
    List<Completion> said = respondent.answers(asked, done -> {});
    return IntStream.range(0, questions.size())
        .mapToObj(i -> said.subList(i * samples, (i + 1) * samples))
        .toList();
  }

  /** Whether the model says that its answers are right, as the probability of yes against no. */
  private double[] asserted(List<String> questions, List<Completion> answers) {
    Tokenizer tokenizer = respondent.model().tokenizer();
    double[] asserted = new double[questions.size()];
    for (int i = 0; i < asserted.length; i++) {
      Lang lang = Lang.of(questions.get(i));
      int[] prompt =
          respondent.prompt(Assertion.dialogue(questions.get(i), answers.get(i).text(), lang));
      List<float[]> scores =
          respondent
              .scorer()
              .continuations(
                  prompt,
                  List.of(
                      tokenizer.encode(Assertion.yes(lang)), tokenizer.encode(Assertion.no(lang))));
      double yes = sum(scores.get(0));
      double no = sum(scores.get(1));
      asserted[i] = 1 / (1 + Math.exp(no - yes));
    }
    return asserted;
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private List<Evidence.Reading> readings(List<String> questions, List<Completion> answers) {
    List<Evidence.Reading> readings = new ArrayList<>();
    for (int from = 0; from < questions.size(); from += TOGETHER) {
      int to = Math.min(questions.size(), from + TOGETHER);
      List<int[]> prompts =
          questions.subList(from, to).stream()
              .map(q -> respondent.prompt(List.of(Message.user(q))))
              .toList();
      readings.addAll(new Look(prompts, answers.subList(from, to)).readings());
    }
    return readings;
  }

  /** One pass over some questions with their answers. */
  private final class Look implements Decoder.Watcher {
    private final Qwen3Config config = respondent.model().config();
    private final List<int[]> prompts;
    private final List<Completion> answers;
    private final int[] starts; // the row after which each answer begins
    private final float[][] hidden;
    private final float[][] pooled;
    private final float[][][][] before; // [question][layer][head][token]

    Look(List<int[]> prompts, List<Completion> answers) {
      this.prompts = prompts;
      this.answers = answers;
      this.starts = new int[prompts.size()];
      this.hidden = new float[prompts.size()][];
      this.pooled = new float[prompts.size()][];
      this.before = new float[prompts.size()][config.layers()][config.heads()][];
    }

    List<Evidence.Reading> readings() {
      List<Decoder.Feed> feeds = new ArrayList<>();
      int row = 0;
      for (int i = 0; i < prompts.size(); i++) {
        int[] answer = answers.get(i).ids();
        int[] all = Arrays.copyOf(prompts.get(i), prompts.get(i).length + answer.length);
        System.arraycopy(answer, 0, all, prompts.get(i).length, answer.length);
        starts[i] = row + prompts.get(i).length - 1;
        row += all.length;
        feeds.add(new Decoder.Feed(respondent.decoder().newCache(), all));
      }
      float[] last = respondent.decoder().advance(feeds, this);
      return IntStream.range(0, prompts.size())
          .mapToObj(i -> new Evidence.Reading(entropies(last, i), hidden[i], pooled[i], before[i]))
          .toList();
    }

    private float[] entropies(float[] last, int i) {
      int n = answers.get(i).tokens().size();
      int from = starts[i] * config.hidden();
      float[] logits = new float[n * config.vocab()];
      float[] entropies = new float[n];
      if (n > 0) {
        respondent
            .decoder()
            .logits(Arrays.copyOfRange(last, from, from + n * config.hidden()), n, logits);
      }
      for (int t = 0; t < n; t++) {
        entropies[t] = entropy(logits, t * config.vocab());
      }
      return entropies;
    }

    private float entropy(float[] logits, int at) {
      double norm = FloatRows.logSumExp(logits, at, config.vocab());
      double nats = 0;
      for (int v = 0; v < config.vocab(); v++) {
        double logprob = logits[at + v] - norm;
        nats -= logprob > -30 ? Math.exp(logprob) * logprob : 0;
      }
      return (float) nats;
    }

    @Override
    public void attention(int layer, float[] weights) {
      for (int i = 0; i < prompts.size(); i++) {
        int n = answers.get(i).tokens().size();
        for (int head = 0; head < config.heads(); head++) {
          before[i][layer][head] = new float[n];
          for (int t = 0; t < n; t++) {
            before[i][layer][head][t] = weights[(starts[i] + 1 + t) * config.heads() + head];
          }
        }
      }
    }

    @Override
    public void residual(int layer, float[] x) {
      if (layer == config.layers() / 2) {
        for (int i = 0; i < prompts.size(); i++) {
          int at = starts[i] * config.hidden();
          hidden[i] = Arrays.copyOfRange(x, at, at + config.hidden());
          pooled[i] = pooled(x, starts[i] + 1 - prompts.get(i).length, prompts.get(i).length);
        }
      }
    }

    /** The mean over a prompt without what every prompt begins and ends with. */
    private float[] pooled(float[] x, int row, int length) {
      int from = Math.min(opening, length - 1);
      int to = Math.max(from + 1, length - closing);
      float[] mean = new float[config.hidden()];
      for (int t = from; t < to; t++) {
        for (int j = 0; j < mean.length; j++) {
          mean[j] += x[(row + t) * mean.length + j] / (to - from);
        }
      }
      return mean;
    }
  }
}
