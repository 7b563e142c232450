package org.zhizhi.language.generate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.language.model.ModelFolder;
import org.zhizhi.language.tokenizer.ChatTemplate;
import org.zhizhi.language.tokenizer.Message;
import org.zhizhi.language.tokenizer.Tokenizer;

/**
 * A model that is asked: it answers dialogues, many at a time, and says how likely texts are. What
 * it says to one does not depend on what else it is asked in the same call.
 *
 * <p>For one thread at a time; it owns the mapped weights and its threads.
 */
public final class Respondent implements AutoCloseable {
  private static final int SLOTS = 16;

  private final ModelFolder model;
  private final Optional<ChatTemplate> template;
  private final Safetensors weights;
  private final Team team;
  private final Decoder decoder;

  /**
   * A dialogue that is to go on with an answer.
   *
   * @param stream number of its random stream: the same number, dialogue and sampling give the same
   *     answer, see {@link Sampling#sampler}
   * @param dialogue ends with the user's message
   */
  public record Asked(long stream, List<Message> dialogue, Sampling sampling) {
    /** One question by itself. */
    public static Asked of(long stream, String question, Sampling sampling) {
      return new Asked(stream, List.of(Message.user(question)), sampling);
    }
  }

  /** Opens {@code model} to be asked, on so many threads. */
  public Respondent(ModelFolder model, int threads) {
    this.model = model;
    this.template =
        model.tokenizer().has(Tokenizer.MESSAGE_START)
                && model.tokenizer().has(Tokenizer.MESSAGE_END)
            ? Optional.of(new ChatTemplate(model.tokenizer()))
            : Optional.empty();
    this.weights = model.weights();
    this.team = new Team(threads);
    this.decoder = new Decoder(Weights.of(model.config(), weights.tensors()), team);
  }

  /** The model. */
  public ModelFolder model() {
    return model;
  }

  /** The network. */
  public Decoder decoder() {
    return decoder;
  }

  /** Whether its tokenizer knows dialogues (ChatML). */
  public boolean chats() {
    return template.isPresent();
  }

  /**
   * The dialogue in tokens, with the head of the answer that comes now.
   *
   * @throws BadInput if the tokenizer knows no dialogues
   */
  public int[] prompt(List<Message> dialogue) {
    return template
        .orElseThrow(
            () ->
                new BadInput(
                    model.path() + ": its tokenizer has no " + Tokenizer.MESSAGE_START,
                    "ask it in plain text, or use a model with the ChatML template"))
        .prompt(dialogue);
  }

  /** A generator with {@code slots} sequences at a time. */
  public Generator generator(int slots) {
    return new Generator(decoder, slots, model.tokenizer()::bytes);
  }

  /** {@code sampling}, ended by the end of an answer or of a text. */
  public Sampling toTheEnd(Sampling sampling) {
    Set<Integer> ends = model.ends();
    template.ifPresent(chat -> ends.add(chat.endOfAnswer()));
    return sampling.withStopTokens(ends);
  }

  /**
   * The answers, in the order asked.
   *
   * @param progress hears how many have ended
   * @throws BadInput if a dialogue is longer than the context
   */
  public List<Completion> answers(List<Asked> asked, LongConsumer progress) {
    Completion[] answers = new Completion[asked.size()];
    List<Generator.Request> requests = new ArrayList<>(asked.size());
    for (Asked each : asked) {
      requests.add(
          new Generator.Request(
              each.stream, prompt(each.dialogue), toTheEnd(each.sampling), (token, text) -> true));
    }
    Map<Generator.Request, Integer> places = new IdentityHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      places.put(requests.get(i), i);
    }
    long[] done = {0};
    generator(SLOTS)
        .generate(
            requests.iterator(),
            (request, completion) -> {
              answers[places.get(request)] = completion;
              progress.accept(++done[0]);
            });
    return List.of(answers);
  }

  /** How likely given texts are. */
  public Scorer scorer() {
    return new Scorer(decoder);
  }

  /** SHA-256 of the weights, in hexadecimal: what makes two models the same. */
  public String digest() {
    return model.digest();
  }

  @Override
  public void close() {
    team.close();
    weights.close();
  }
}
