package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Json;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Generator;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.generate.Scorer;
import org.zhizhi.language.knows.Answer;
import org.zhizhi.language.knows.Answerer;
import org.zhizhi.language.knows.Confidence;
import org.zhizhi.language.knows.Questioning;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signals;
import org.zhizhi.language.tokenizer.Message;

/**
 * A model that sits an exam: whatever it is asked, what it says is kept under a digest of the model
 * and of all that was asked, and not asked again. What it says depends neither on how many
 * questions share a pass nor on what was kept.
 *
 * <p>For one thread at a time.
 */
public final class Examinee {
  /** Questions whose signals are looked at before they are kept. */
  private static final int TOGETHER = 64;

  private final Respondent respondent;
  private final Optional<Confidence> confidence;
  private final ResultCache cache;
  private final int slots;
  private final Watch watch;
  private final String identity;
  private long asked;
  private long kept;

  /** Hears how far the asking is. */
  interface Watch {
    Watch SILENT = (what, total, kept) -> done -> {};

    /**
     * Begins.
     *
     * @param what is asked, in a word or two
     * @param total how many there are, of which {@code kept} need not be asked again
     * @return takes how many are done; all of them at the end
     */
    IntConsumer begin(String what, int total, int kept);
  }

  /**
   * A prompt that is to be continued.
   *
   * @param stream number of its random stream
   */
  public record Prompt(long stream, int[] tokens, Sampling sampling) {}

  /**
   * What was said.
   *
   * @param logprob of all that was said, in nats
   * @param tokens how many tokens that is
   */
  public record Said(String text, double logprob, int tokens) {}

  Examinee(
      Respondent respondent,
      String digest,
      Optional<Confidence> confidence,
      ResultCache cache,
      int slots,
      Watch watch) {
    this.respondent = respondent;
    this.confidence = confidence;
    this.cache = cache;
    this.slots = slots;
    this.watch = watch;
    ModelFolder model = respondent.model();
    this.identity = digest + " " + model.config() + " " + model.tokenizer().digest();
  }

  /** The model, for what is not kept. */
  public Respondent respondent() {
    return respondent;
  }

  /** What is known of its self-knowledge, if it was calibrated. */
  public Optional<Confidence> confidence() {
    return confidence;
  }

  /** How many answers were asked for so far. */
  public long asked() {
    return asked;
  }

  /** How many of them were known from before. */
  public long kept() {
    return kept;
  }

  /**
   * What the model says to dialogues, in their order.
   *
   * @param what is asked, in a word or two, for the progress
   */
  public List<Said> answers(String what, List<Respondent.Asked> dialogues) {
    return continued(
        what,
        dialogues.stream()
            .map(
                each ->
                    new Prompt(
                        each.stream(),
                        respondent.prompt(each.dialogue()),
                        respondent.toTheEnd(each.sampling())))
            .toList());
  }

  /**
   * As {@link #answers} for prompts in tokens. Neighbours with the same array of tokens read it
   * once.
   */
  public List<Said> continued(String what, List<Prompt> prompts) {
    return looked(
            what,
            prompts.stream()
                .map(p -> key("say", p.stream(), p.tokens(), Sampled.of(p.sampling())))
                .toList(),
            (missing, done) -> generate(prompts, missing, done))
        .stream()
        .map(
            node ->
                new Said(
                    node.path("text").asText(),
                    node.path("logprob").asDouble(),
                    node.path("tokens").asInt()))
        .toList();
  }

  /** The log-likelihood in nats of each continuation of each beginning. */
  public List<double[]> logLikelihoods(String what, List<Scorer.Branches> branches) {
    return looked(
            what,
            branches.stream().map(b -> key("score", b.prefix(), b.continuations())).toList(),
            (missing, done) -> score(branches, missing, done))
        .stream()
        .map(node -> node.valueStream().mapToDouble(JsonNode::asDouble).toArray())
        .toList();
  }

  /** The signals of its answer to each question, asked as calibration asks, in their order. */
  List<double[]> signals(String what, List<String> questions) {
    Confidence of = confidence.orElseThrow();
    return looked(
            what,
            questions.stream().map(q -> key("signals", of.identity(), q)).toList(),
            (missing, done) -> look(of, questions, missing, done))
        .stream()
        .map(node -> node.valueStream().mapToDouble(JsonNode::asDouble).toArray())
        .toList();
  }

  /**
   * What a calibrated model says to dialogues in use, in their order: what it is sure of, whatever
   * the user says, else what he claims, or that it does not know.
   */
  List<String> weighed(String what, List<List<Message>> dialogues) {
    Confidence of = confidence.orElseThrow();
    String identity = of.identity() + " " + of.trust().created();
    Answerer answerer = new Answerer(respondent, confidence);
    return looked(
            what,
            dialogues.stream().map(d -> key("weighed", identity, respondent.prompt(d))).toList(),
            (missing, done) -> {
              for (int from = 0; from < missing.size(); from += TOGETHER) {
                List<Integer> some =
                    missing.subList(from, Math.min(missing.size(), from + TOGETHER));
                List<Answer> answers =
                    answerer.dialogues(some.stream().map(dialogues::get).toList(), asked -> {});
                for (int i = 0; i < some.size(); i++) {
                  done.accept(
                      some.get(i), Json.JSON.getNodeFactory().textNode(answers.get(i).text()));
                }
              }
            })
        .stream()
        .map(JsonNode::asText)
        .toList();
  }

  private void look(Confidence of, List<String> questions, List<Integer> missing, Done done) {
    Questioning questioning = new Questioning(respondent, of.signals());
    for (int from = 0; from < missing.size(); from += TOGETHER) {
      List<Integer> some = missing.subList(from, Math.min(missing.size(), from + TOGETHER));
      List<Evidence> evidence =
          questioning.ask(some.stream().map(questions::get).toList(), asked -> {});
      for (int i = 0; i < some.size(); i++) {
        ArrayNode values = Json.JSON.createArrayNode();
        for (double value : Signals.of(of.signals(), evidence.get(i))) {
          values.add(value);
        }
        done.accept(some.get(i), values);
      }
    }
  }

  private interface Asking {
    void ask(List<Integer> missing, Done done);
  }

  private interface Done {
    void accept(int number, JsonNode value);
  }

  private List<JsonNode> looked(String what, List<String> keys, Asking asking) {
    Map<String, Integer> missing = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (cache.find(keys.get(i)).isEmpty()) {
        missing.putIfAbsent(keys.get(i), i);
      }
    }
    int known = keys.size() - missing.size();
    asked += keys.size();
    kept += known;
    IntConsumer watched = watch.begin(what, keys.size(), known);
    int[] done = {known};
    asking.ask(
        List.copyOf(missing.values()),
        (number, value) -> {
          cache.put(keys.get(number), value);
          watched.accept(++done[0]);
        });
    if (missing.isEmpty()) {
      watched.accept(keys.size());
    }
    return keys.stream().map(key -> cache.find(key).orElseThrow()).toList();
  }

  private void score(List<Scorer.Branches> branches, List<Integer> missing, Done done) {
    respondent
        .scorer()
        .continuations(
            missing.stream().map(branches::get).toList(),
            slots,
            (scores, i) -> {
              ArrayNode sums = Json.JSON.createArrayNode();
              scores.forEach(each -> sums.add(sum(each)));
              done.accept(missing.get(i), sums);
            });
  }

  private static double sum(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
  }

  private void generate(List<Prompt> prompts, List<Integer> missing, Done done) {
    Map<Generator.Request, Integer> numbers = new IdentityHashMap<>();
    List<List<Generator.Request>> lists = new ArrayList<>(); // of one prompt each
    for (int number : missing) {
      Prompt prompt = prompts.get(number);
      Generator.Request request =
          new Generator.Request(
              prompt.stream(), prompt.tokens(), prompt.sampling(), (token, text) -> true);
      if (lists.isEmpty() || lists.getLast().getLast().prompt() != prompt.tokens()) {
        lists.add(new ArrayList<>());
      }
      lists.getLast().add(request);
      numbers.put(request, number);
    }
    respondent
        .generator(slots)
        .generateInTurn(
            lists.iterator(), (request, said) -> done.accept(numbers.get(request), node(said)));
  }

  private static JsonNode node(Completion said) {
    return Json.object()
        .put("text", said.text().strip())
        .put("logprob", said.logprob())
        .put("tokens", said.tokens().size());
  }

  private String key(Object... parts) {
    StringBuilder text = new StringBuilder(identity);
    for (Object part : parts) {
      text.append('|');
      switch (part) {
        case int[] tokens -> text.append(Arrays.toString(tokens));
        case List<?> all -> all.forEach(each -> text.append(Arrays.toString((int[]) each)));
        default -> text.append(part);
      }
    }
    return Digest.of(text.toString());
  }

  /** Of a sampling what decides what is said, in one form. */
  private record Sampled(Object all, List<Integer> stops) {
    static Sampled of(Sampling s) {
      return new Sampled(
          s.withStopTokens(java.util.Set.of()), s.stopTokens().stream().sorted().toList());
    }
  }
}
