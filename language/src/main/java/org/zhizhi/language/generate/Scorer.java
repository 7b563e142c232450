package org.zhizhi.language.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.ObjIntConsumer;
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

  /**
   * Some continuations of one beginning: the choices of a question.
   *
   * @param prefix at least one token
   */
  public record Branches(int[] prefix, List<int[]> continuations) {
    public Branches {
      if (prefix.length == 0) {
        throw new BadInput("the prefix has no tokens", "start it with at least one");
      }
      continuations = List.copyOf(continuations);
    }
  }

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
    List<float[][]> found = new ArrayList<>(); // and not the readings: they hold their caches
    sequences.forEach(tokens -> requireRoom(tokens.length));
    read(
        sequences.stream()
            .map(tokens -> following(decoder.newCache(), tokens))
            .peek(reading -> found.add(reading.found))
            .iterator());
    return found.stream().map(Scorer::singles).toList();
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
    List<List<float[]>> scores = new ArrayList<>();
    continuations(List.of(new Branches(prefix, continuations)), 1, (each, i) -> scores.add(each));
    return scores.getFirst();
  }

  /**
   * As above for many beginnings, {@code slots} of them at a time. What a beginning shares with the
   * one before it in its slot, such as the examples of a few-shot prompt, is not read again.
   *
   * @param done takes the scores of each beginning with its number, in order
   */
  public void continuations(List<Branches> all, int slots, ObjIntConsumer<List<float[]>> done) {
    List<Slot> open = new ArrayList<>();
    for (int from = 0; from < all.size(); from += slots) {
      int n = Math.min(slots, all.size() - from);
      while (open.size() < n) {
        open.add(new Slot());
      }
      List<Slot> busy = open.subList(0, n);
      List<Reading> beginnings = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        beginnings.add(busy.get(i).begin(all.get(from + i)));
      }
      read(beginnings.iterator());
      for (List<Slot> going = going(busy); !going.isEmpty(); going = going(busy)) {
        List<Reading> readings = going.stream().map(Slot::next).toList();
        read(readings.iterator());
        for (int i = 0; i < going.size(); i++) {
          going.get(i).take(readings.get(i));
        }
      }
      for (int i = 0; i < n; i++) {
        done.accept(busy.get(i).scores, from + i);
      }
    }
  }

  /** The normed hidden state (hidden) after the last token: what the output head reads. */
  public float[] lastHidden(int[] tokens) {
    requireRoom(tokens.length);
    Reading reading = new Reading(decoder.newCache(), tokens, new int[tokens.length][0]);
    float[] hidden = new float[0];
    int n = 0;
    while (reading.unread() > 0) {
      n = Math.min(ROWS, reading.unread());
      hidden = decoder.advance(List.of(reading.feed(n)));
    }
    return Arrays.copyOfRange(hidden, (n - 1) * config.hidden(), n * config.hidden());
  }

  private static List<Slot> going(List<Slot> slots) {
    return slots.stream().filter(Slot::goesOn).toList();
  }

  /** All tokens but the last, each asked for the one that follows it. */
  private Reading following(KvCache cache, int[] tokens) {
    int n = Math.max(0, tokens.length - 1);
    int[][] asked = new int[n][];
    Arrays.setAll(asked, i -> new int[] {tokens[i + 1]});
    return new Reading(cache, Arrays.copyOf(tokens, n), asked);
  }

  /** Where one token was asked for at each place: its scores. */
  private static float[] singles(float[][] found) {
    float[] scores = new float[found.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = found[i][0];
    }
    return scores;
  }

  private void requireRoom(int tokens) {
    if (tokens == 0 || tokens > config.maxPositions()) {
      throw new BadInput(
          "a sequence has "
              + tokens
              + " tokens, the model's context holds 1 to "
              + config.maxPositions(),
          "shorten it");
    }
  }

  /** Reads sequences to their ends, one after the other, so that few caches are alive at once. */
  private void read(Iterator<Reading> readings) {
    Deque<Reading> waiting = new ArrayDeque<>();
    float[] logits = new float[0];
    while (!waiting.isEmpty() || readings.hasNext()) {
      List<Decoder.Feed> feeds = new ArrayList<>();
      List<Row> asked = new ArrayList<>();
      int rows = 0;
      while (rows < ROWS && (!waiting.isEmpty() || readings.hasNext())) {
        Reading reading = waiting.isEmpty() ? readings.next() : waiting.pop();
        int n = Math.min(ROWS - rows, reading.unread());
        if (n == 0) {
          continue;
        }
        for (int i = 0; i < n; i++) {
          if (reading.asked[reading.read + i].length > 0) {
            asked.add(new Row(reading, reading.read + i, rows + i));
          }
        }
        rows += n;
        feeds.add(reading.feed(n));
        if (reading.unread() > 0) {
          waiting.push(reading);
        }
      }
      if (feeds.isEmpty()) {
        return;
      }
      float[] hidden = decoder.advance(feeds);
      if (logits.length < asked.size() * config.vocab()) {
        logits = new float[asked.size() * config.vocab()];
      }
      decoder.logits(gathered(hidden, asked), asked.size(), logits);
      float[] filled = logits;
      decoder.team().forEach(asked.size(), i -> asked.get(i).score(filled, i * config.vocab()));
    }
  }

  /** The hidden states of the rows that are asked something. */
  private float[] gathered(float[] hidden, List<Row> asked) {
    int width = config.hidden();
    float[] some = new float[asked.size() * width];
    for (int i = 0; i < asked.size(); i++) {
      System.arraycopy(hidden, asked.get(i).row * width, some, i * width, width);
    }
    return some;
  }

  /** Token {@code index} of a sequence, whose hidden state is row {@code row} of the pass. */
  private record Row(Reading reading, int index, int row) {
    void score(float[] logits, int at) {
      reading.score(index, logits, at);
    }
  }

  /** A beginning with what its continuations have come to so far. */
  private final class Slot {
    private final KvCache cache = decoder.newCache();
    private int[] prefix = new int[0];
    private List<int[]> continuations = List.of();
    private Reading beginning;
    private List<float[]> scores;

    /** The beginning, as far as the cache does not hold it; asked for the first tokens. */
    Reading begin(Branches branches) {
      for (int[] continuation : branches.continuations) {
        requireRoom(branches.prefix.length + continuation.length);
      }
      requireRoom(branches.prefix.length);
      int alike = Arrays.mismatch(prefix, branches.prefix);
      int last = branches.prefix.length - 1; // always read: its logits are asked for
      cache.cutTo(alike < 0 ? Math.min(last, prefix.length) : Math.min(alike, last));
      prefix = branches.prefix;
      continuations = branches.continuations;
      scores = new ArrayList<>();
      int[] unread = Arrays.copyOfRange(prefix, cache.length(), prefix.length);
      int[][] asked = new int[unread.length][0];
      asked[unread.length - 1] =
          continuations.stream().mapToInt(c -> c.length == 0 ? 0 : c[0]).toArray();
      beginning = new Reading(cache, unread, asked);
      return beginning;
    }

    boolean goesOn() {
      return scores.size() < continuations.size();
    }

    /** The next continuation, whose first token has its score by the beginning. */
    Reading next() {
      cache.cutTo(prefix.length);
      return following(cache, continuations.get(scores.size()));
    }

    void take(Reading reading) {
      float[] rest = singles(reading.found);
      float[] all = new float[continuations.get(scores.size()).length];
      if (all.length > 0) {
        all[0] = beginning.found[beginning.found.length - 1][scores.size()];
        System.arraycopy(rest, 0, all, 1, rest.length);
      }
      scores.add(all);
    }
  }

  /** A sequence on its way through the network, with what is asked after each of its tokens. */
  private final class Reading {
    final KvCache cache;
    final int[] tokens;
    final int[][] asked; // after each token, those whose log-probability is wanted
    final float[][] found; // of those asked
    int read;

    Reading(KvCache cache, int[] tokens, int[][] asked) {
      this.cache = cache;
      this.tokens = tokens;
      this.asked = asked;
      this.found = new float[tokens.length][];
    }

    int unread() {
      return tokens.length - read;
    }

    Decoder.Feed feed(int n) {
      read += n;
      return new Decoder.Feed(cache, Arrays.copyOfRange(tokens, read - n, read));
    }

    void score(int index, float[] logits, int at) {
      double norm = FloatRows.logSumExp(logits, at, config.vocab());
      if (!Double.isFinite(norm)) {
        throw new BadInput(
            "the model's logits after token " + (index + 1) + " are not finite",
            "its weights are damaged or its training diverged: use an earlier checkpoint");
      }
      found[index] = new float[asked[index].length];
      for (int i = 0; i < found[index].length; i++) {
        found[index][i] = (float) (logits[at + asked[index][i]] - norm);
      }
    }
  }
}
