package org.zhizhi.language.generate;

import java.util.List;
import org.zhizhi.engine.kernel.FloatRows;
import org.zhizhi.engine.kernel.HeadCache;
import org.zhizhi.engine.kernel.Matmul;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.kernel.VectorMatmul;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.language.model.Qwen3Config;

/**
 * A decoder of the Qwen3 kind at work: takes the next tokens of any number of sequences, of one or
 * of many tokens each, and gives the hidden state after every one. Activations are floats whatever
 * the weights are. With the default products a sequence's numbers do not depend, to the last bit,
 * on what else is in the batch or on how its tokens were cut into calls.
 *
 * <p>For one thread at a time.
 */
public final class Decoder {
  private final Weights weights;
  private final Qwen3Config config;
  private final Team team;
  private final Matmul matmul;
  private final DType cacheType;
  private final Rotary rotary;
  private Rows rows;

  /**
   * Tokens that follow what {@code cache} holds.
   *
   * @param tokens at least one id below the vocabulary's size
   */
  public record Feed(KvCache cache, int... tokens) {}

  /** Sees what happens inside a call of {@link #advance}, layer by layer; may change nothing. */
  public interface Watcher {
    /** Sees nothing. */
    Watcher NONE =
        new Watcher() {
          @Override
          public void attention(int layer, float[] before) {}

          @Override
          public void residual(int layer, float[] x) {}
        };

    /**
     * After the attention of a layer.
     *
     * @param before (rows, heads): the weight that each row's query gives to the position before it
     */
    void attention(int layer, float[] before);

    /**
     * After a layer.
     *
     * @param x (rows, hidden) or more: the residual stream; not to be kept
     */
    void residual(int layer, float[] x);
  }

  /** A decoder on {@code team} with products by {@link VectorMatmul}. */
  public Decoder(Weights weights, Team team) {
    this(weights, team, new VectorMatmul(team), weights.dtype());
  }

  /**
   * A decoder with products of the caller's choice.
   *
   * @param cacheType BF16 or F32: how keys and values are kept
   */
  public Decoder(Weights weights, Team team, Matmul matmul, DType cacheType) {
    this.weights = weights;
    this.config = weights.config();
    this.team = team;
    this.matmul = matmul;
    this.cacheType = cacheType;
    this.rotary = new Rotary(config.headDim(), config.ropeTheta(), config.variant().stretch());
    this.rows = new Rows(1);
  }

  /** The shape of the network. */
  public Qwen3Config config() {
    return config;
  }

  /** The weights it reads. */
  public Weights weights() {
    return weights;
  }

  /** The threads it works with. */
  Team team() {
    return team;
  }

  /** An empty sequence. */
  public KvCache newCache() {
    return new KvCache(config, cacheType);
  }

  /**
   * Runs the network over the next tokens of some sequences and adds them to their caches.
   *
   * @param feeds no cache twice
   * @return the normed hidden state (rows, hidden) after every token, feed by feed: what {@link
   *     #logits} takes
   * @throws IllegalArgumentException if a token is not in the vocabulary
   */
  public float[] advance(List<Feed> feeds) {
    return advance(feeds, Watcher.NONE);
  }

  /** As {@link #advance(List)}, watched. */
  public float[] advance(List<Feed> feeds, Watcher watcher) {
    int n = 0;
    for (Feed feed : feeds) {
      n += feed.tokens.length;
    }
    if (rows.capacity < n) {
      rows = new Rows(n);
    }
    rows.take(feeds);
    for (int layer = 0; layer < config.layers(); layer++) {
      attention(layer, n, watcher);
      mlp(layer, n);
      watcher.residual(layer, rows.x);
    }
    float[] hidden = new float[n * config.hidden()];
    for (int t = 0; t < n; t++) {
      int at = t * config.hidden();
      FloatRows.rmsNorm(rows.x, at, weights.finalNorm(), config.rmsEps(), hidden, at);
    }
    for (Feed feed : feeds) {
      feed.cache.extend(feed.tokens.length);
    }
    return hidden;
  }

  /**
   * The output head.
   *
   * @param hidden {@code n} rows of hidden states, as {@link #advance} gives them
   * @param logits takes {@code n} rows of {@code vocab} floats
   */
  public void logits(float[] hidden, int n, float[] logits) {
    matmul.multiply(weights.head(), hidden, n, logits);
  }

  private void attention(int layer, int n, Watcher watcher) {
    Weights.Block block = weights.block(layer);
    int width = block.qkv().rows();
    int group = config.heads() / config.kvHeads();
    int d = config.headDim();
    int keys = config.heads() * d;
    int values = keys + config.kvHeads() * d;
    norm(block.attentionNorm(), n);
    matmul.multiply(block.qkv(), rows.normed, n, rows.wide);
    float[] qkv = rows.wide;
    if (config.variant().bias()) {
      team.forEach(n, t -> FloatRows.add(block.bias(), 0, qkv, t * width, width));
    }
    team.forEach(
        config.kvHeads(),
        h -> {
          for (int t = 0; t < n; t++) {
            int key = t * width + keys + h * d;
            if (config.variant().headNorms()) {
              FloatRows.rmsNorm(qkv, key, block.keyNorm(), config.rmsEps(), qkv, key);
            }
            rotary.turn(qkv, key, rows.position[t]);
            HeadCache cache = rows.cache[t].head(layer, h);
            cache.put(rows.position[t], qkv, key, qkv, t * width + values + h * d);
          }
        });
    float scale = (float) (1 / Math.sqrt(d));
    float[] before = new float[n * config.heads()];
    team.forEach(
        n * config.kvHeads(),
        index -> {
          int t = index / config.kvHeads();
          int kv = index % config.kvHeads();
          HeadCache cache = rows.cache[t].head(layer, kv);
          for (int h = kv * group; h < (kv + 1) * group; h++) {
            int query = t * width + h * d;
            if (config.variant().headNorms()) {
              FloatRows.rmsNorm(qkv, query, block.queryNorm(), config.rmsEps(), qkv, query);
            }
            rotary.turn(qkv, query, rows.position[t]);
            before[t * config.heads() + h] =
                cache.attend(
                    qkv, query, rows.position[t] + 1, scale, rows.narrow, t * keys + h * d);
          }
        });
    watcher.attention(layer, before);
    matmul.multiply(block.attentionOut(), rows.narrow, n, rows.delta);
    add(n);
  }

  private void mlp(int layer, int n) {
    Weights.Block block = weights.block(layer);
    int width = config.intermediate();
    norm(block.mlpNorm(), n);
    matmul.multiply(block.gateUp(), rows.normed, n, rows.wide);
    team.forEach(
        n,
        t -> {
          int gate = t * 2 * width;
          FloatRows.swiglu(rows.wide, gate, gate + width, width, rows.narrow, t * width);
        });
    matmul.multiply(block.down(), rows.narrow, n, rows.delta);
    add(n);
  }

  private void norm(float[] weight, int n) {
    team.forEach(
        n,
        t -> {
          int at = t * config.hidden();
          FloatRows.rmsNorm(rows.x, at, weight, config.rmsEps(), rows.normed, at);
        });
  }

  /** x += delta, the residual connection. */
  private void add(int n) {
    int hidden = config.hidden();
    team.forEach(n, t -> FloatRows.add(rows.delta, t * hidden, rows.x, t * hidden, hidden));
  }

  /** Activations of the present call, a row for each token. */
  private final class Rows {
    final int capacity;
    final KvCache[] cache;
    final int[] position;
    final float[] x; // (n, hidden): the residual stream
    final float[] normed; // (n, hidden)
    final float[] delta; // (n, hidden): what a block adds
    final float[] wide; // (n, q + k + v) or (n, 2 intermediate)
    final float[] narrow; // (n, heads * headDim) or (n, intermediate)

    Rows(int capacity) {
      this.capacity = capacity;
      int queries = config.heads() * config.headDim();
      int keys = config.kvHeads() * config.headDim();
      cache = new KvCache[capacity];
      position = new int[capacity];
      x = floats(config.hidden());
      normed = floats(config.hidden());
      delta = floats(config.hidden());
      wide = floats(Math.max(queries + 2 * keys, 2 * config.intermediate()));
      narrow = floats(Math.max(queries, config.intermediate()));
    }

    private float[] floats(int width) {
      return new float[Math.multiplyExact(capacity, width)];
    }

    void take(List<Feed> feeds) {
      int t = 0;
      for (Feed feed : feeds) {
        int length = feed.cache.length();
        for (int token : feed.tokens) {
          if (token < 0 || token >= config.vocab()) {
            throw new IllegalArgumentException(
                "token " + token + " is outside the vocabulary of " + config.vocab());
          }
          weights.embed(token, x, t * config.hidden());
          cache[t] = feed.cache;
          position[t++] = length++;
        }
        rotary.reach(length);
      }
    }
  }
}
