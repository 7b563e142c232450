package org.zhizhi.language.generate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.zhizhi.language.model.Qwen3Config;

/**
 * Continues prompts. Sequences advance together in a fixed number of slots, each at its own length;
 * one that ends leaves its slot to the next in the queue. Prompts are read in pieces beside the
 * sequences that already draw. A sequence is the same whatever runs beside it.
 *
 * <p>For one thread at a time.
 */
public final class Generator {
  /** Tokens in one pass, or a few more: enough that reading the weights no longer shows. */
  private static final int ROWS = 64;

  /** Tokens of prompts in one pass even where the slots fill it. */
  private static final int PROMPT_ROWS = 16;

  private final Decoder decoder;
  private final Qwen3Config config;
  private final int slots;
  private final Optional<IntFunction<byte[]>> bytes;
  private Optional<Kept> kept = Optional.empty();

  /** Hears of a sequence token by token. */
  public interface Listener {
    /**
     * Takes a token drawn; the stop token too.
     *
     * @param text text that is certain since the last call: whole characters, no part of a stop
     *     string; empty if the generator knows no text
     * @return whether to go on
     */
    boolean token(Completion.Token token, String text);
  }

  /**
   * A prompt to continue.
   *
   * @param index number of its random stream, see {@link Sampling#sampler}
   * @param prompt at least one token
   */
  public record Request(long index, int[] prompt, Sampling sampling, Listener listener) {}

  /** The last sequence continued alone, for a next prompt that begins like it. */
  private record Kept(int[] tokens, KvCache cache) {}

  /** A generator of token ids; it takes no stop strings. */
  public Generator(Decoder decoder, int slots) {
    this(decoder, slots, Optional.empty());
  }

  /** A generator of text; {@code bytes} gives the UTF-8 bytes, whole or part, of a token. */
  public Generator(Decoder decoder, int slots, IntFunction<byte[]> bytes) {
    this(decoder, slots, Optional.of(bytes));
  }

  private Generator(Decoder decoder, int slots, Optional<IntFunction<byte[]>> bytes) {
    if (slots < 1) {
      throw new IllegalArgumentException("a generator needs at least 1 slot, not " + slots);
    }
    this.decoder = decoder;
    this.config = decoder.config();
    this.slots = slots;
    this.bytes = bytes;
  }

  /** Continues one prompt. */
  public Completion generate(int[] prompt, Sampling sampling) {
    return generate(prompt, sampling, (token, text) -> true);
  }

  /**
   * Continues one prompt, token by token. The part that it shares with the prompt and answer of the
   * call before is not computed again.
   *
   * @throws org.zhizhi.base.BadInput if the prompt is empty or too long, or the model gives no
   *     finite logits
   */
  public Completion generate(int[] prompt, Sampling sampling, Listener listener) {
    Sequence sequence = sequence(new Request(0, prompt, sampling, listener));
    kept.ifPresent(k -> sequence.startFrom(k.tokens(), k.cache()));
    kept = Optional.empty();
    List<Sequence> active = new ArrayList<>(List.of(sequence));
    while (!sequence.ended()) {
      step(active);
    }
    kept = Optional.of(new Kept(sequence.read(), sequence.cache()));
    return sequence.completion();
  }

  /** Continues prompts together; sequence i draws from random stream i. */
  public List<Completion> generate(List<int[]> prompts, Sampling sampling) {
    Completion[] completions = new Completion[prompts.size()];
    Iterator<Request> requests =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> new Request(i, prompts.get(i), sampling, (token, text) -> true))
            .iterator();
    generate(requests, (request, completion) -> completions[(int) request.index()] = completion);
    return List.of(completions);
  }

  /**
   * Continues requests as slots become free, until there are no more.
   *
   * @param done takes each request when it has ended, in the order in which they end
   */
  public void generate(Iterator<Request> requests, BiConsumer<Request, Completion> done) {
    Iterator<List<Request>> alone =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return requests.hasNext();
          }

          @Override
          public List<Request> next() {
            return List.of(requests.next());
          }
        };
    generateInTurn(alone, done);
  }

  /**
   * As {@link #generate(Iterator, BiConsumer)}, where the requests of a list take one slot in turn:
   * what the prompt of one shares with the one before it is not read again. For several draws from
   * one prompt.
   *
   * @param lists none of them empty
   */
  public void generateInTurn(Iterator<List<Request>> lists, BiConsumer<Request, Completion> done) {
    List<Sequence> active = new ArrayList<>();
    List<Iterator<Request>> rest = new ArrayList<>(); // of the list of each active sequence
    while (lists.hasNext() || !active.isEmpty()) {
      while (active.size() < slots && lists.hasNext()) {
        Iterator<Request> list = lists.next().iterator();
        active.add(sequence(list.next()));
        rest.add(list);
      }
      step(active);
      for (int i = active.size() - 1; i >= 0; i--) {
        Sequence ended = active.get(i);
        if (!ended.ended()) {
          continue;
        }
        if (rest.get(i).hasNext()) {
          Sequence next = sequence(rest.get(i).next());
          next.startFrom(ended.read(), ended.cache());
          active.set(i, next);
        } else {
          active.remove(i);
          rest.remove(i);
        }
        done.accept(ended.request(), ended.completion());
      }
    }
  }

  /** One pass of the network: the next piece of prompts, one more token of all others. */
  private void step(List<Sequence> active) {
    List<Sequence> fed = new ArrayList<>();
    List<Decoder.Feed> feeds = new ArrayList<>();
    int drawing = (int) active.stream().filter(s -> !s.ended() && s.unread() == 1).count();
    int room = Math.max(PROMPT_ROWS, ROWS - drawing);
    for (Sequence sequence : active) {
      int take = sequence.unread() == 1 ? 1 : Math.min(room, sequence.unread());
      if (!sequence.ended() && take > 0) {
        room -= sequence.unread() == 1 ? 0 : take;
        feeds.add(sequence.feed(take));
        fed.add(sequence);
      }
    }
    if (feeds.isEmpty()) {
      return;
    }
    float[] hidden = decoder.advance(feeds);
    List<Sequence> ready = new ArrayList<>();
    float[] last = new float[feeds.size() * config.hidden()]; // rows that a token is drawn from
    int row = -1;
    for (int i = 0; i < feeds.size(); i++) {
      row += feeds.get(i).tokens().length;
      if (fed.get(i).unread() == 0) {
        System.arraycopy(
            hidden, row * config.hidden(), last, ready.size() * config.hidden(), config.hidden());
        ready.add(fed.get(i));
      }
    }
    float[] logits = new float[ready.size() * config.vocab()];
    decoder.logits(last, ready.size(), logits);
    decoder.team().forEach(ready.size(), i -> ready.get(i).draw(logits, i * config.vocab()));
    ready.forEach(Sequence::tell);
  }

  private Sequence sequence(Request request) {
    return new Sequence(decoder, request, bytes);
  }
}
