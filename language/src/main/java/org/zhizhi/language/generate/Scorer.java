package org.zhizhi.language.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.kernel.FloatRows;
import org.zhizhi.language.model.Qwen3Config;

/**
 * Says how likely given tokens are, and what the model's state is after them. Many sequences share
 * each pass; the numbers of one do not depend on the others.
 *
 * <p>For one thread at a time.
 */
public final class Scorer {
  /** Tokens in one pass: bounds the logits held at once. */
  private static final int ROWS = 64;

  private final Decoder decoder;
  private final Qwen3Config config;

  public Scorer(Decoder decoder) {
    this.decoder = decoder;
    this.config = decoder.config();
  }

  /**
   * The log-likelihood of every token after the first, in nats, given all before it.
   *
   * @return one array for each sequence, shorter by one than the sequence
   * @throws BadInput if a sequence is empty or longer than the context, or logits are not finite
   */
  public List<float[]> logLikelihoods(List<int[]> sequences) {
    List<float[]> scores = new ArrayList<>();
    Iterator<Reading> readings =
        sequences.stream()
            .map(tokens -> new Reading(tokens, decoder.newCache()))
            .peek(reading -> scores.add(reading.scores))
            .iterator();
    read(readings);
    return scores;
  }

  /** The log-likelihood of every token after the first, in nats, given all before it. */
  public float[] logLikelihoods(int[] tokens) {
    return logLikelihoods(List.of(tokens)).getFirst();
  }

  /**
   * The log-likelihoods of some continuations of one beginning, which is read once: the choices of
   * a question.
   *
   * @param prefix at least one token
   * @return for each continuation the log-likelihood of each of its tokens, in nats
   */
  public List<float[]> continuations(int[] prefix, List<int[]> continuations) {
    if (prefix.length == 0) {
      throw new BadInput("the prefix has no tokens", "start it with at least one");
    }
    KvCache cache = decoder.newCache();
    int head = prefix.length - 1;
    if (head > 0) {
      read(List.of(new Reading(Arrays.copyOf(prefix, head), cache)).iterator());
    }
    List<float[]> scores = new ArrayList<>();
    for (int[] continuation : continuations) {
      cache.cutTo(head);
      int[] tokens = Arrays.copyOfRange(prefix, head, prefix.length + continuation.length);
      System.arraycopy(continuation, 0, tokens, 1, continuation.length);
      Reading reading = new Reading(tokens, cache);
      read(List.of(reading).iterator());
      scores.add(reading.scores);
    }
    return scores;
  }

  /** The normed hidden state (hidden) after the last token: what the output head reads. */
  public float[] lastHidden(int[] tokens) {
    Reading reading = new Reading(tokens, decoder.newCache());
    float[] hidden = new float[0];
    int n = 0;
    while (reading.unread() > 0) {
      n = Math.min(ROWS, reading.unread());
      hidden = decoder.advance(List.of(reading.feed(n)));
    }
    return Arrays.copyOfRange(hidden, (n - 1) * config.hidden(), n * config.hidden());
  }

  /** Reads sequences to their ends, one after the other, so that few caches are alive at once. */
  private void read(Iterator<Reading> readings) {
    Deque<Reading> waiting = new ArrayDeque<>();
    float[] logits = new float[0];
    while (!waiting.isEmpty() || readings.hasNext()) {
      List<Decoder.Feed> feeds = new ArrayList<>();
      List<Row> rows = new ArrayList<>();
      while (rows.size() < ROWS && (!waiting.isEmpty() || readings.hasNext())) {
        Reading reading = waiting.isEmpty() ? readings.next() : waiting.pop();
        int n = Math.min(ROWS - rows.size(), reading.unread());
        for (int i = 0; i < n; i++) {
          rows.add(new Row(reading, reading.read + i));
        }
        feeds.add(reading.feed(n));
        if (reading.unread() > 0) {
          waiting.push(reading);
        }
      }
      float[] hidden = decoder.advance(feeds);
      if (logits.length < rows.size() * config.vocab()) {
        logits = new float[rows.size() * config.vocab()];
      }
      decoder.logits(hidden, rows.size(), logits);
      float[] filled = logits;
      decoder.team().forEach(rows.size(), i -> rows.get(i).score(filled, i * config.vocab()));
    }
  }

  /** Token {@code index} of a sequence, whose logits tell of the token after it. */
  private record Row(Reading reading, int index) {
    void score(float[] logits, int at) {
      if (index + 1 < reading.tokens.length) {
        reading.scores[index] = reading.logprob(logits, at, index + 1);
      }
    }
  }

  /** A sequence on its way through the network. */
  private final class Reading {
    final int[] tokens;
    final KvCache cache;
    final float[] scores;
    int read;

    Reading(int[] tokens, KvCache cache) {
      if (tokens.length == 0 || cache.length() + tokens.length > config.maxPositions()) {
        throw new BadInput(
            "a sequence has "
                + (cache.length() + tokens.length)
                + " tokens, the model's context holds 1 to "
                + config.maxPositions(),
            "shorten it");
      }
      this.tokens = tokens;
      this.cache = cache;
      this.scores = new float[Math.max(0, tokens.length - 1)];
    }

    int unread() {
      return tokens.length - read;
    }

    Decoder.Feed feed(int n) {
      read += n;
      return new Decoder.Feed(cache, Arrays.copyOfRange(tokens, read - n, read));
    }

    float logprob(float[] logits, int at, int index) {
      double norm = FloatRows.logSumExp(logits, at, config.vocab());
      if (!Double.isFinite(norm)) {
        throw new BadInput(
            "the model's logits after token " + index + " are not finite",
            "its weights are damaged or its training diverged: use an earlier checkpoint");
      }
      return (float) (logits[at + tokens[index]] - norm);
    }
  }
}
