package org.zhizhi.language.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.model.ReferenceQwen3;

final class ScorerTest {
  private static final Qwen3Config CONFIG = Models.SMALL;
  private final Team team = new Team(2);
  private final Map<String, double[]> parameters = Models.parameters(CONFIG, DType.F32, 1);
  private final ReferenceQwen3 reference = new ReferenceQwen3(CONFIG, parameters);
  private final Scorer scorer =
      new Scorer(
          new Decoder(Weights.of(CONFIG, Models.tensors(CONFIG, DType.F32, parameters)), team));

  @AfterEach
  void endTeam() {
    team.close();
  }

  @Test
  void logLikelihoodsEqualTheReference() {
    List<int[]> sequences = new ArrayList<>();
    for (int n : new int[] {1, 2, 90, 30, 5, 64, 3, 70}) {
      sequences.add(DecoderTest.tokens(n, n));
    }
    List<float[]> scores = scorer.logLikelihoods(sequences);
    for (int i = 0; i < sequences.size(); i++) {
      int[] tokens = sequences.get(i);
      assertEquals(tokens.length - 1, scores.get(i).length);
      double[][] logits = reference.logits(tokens, new int[tokens.length]);
      for (int t = 0; t + 1 < tokens.length; t++) {
        double norm = Math.log(Arrays.stream(logits[t]).map(Math::exp).sum());
        assertEquals(logits[t][tokens[t + 1]] - norm, scores.get(i)[t], 1e-4);
      }
      assertArrayEquals(scorer.logLikelihoods(tokens), scores.get(i), 0f);
    }
  }

  @Test
  void continuationsScoreAsTheyDoBehindTheirWholePrefix() {
    for (int prefixLength : new int[] {1, 2, 80}) {
      int[] prefix = DecoderTest.tokens(prefixLength, 2);
      List<int[]> continuations =
          List.of(DecoderTest.tokens(4, 3), new int[0], DecoderTest.tokens(66, 4));
      List<float[]> scores = scorer.continuations(prefix, continuations);
      for (int i = 0; i < continuations.size(); i++) {
        int n = continuations.get(i).length;
        int[] whole = Arrays.copyOf(prefix, prefixLength + n);
        System.arraycopy(continuations.get(i), 0, whole, prefixLength, n);
        float[] all = scorer.logLikelihoods(whole);
        assertArrayEquals(Arrays.copyOfRange(all, all.length - n, all.length), scores.get(i), 0f);
      }
    }
  }

  @Test
  void beginningsScoreTheSameInAnyNumberOfSlots() {
    List<Scorer.Branches> all = new ArrayList<>();
    int[] shared = DecoderTest.tokens(70, 6);
    for (int i = 0; i < 9; i++) {
      int[] prefix = Arrays.copyOf(shared, 40 + 5 * (i % 4));
      prefix[prefix.length - 1] = i;
      List<int[]> continuations = new ArrayList<>();
      for (int k = 0; k <= i % 5; k++) {
        continuations.add(DecoderTest.tokens(k == 3 ? 0 : 1 + 7 * k, 10 * i + k));
      }
      all.add(new Scorer.Branches(prefix, i == 7 ? List.of() : continuations));
    }
    for (int slots : new int[] {1, 2, 4, 16}) {
      List<Integer> order = new ArrayList<>();
      scorer.continuations(
          all,
          slots,
          (scores, i) -> {
            order.add(i);
            List<float[]> alone =
                scorer.continuations(all.get(i).prefix(), all.get(i).continuations());
            assertEquals(alone.size(), scores.size());
            for (int k = 0; k < alone.size(); k++) {
              assertArrayEquals(alone.get(k), scores.get(k), 0f);
            }
          });
      assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), order);
    }
  }

  @Test
  void lastHiddenStateEqualsTheReference() {
    int[] tokens = DecoderTest.tokens(100, 5);
    double[] expected = reference.hidden(tokens, new int[tokens.length])[99];
    float[] hidden = scorer.lastHidden(tokens);
    assertEquals(CONFIG.hidden(), hidden.length);
    for (int i = 0; i < hidden.length; i++) {
      assertEquals(expected[i], hidden[i], 1e-4);
    }
  }

  @Test
  void refusesSequencesThatDoNotFit() {
    BadInput error = assertThrows(BadInput.class, () -> scorer.logLikelihoods(new int[151]));
    assertTrue(error.getMessage().contains("151 tokens, the model's context holds 1 to 150"));
    assertThrows(BadInput.class, () -> scorer.logLikelihoods(new int[0]));
    assertThrows(BadInput.class, () -> scorer.continuations(new int[0], List.of(new int[1])));
  }

  @Test
  void theBenchmarkCountsWhatItReads() {
    Qwen3Config config = new Qwen3Config(512, 64, 2, 4, 2, 32, 128, 256, 10_000, 1e-6);
    List<DecodeBenchmark.Result> results = DecodeBenchmark.run(config, team, 1e9, 10, 100);
    assertEquals(2, results.size());
    for (DecodeBenchmark.Result result : results) {
      assertTrue(result.tokensPerSecond() > 1, result.toString());
      long positions = result.context() + 16;
      long norms = 64 * (2 * 2 + 1) + 32 * 2 * 2;
      long expected = 2 * (config.parameters() - norms) + positions * 2 * 2 * (32 + 32) * 2;
      assertEquals(expected, result.bytesPerToken());
      assertEquals(expected * result.tokensPerSecond() / 1e9, result.shareOfBandwidth(), 1e-9);
    }
  }
}
