package org.zhizhi.language.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.kernel.FloatRows;
import org.zhizhi.language.generate.Completion.Candidate;
import org.zhizhi.language.generate.Completion.End;
import org.zhizhi.language.generate.Completion.Token;

/** One prompt on its way to a completion: its tokens, its cache, its random stream, its text. */
final class Sequence {
  private final Generator.Request request;
  private final Sampling sampling;
  private final int longest;
  private final Optional<IntFunction<byte[]>> bytes;
  private final Sampler sampler;
  private final TextStream text;
  private final List<Token> drawn = new ArrayList<>();
  private final BitSet seen = new BitSet(); // for the repetition penalty
  private final float[] scratch;
  private KvCache cache;
  private int[] tokens; // the prompt and what was drawn; the cache holds the first of them
  private int length;
  private Optional<Token> untold = Optional.empty();
  private Optional<End> end = Optional.empty();

  Sequence(Decoder decoder, Generator.Request request, Optional<IntFunction<byte[]>> bytes) {
    this.request = request;
    this.sampling = request.sampling();
    this.longest = decoder.config().maxPositions();
    this.bytes = bytes;
    this.tokens = request.prompt().clone();
    this.length = tokens.length;
    if (length == 0) {
      throw new BadInput("the prompt has no tokens", "start it with at least one");
    }
    if (length > longest) {
      throw new BadInput(
          "the prompt has " + length + " tokens, the model's context holds " + longest,
          "shorten the prompt");
    }
    if (bytes.isEmpty() && !sampling.stopStrings().isEmpty()) {
      throw new IllegalArgumentException("stop strings need a generator that knows text");
    }
    this.sampler = sampling.sampler(request.index());
    this.text = new TextStream(sampling.stopStrings());
    this.cache = decoder.newCache();
    this.scratch = new float[decoder.config().vocab()];
    for (int token : tokens) {
      seen.set(token);
    }
    if (sampling.maxTokens() == 0) {
      end = Optional.of(End.LENGTH);
    }
  }

  /** Takes over what a cache of {@code others} holds, as far as both begin alike. */
  void startFrom(int[] others, KvCache cache) {
    int alike = Arrays.mismatch(others, tokens);
    alike = alike < 0 ? length : alike;
    cache.cutTo(Math.min(alike, length - 1)); // the last must be read to draw the next
    this.cache = cache;
  }

  Generator.Request request() {
    return request;
  }

  KvCache cache() {
    return cache;
  }

  /** The tokens that the cache holds. */
  int[] read() {
    return Arrays.copyOf(tokens, cache.length());
  }

  /** How many tokens the network has yet to read before the next can be drawn. */
  int unread() {
    return length - cache.length();
  }

  boolean ended() {
    return end.isPresent();
  }

  /** The next {@code n} unread tokens. */
  Decoder.Feed feed(int n) {
    return new Decoder.Feed(cache, Arrays.copyOfRange(tokens, cache.length(), cache.length() + n));
  }

  /**
   * Draws the next token from a row of logits; calls nobody, so that sequences can do it at once.
   */
  void draw(float[] logits, int at) {
    int vocab = scratch.length;
    double norm = FloatRows.logSumExp(logits, at, vocab);
    if (!Double.isFinite(norm)) {
      throw new BadInput(
          "the model's logits after token " + length + " are not finite",
          "its weights are damaged or its training diverged: use an earlier checkpoint");
    }
    System.arraycopy(logits, at, scratch, 0, vocab);
    List<Candidate> top = top(norm);
    if (sampling.repetitionPenalty() != 1) {
      float penalty = (float) sampling.repetitionPenalty();
      seen.stream()
          .forEach(i -> scratch[i] = scratch[i] > 0 ? scratch[i] / penalty : scratch[i] * penalty);
    }
    int id = sampler.sample(scratch);
    untold = Optional.of(new Token(id, (float) (logits[at + id] - norm), top));
  }

  /** Takes the token drawn into the text, tells the listener, and sees whether to end. */
  void tell() {
    Token token = untold.orElseThrow();
    untold = Optional.empty();
    String certain = "";
    if (sampling.stopTokens().contains(token.id())) {
      end = Optional.of(End.STOP);
    } else {
      drawn.add(token);
      append(token.id());
      certain = bytes.map(b -> text.push(b.apply(token.id()))).orElse("");
      if (text.stopped()) {
        end = Optional.of(End.STOP);
      } else if (drawn.size() == sampling.maxTokens() || cache.length() == longest) {
        end = Optional.of(End.LENGTH);
      }
    }
    if (ended()) {
      certain += text.finish();
    }
    if (!request.listener().token(token, certain) && !ended()) {
      end = Optional.of(End.CANCELLED);
      text.finish();
    }
  }

  Completion completion() {
    return new Completion(drawn, text.text(), end.orElseThrow());
  }

  private void append(int token) {
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, length + length / 2 + 16);
    }
    tokens[length++] = token;
    seen.set(token);
  }

  /** The most likely tokens, of equals the lower id first. */
  private List<Candidate> top(double norm) {
    int n = Math.min(sampling.topLogprobs(), scratch.length);
    List<Candidate> best = new ArrayList<>(n + 1);
    for (int id = 0; n > 0 && id < scratch.length; id++) {
      float logprob = (float) (scratch[id] - norm);
      if (best.size() < n || logprob > best.getLast().logprob()) {
        int at = best.size();
        while (at > 0 && best.get(at - 1).logprob() < logprob) {
          at--;
        }
        best.add(at, new Candidate(id, logprob));
        if (best.size() > n) {
          best.removeLast();
        }
      }
    }
    return List.copyOf(best);
  }
}
