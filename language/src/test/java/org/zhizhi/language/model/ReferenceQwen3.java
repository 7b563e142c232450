package org.zhizhi.language.model;

import static org.zhizhi.language.model.ReferenceLayers.linear;
import static org.zhizhi.language.model.ReferenceLayers.linearBackward;
import static org.zhizhi.language.model.ReferenceLayers.norm;
import static org.zhizhi.language.model.ReferenceLayers.normBackward;
import static org.zhizhi.language.model.ReferenceLayers.rotate;
import static org.zhizhi.language.model.ReferenceLayers.sigmoid;
import static org.zhizhi.language.model.ReferenceLayers.softmax;
import static org.zhizhi.language.model.ReferenceLayers.sum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The Qwen3 decoder once more, in plain double loops, with its gradients worked out by hand: the
 * oracle for the training network and for the decoder. It shares no code with either; its own
 * gradients are held to finite differences. Parameters go by their Hugging Face names; a matrix is
 * row-major, (out, in).
 */
public final class ReferenceQwen3 {
  private final Qwen3Config c;
  private final Map<String, double[]> parameters;

  public ReferenceQwen3(Qwen3Config config, Map<String, double[]> parameters) {
    this.c = config;
    this.parameters = parameters;
    sizes(config)
        .forEach(
            (name, size) -> {
              if (parameters.get(name).length != size) {
                throw new IllegalArgumentException(
                    name + " has " + parameters.get(name).length + " values, not " + size);
              }
            });
  }

  /** Number of values of each parameter, in the order of the network. */
  public static Map<String, Integer> sizes(Qwen3Config c) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("model.embed_tokens.weight", c.vocab() * c.hidden());
    for (int layer = 0; layer < c.layers(); layer++) {
      String at = "model.layers." + layer + ".";
      sizes.put(at + "input_layernorm.weight", c.hidden());
      sizes.put(at + "self_attn.q_proj.weight", c.heads() * c.headDim() * c.hidden());
      sizes.put(at + "self_attn.k_proj.weight", c.kvHeads() * c.headDim() * c.hidden());
      sizes.put(at + "self_attn.v_proj.weight", c.kvHeads() * c.headDim() * c.hidden());
      sizes.put(at + "self_attn.q_norm.weight", c.headDim());
      sizes.put(at + "self_attn.k_norm.weight", c.headDim());
      sizes.put(at + "self_attn.o_proj.weight", c.hidden() * c.heads() * c.headDim());
      sizes.put(at + "post_attention_layernorm.weight", c.hidden());
      sizes.put(at + "mlp.gate_proj.weight", c.intermediate() * c.hidden());
      sizes.put(at + "mlp.up_proj.weight", c.intermediate() * c.hidden());
      sizes.put(at + "mlp.down_proj.weight", c.hidden() * c.intermediate());
    }
    sizes.put("model.norm.weight", c.hidden());
    return sizes;
  }

  /** Parameters far from any special point: norm weights around 1, others of deviation 0.3. */
  public static Map<String, double[]> randomParameters(Qwen3Config c, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> all = new LinkedHashMap<>();
    sizes(c)
        .forEach(
            (name, size) -> {
              double[] values = new double[size];
              for (int i = 0; i < size; i++) {
                double z = random.nextGaussian();
                values[i] = name.contains("norm") ? 1 + 0.2 * z : 0.3 * z;
              }
              all.put(name, values);
            });
    return all;
  }

  /** The mean cross-entropy in nats and its derivative by every parameter. */
  public record Step(double loss, Map<String, double[]> gradients) {}

  /**
   * Logits (T, vocab) of one row of tokens; token i sees the tokens from {@code starts[i]} to i.
   */
  public double[][] logits(int[] tokens, int[] starts) {
    return new Row(tokens, starts).logits;
  }

  /** The final hidden states (T, hidden), normed: what the output head sees. */
  public double[][] hidden(int[] tokens, int[] starts) {
    return new Row(tokens, starts).hidden;
  }

  /** Mean cross-entropy over all targets that are not negative. */
  public double loss(int[][] tokens, int[][] starts, int[][] targets) {
    double loss = 0;
    for (int row = 0; row < tokens.length; row++) {
      double[][] logits = logits(tokens[row], starts[row]);
      for (int t = 0; t < tokens[row].length; t++) {
        if (targets[row][t] >= 0) {
          loss -= Math.log(softmax(logits[t])[targets[row][t]]);
        }
      }
    }
    return loss / count(targets);
  }

  /** Loss and gradients of a batch of rows. */
  public Step step(int[][] tokens, int[][] starts, int[][] targets) {
    Map<String, double[]> gradients = new LinkedHashMap<>();
    sizes(c).forEach((name, size) -> gradients.put(name, new double[size]));
    double n = count(targets);
    double loss = 0;
    for (int row = 0; row < tokens.length; row++) {
      Row forward = new Row(tokens[row], starts[row]);
      double[][] dLogits = new double[tokens[row].length][c.vocab()];
      for (int t = 0; t < tokens[row].length; t++) {
        int target = targets[row][t];
        if (target >= 0) {
          double[] p = softmax(forward.logits[t]);
          loss -= Math.log(p[target]) / n;
          for (int v = 0; v < c.vocab(); v++) {
            dLogits[t][v] = (p[v] - (v == target ? 1 : 0)) / n;
          }
        }
      }
      forward.backward(dLogits, gradients);
    }
    return new Step(loss, gradients);
  }

  private static long count(int[][] targets) {
    return Arrays.stream(targets).flatMapToInt(Arrays::stream).filter(t -> t >= 0).count();
  }

  /** What a block keeps of its forward pass. */
  private static final class Block {
    double[][] in,
        normed,
        q,
        k,
        v,
        qNormed,
        kNormed,
        mixed,
        middle,
        middleNormed,
        gate,
        up,
        product;
    double[][][] attention; // (heads, T, T)
  }

  /** One row of tokens, forward on construction. */
  private final class Row {
    final int[] tokens;
    final int[] starts;
    final List<Block> blocks = new ArrayList<>();
    final double[][] last; // residual stream after the last block
    final double[][] hidden;
    final double[][] logits;

    Row(int[] tokens, int[] starts) {
      this.tokens = tokens;
      this.starts = starts;
      double[] embedding = parameters.get("model.embed_tokens.weight");
      double[][] x = new double[tokens.length][];
      for (int t = 0; t < tokens.length; t++) {
        x[t] = Arrays.copyOfRange(embedding, tokens[t] * c.hidden(), (tokens[t] + 1) * c.hidden());
      }
      for (int layer = 0; layer < c.layers(); layer++) {
        x = block(x, layer);
      }
      last = x;
      hidden = norm(x, parameters.get("model.norm.weight"), c.rmsEps());
      logits = linear(hidden, embedding);
    }

    double[][] block(double[][] x, int layer) {
      Block b = new Block();
      blocks.add(b);
      b.in = x;
      b.normed = norm(x, weight(layer, "input_layernorm"), c.rmsEps());
      b.q = linear(b.normed, weight(layer, "self_attn.q_proj"));
      b.k = linear(b.normed, weight(layer, "self_attn.k_proj"));
      b.v = linear(b.normed, weight(layer, "self_attn.v_proj"));
      b.qNormed = headNorm(b.q, weight(layer, "self_attn.q_norm"));
      b.kNormed = headNorm(b.k, weight(layer, "self_attn.k_norm"));
      attend(b);
      b.middle = sum(x, linear(b.mixed, weight(layer, "self_attn.o_proj")));
      b.middleNormed = norm(b.middle, weight(layer, "post_attention_layernorm"), c.rmsEps());
      b.gate = linear(b.middleNormed, weight(layer, "mlp.gate_proj"));
      b.up = linear(b.middleNormed, weight(layer, "mlp.up_proj"));
      b.product = new double[x.length][c.intermediate()];
      for (int t = 0; t < x.length; t++) {
        for (int i = 0; i < c.intermediate(); i++) {
          b.product[t][i] = b.gate[t][i] * sigmoid(b.gate[t][i]) * b.up[t][i];
        }
      }
      return sum(b.middle, linear(b.product, weight(layer, "mlp.down_proj")));
    }

    void attend(Block b) {
      int n = tokens.length;
      int d = c.headDim();
      b.attention = new double[c.heads()][n][n];
      b.mixed = new double[n][c.heads() * d];
      for (int h = 0; h < c.heads(); h++) {
        int kv = h / (c.heads() / c.kvHeads());
        for (int i = 0; i < n; i++) {
          double[] scores = new double[i - starts[i] + 1];
          for (int j = starts[i]; j <= i; j++) {
            for (int e = 0; e < d; e++) {
              scores[j - starts[i]] +=
                  b.qNormed[i][h * d + e] * b.kNormed[j][kv * d + e] / Math.sqrt(d);
            }
          }
          double[] p = softmax(scores);
          for (int j = starts[i]; j <= i; j++) {
            b.attention[h][i][j] = p[j - starts[i]];
            for (int e = 0; e < d; e++) {
              b.mixed[i][h * d + e] += p[j - starts[i]] * b.v[j][kv * d + e];
            }
          }
        }
      }
    }

    void backward(double[][] dLogits, Map<String, double[]> g) {
      double[] dEmbedding = g.get("model.embed_tokens.weight");
      double[] embedding = parameters.get("model.embed_tokens.weight");
      double[][] dHidden = linearBackward(dLogits, hidden, embedding, dEmbedding);
      double[][] dx =
          normBackward(
              dHidden,
              last,
              parameters.get("model.norm.weight"),
              g.get("model.norm.weight"),
              c.rmsEps());
      for (int layer = c.layers() - 1; layer >= 0; layer--) {
        dx = blockBackward(dx, layer, g);
      }
      for (int t = 0; t < tokens.length; t++) {
        for (int i = 0; i < c.hidden(); i++) {
          dEmbedding[tokens[t] * c.hidden() + i] += dx[t][i];
        }
      }
    }

    double[][] blockBackward(double[][] dOut, int layer, Map<String, double[]> g) {
      Block b = blocks.get(layer);
      double[][] dProduct = through("mlp.down_proj", layer, dOut, b.product, g);
      double[][] dGate = new double[tokens.length][c.intermediate()];
      double[][] dUp = new double[tokens.length][c.intermediate()];
      for (int t = 0; t < tokens.length; t++) {
        for (int i = 0; i < c.intermediate(); i++) {
          double s = sigmoid(b.gate[t][i]);
          dUp[t][i] = dProduct[t][i] * b.gate[t][i] * s;
          dGate[t][i] = dProduct[t][i] * b.up[t][i] * s * (1 + b.gate[t][i] * (1 - s));
        }
      }
      double[][] dNormed =
          sum(
              through("mlp.gate_proj", layer, dGate, b.middleNormed, g),
              through("mlp.up_proj", layer, dUp, b.middleNormed, g));
      double[][] dMiddle =
          sum(dOut, throughNorm("post_attention_layernorm", layer, dNormed, b.middle, g));

      double[][] dMixed = through("self_attn.o_proj", layer, dMiddle, b.mixed, g);
      double[][] dq = new double[tokens.length][c.heads() * c.headDim()];
      double[][] dk = new double[tokens.length][c.kvHeads() * c.headDim()];
      double[][] dv = new double[tokens.length][c.kvHeads() * c.headDim()];
      attendBackward(b, dMixed, dq, dk, dv);
      dq = throughNorm("self_attn.q_norm", layer, unrotate(dq), b.q, g);
      dk = throughNorm("self_attn.k_norm", layer, unrotate(dk), b.k, g);
      double[][] dIn = through("self_attn.q_proj", layer, dq, b.normed, g);
      dIn = sum(dIn, through("self_attn.k_proj", layer, dk, b.normed, g));
      dIn = sum(dIn, through("self_attn.v_proj", layer, dv, b.normed, g));
      return sum(dMiddle, throughNorm("input_layernorm", layer, dIn, b.in, g));
    }

    void attendBackward(Block b, double[][] dMixed, double[][] dq, double[][] dk, double[][] dv) {
      int d = c.headDim();
      double scale = 1 / Math.sqrt(d);
      for (int h = 0; h < c.heads(); h++) {
        int kv = h / (c.heads() / c.kvHeads());
        for (int i = 0; i < tokens.length; i++) {
          double[] p = b.attention[h][i];
          double[] dp = new double[tokens.length];
          double expected = 0; // sum of p dp, what softmax takes off every derivative
          for (int j = starts[i]; j <= i; j++) {
            for (int e = 0; e < d; e++) {
              dp[j] += dMixed[i][h * d + e] * b.v[j][kv * d + e];
              dv[j][kv * d + e] += p[j] * dMixed[i][h * d + e];
            }
            expected += p[j] * dp[j];
          }
          for (int j = starts[i]; j <= i; j++) {
            double dScore = p[j] * (dp[j] - expected) * scale;
            for (int e = 0; e < d; e++) {
              dq[i][h * d + e] += dScore * b.kNormed[j][kv * d + e];
              dk[j][kv * d + e] += dScore * b.qNormed[i][h * d + e];
            }
          }
        }
      }
    }

    double[][] through(
        String name, int layer, double[][] dy, double[][] x, Map<String, double[]> g) {
      return linearBackward(dy, x, weight(layer, name), g.get(name(layer, name)));
    }

    double[][] throughNorm(
        String name, int layer, double[][] dy, double[][] x, Map<String, double[]> g) {
      return normBackward(dy, x, weight(layer, name), g.get(name(layer, name)), c.rmsEps());
    }
  }

  private double[][] headNorm(double[][] x, double[] w) {
    return rotate(norm(x, w, c.rmsEps()), c.headDim(), c.ropeTheta(), 1);
  }

  private double[][] unrotate(double[][] dx) {
    return rotate(dx, c.headDim(), c.ropeTheta(), -1);
  }

  private static String name(int layer, String part) {
    return "model.layers." + layer + "." + part + ".weight";
  }

  private double[] weight(int layer, String part) {
    return parameters.get(name(layer, part));
  }
}
