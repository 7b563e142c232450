package org.zhizhi.language.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.language.model.Qwen3;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.model.ReferenceQwen3;
import org.zhizhi.language.model.RopeStretch;
import org.zhizhi.language.model.Variant;

/** Qwen2 and Llama, held to a network in plain doubles that shares no code with the decoder. */
class RelativesTest {
  private static final RopeStretch STRETCH = new RopeStretch(8, 1, 4, 40);

  private static Qwen3Config config(
      boolean bias, boolean headNorms, boolean tied, RopeStretch stretch) {
    return new Qwen3Config(
        37, 20, 3, 6, 2, 8, 28, 90, 10_000, 1e-5, new Variant(bias, headNorms, tied, stretch));
  }

  private static Map<String, double[]> random(Qwen3Config config, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> all = new LinkedHashMap<>();
    Weights.shapes(config)
        .forEach(
            (name, shape) -> {
              double[] values =
                  new double[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
              for (int i = 0; i < values.length; i++) {
                double z = random.nextGaussian();
                values[i] = (float) (name.contains("norm") ? 1 + 0.2 * z : 0.3 * z);
              }
              all.put(name, values);
            });
    return all;
  }

  @Test
  void equalTheNaiveNetwork() {
    for (Qwen3Config config :
        List.of(
            config(true, false, true, RopeStretch.NONE), // Qwen2, small
            config(true, false, false, RopeStretch.NONE), // Qwen2, large
            config(false, false, false, STRETCH), // Llama 3.1
            config(false, false, true, RopeStretch.NONE), // Llama, tied
            config(false, true, false, RopeStretch.NONE))) { // Qwen3, large
      Map<String, double[]> parameters = random(config, 5);
      int[] tokens = new SplittableRandom(6).ints(60, 0, config.vocab()).toArray();
      double[][] expected = new Naive(config, parameters).logits(tokens);
      try (Team team = new Team(1)) {
        Decoder decoder =
            new Decoder(Weights.of(config, Models.tensors(config, DType.F32, parameters)), team);
        float[] hidden = decoder.advance(List.of(new Decoder.Feed(decoder.newCache(), tokens)));
        float[] logits = new float[tokens.length * config.vocab()];
        decoder.logits(hidden, tokens.length, logits);
        for (int i = 0; i < logits.length; i++) {
          double e = expected[i / config.vocab()][i % config.vocab()];
          assertEquals(e, logits[i], 2e-4, config.toString());
        }
      }
    }
  }

  @Test
  void theNaiveNetworkIsTheOtherReferenceWhereBothApply() {
    Qwen3Config config = config(false, true, true, RopeStretch.NONE);
    Map<String, double[]> parameters = random(config, 7);
    int[] tokens = new SplittableRandom(8).ints(12, 0, config.vocab()).toArray();
    double[][] expected = new ReferenceQwen3(config, parameters).logits(tokens, new int[12]);
    double[][] naive = new Naive(config, parameters).logits(tokens);
    for (int t = 0; t < tokens.length; t++) {
      assertArrayEquals(expected[t], naive[t], 1e-9);
    }
  }

  @Test
  void longWavesAreStretchedShortOnesNot() {
    // Llama 3.1: factor 8, low 1, high 4, context 8192; values by the definition there
    RopeStretch llama = new RopeStretch(8, 1, 4, 8192);
    for (double wave : new double[] {10, 1000, 2047, 2049, 4096, 8191, 8193, 100_000}) {
      double frequency = 2 * Math.PI / wave;
      double smooth = (8192 / wave - 1) / (4 - 1);
      double expected =
          wave < 8192 / 4.0
              ? frequency
              : wave > 8192 ? frequency / 8 : (1 - smooth) * frequency / 8 + smooth * frequency;
      assertEquals(expected, llama.of(frequency), 1e-12);
    }
  }

  @Test
  void theyCountTheirParametersAndAreNotTrained() {
    for (Qwen3Config config :
        List.of(
            config(true, false, true, RopeStretch.NONE),
            config(false, false, false, STRETCH),
            config(false, true, true, RopeStretch.NONE))) {
      long count =
          Weights.shapes(config).values().stream()
              .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
              .sum();
      assertEquals(count, config.parameters());
    }
    BadInput error =
        assertThrows(
            BadInput.class, () -> Qwen3.parameters(config(true, false, true, RopeStretch.NONE)));
    assertTrue(error.getMessage().contains("not trained or tuned"), error::getMessage);
    Qwen3Config untied = config(false, false, false, RopeStretch.NONE);
    Map<String, double[]> parameters = random(untied, 9);
    var tensors = Models.tensors(untied, DType.F32, parameters);
    tensors.remove("lm_head.weight");
    assertThrows(BadInput.class, () -> Weights.of(untied, tensors));
  }

  /** One token after the other, all that was before it looked at again, in doubles. */
  private record Naive(Qwen3Config c, Map<String, double[]> parameters) {
    double[][] logits(int[] tokens) {
      double[][] x = new double[tokens.length][];
      double[] embedding = parameters.get("model.embed_tokens.weight");
      for (int t = 0; t < x.length; t++) {
        x[t] = Arrays.copyOfRange(embedding, tokens[t] * c.hidden(), (tokens[t] + 1) * c.hidden());
      }
      for (int layer = 0; layer < c.layers(); layer++) {
        String at = "model.layers." + layer + ".";
        attention(x, at);
        for (double[] row : x) {
          double[] normed = norm(row, parameters.get(at + "post_attention_layernorm.weight"));
          double[] gate = times(at + "mlp.gate_proj", normed);
          double[] up = times(at + "mlp.up_proj", normed);
          for (int i = 0; i < gate.length; i++) {
            gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
          }
          add(row, times(at + "mlp.down_proj", gate));
        }
      }
      double[][] logits = new double[x.length][];
      for (int t = 0; t < x.length; t++) {
        double[] normed = norm(x[t], parameters.get("model.norm.weight"));
        logits[t] = times(c.variant().tied() ? "model.embed_tokens" : "lm_head", normed);
      }
      return logits;
    }

    private void attention(double[][] x, String at) {
      int d = c.headDim();
      double[][] q = new double[x.length][];
      double[][] k = new double[x.length][];
      double[][] v = new double[x.length][];
      for (int t = 0; t < x.length; t++) {
        double[] normed = norm(x[t], parameters.get(at + "input_layernorm.weight"));
        q[t] = turned(projected(at, "q", normed), at + "self_attn.q_norm.weight", t);
        k[t] = turned(projected(at, "k", normed), at + "self_attn.k_norm.weight", t);
        v[t] = projected(at, "v", normed);
      }
      for (int t = 0; t < x.length; t++) {
        double[] mixed = new double[c.heads() * d];
        for (int h = 0; h < c.heads(); h++) {
          int kv = h * c.kvHeads() / c.heads();
          double[] weight = new double[t + 1];
          double sum = 0;
          for (int s = 0; s <= t; s++) {
            double dot = 0;
            for (int i = 0; i < d; i++) {
              dot += q[t][h * d + i] * k[s][kv * d + i];
            }
            weight[s] = Math.exp(dot / Math.sqrt(d));
            sum += weight[s];
          }
          for (int s = 0; s <= t; s++) {
            for (int i = 0; i < d; i++) {
              mixed[h * d + i] += weight[s] / sum * v[s][kv * d + i];
            }
          }
        }
        add(x[t], times(at + "self_attn.o_proj", mixed));
      }
    }

    private double[] projected(String at, String which, double[] x) {
      double[] y = times(at + "self_attn." + which + "_proj", x);
      if (c.variant().bias()) {
        add(y, parameters.get(at + "self_attn." + which + "_proj.bias"));
      }
      return y;
    }

    /** Each head normed, where the model does so, and turned as a complex number is. */
    private double[] turned(double[] x, String norm, int position) {
      int d = c.headDim();
      double[] y = new double[x.length];
      for (int at = 0; at < x.length; at += d) {
        double[] head = Arrays.copyOfRange(x, at, at + d);
        head = c.variant().headNorms() ? norm(head, parameters.get(norm)) : head;
        for (int i = 0; i < d / 2; i++) {
          double frequency = Math.pow(c.ropeTheta(), -2.0 * i / d);
          double wave = 2 * Math.PI / frequency;
          if (c.variant().stretch() != RopeStretch.NONE) {
            RopeStretch s = c.variant().stretch();
            double smooth = (s.context() / wave - s.low()) / (s.high() - s.low());
            frequency =
                wave > s.context() / s.low()
                    ? frequency / s.factor()
                    : wave < s.context() / s.high()
                        ? frequency
                        : (1 - smooth) * frequency / s.factor() + smooth * frequency;
          }
          double cos = Math.cos(position * frequency);
          double sin = Math.sin(position * frequency);
          y[at + i] = head[i] * cos - head[i + d / 2] * sin;
          y[at + i + d / 2] = head[i + d / 2] * cos + head[i] * sin;
        }
      }
      return y;
    }

    private double[] norm(double[] x, double[] weight) {
      double squares = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
      double[] y = new double[x.length];
      Arrays.setAll(y, i -> x[i] / Math.sqrt(squares + c.rmsEps()) * weight[i]);
      return y;
    }

    private double[] times(String name, double[] x) {
      double[] w = parameters.get(name + ".weight");
      double[] y = new double[w.length / x.length];
      for (int i = 0; i < w.length; i++) {
        y[i / x.length] += w[i] * x[i % x.length];
      }
      return y;
    }

    private static void add(double[] x, double[] more) {
      for (int i = 0; i < x.length; i++) {
        x[i] += more[i];
      }
    }
  }
}
