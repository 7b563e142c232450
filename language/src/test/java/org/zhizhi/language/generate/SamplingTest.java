package org.zhizhi.language.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;

final class SamplingTest {
  private static final int DRAWS = 20_000;

  @Test
  void drawsByTheDistributionThatTheOptionsDescribe() {
    List<Sampling> options =
        List.of(
            Sampling.tempered(1, 1, 1),
            Sampling.tempered(0.7, 1, 2),
            Sampling.tempered(1, 1, 3).withTopK(5),
            Sampling.tempered(1, 1, 4).withTopP(0.8),
            Sampling.tempered(1, 1, 5).withMinP(0.1),
            Sampling.tempered(1.3, 1, 6).withTopK(12).withTopP(0.7).withMinP(0.05),
            Sampling.tempered(1.3, 1, 7).withTopP(0.95).withMinP(0.2));
    for (Sampling sampling : options) {
      float[] logits = logits(40, 8);
      double[] expected = distribution(logits, sampling);
      Sampler sampler = sampling.sampler(0);
      int[] counts = new int[logits.length];
      for (int i = 0; i < DRAWS; i++) {
        counts[sampler.sample(logits.clone())]++;
      }
      double chiSquare = 0;
      int freedom = -1;
      for (int i = 0; i < counts.length; i++) {
        if (expected[i] == 0) {
          assertEquals(0, counts[i], "token " + i + " of " + sampling);
        } else if (expected[i] * DRAWS >= 5) {
          chiSquare += Math.pow(counts[i] - expected[i] * DRAWS, 2) / (expected[i] * DRAWS);
          freedom++;
        }
      }
      // mean = freedom, variance = 2 freedom: four deviations
      assertTrue(chiSquare < freedom + 4 * Math.sqrt(2.0 * freedom), sampling + ": " + chiSquare);
    }
  }

  @Test
  void filtersKeepWhatASortOfAllTokensWouldKeep() {
    SplittableRandom random = new SplittableRandom(9);
    for (int trial = 0; trial < 300; trial++) {
      float[] logits = logits(random.nextInt(1, 60), random.nextLong());
      if (trial % 3 == 0) { // many equals
        for (int i = 0; i < logits.length; i++) {
          logits[i] = Math.round(logits[i]);
        }
      }
      Sampling sampling =
          Sampling.tempered(random.nextDouble(0.3, 2), 1, trial)
              .withTopK(random.nextInt(0, 70))
              .withTopP(random.nextDouble(0.01, 1))
              .withMinP(random.nextBoolean() ? 0 : random.nextDouble(0, 1));
      double[] expected = distribution(logits, sampling);
      Sampler sampler = sampling.sampler(trial);
      for (int i = 0; i < 20; i++) {
        int token = sampler.sample(logits.clone());
        assertTrue(expected[token] > 0, token + " by " + sampling);
      }
    }
  }

  @Test
  void strictFiltersLeaveTheLikeliestToken() {
    float[] logits = {1, 3, 2.9f, -4};
    for (Sampling sampling :
        List.of(
            Sampling.tempered(1, 1, 1).withTopK(1),
            Sampling.tempered(1, 1, 2).withTopP(1e-9),
            Sampling.tempered(1, 1, 3).withMinP(1),
            Sampling.tempered(1e-5, 1, 4),
            Sampling.tempered(1e-300, 1, 5),
            Sampling.greedy(1))) {
      Sampler sampler = sampling.sampler(0);
      for (int i = 0; i < 100; i++) {
        assertEquals(1, sampler.sample(logits.clone()), sampling.toString());
      }
    }
    assertEquals(0, Sampler.GREEDY.sample(new float[] {2, 2, 2}));
    assertEquals(0, Sampling.tempered(1, 1, 6).sampler(0).sample(new float[] {7}));
  }

  @Test
  void theSameSeedAndIndexGiveTheSameStream() {
    Sampling sampling = Sampling.tempered(1, 1, 11);
    assertEquals(stream(sampling, 3), stream(sampling, 3));
    assertNotEquals(stream(sampling, 3), stream(sampling, 4));
    assertNotEquals(stream(sampling, 3), stream(Sampling.tempered(1, 1, 12), 3));
  }

  @Test
  void refusesOptionsThatMeanNothing() {
    BadInput error = assertThrows(BadInput.class, () -> Sampling.greedy(1).withTopP(1.5));
    assertEquals("top-p is 1.5; set it to more than 0, at most 1", error.getMessage());
    assertThrows(BadInput.class, () -> Sampling.tempered(Double.NaN, 1, 1));
    assertThrows(BadInput.class, () -> Sampling.tempered(-1, 1, 1));
    assertThrows(BadInput.class, () -> Sampling.greedy(-1));
    assertThrows(BadInput.class, () -> Sampling.greedy(1).withTopK(-1));
    assertThrows(BadInput.class, () -> Sampling.greedy(1).withMinP(1.01));
    assertThrows(BadInput.class, () -> Sampling.greedy(1).withRepetitionPenalty(0));
    assertThrows(BadInput.class, () -> Sampling.greedy(1).withStopStrings(List.of("")));
  }

  private static List<Integer> stream(Sampling sampling, long index) {
    Sampler sampler = sampling.sampler(index);
    return IntStream.range(0, 30).mapToObj(i -> sampler.sample(logits(40, 1))).toList();
  }

  /** By a full sort in doubles. */
  private static double[] distribution(float[] logits, Sampling sampling) {
    double[] p = new double[logits.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[i] / sampling.temperature());
    }
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -p[i]))
            .mapToInt(i -> i)
            .toArray();
    double greatest = p[order[0]];
    int k = sampling.topK() == 0 ? p.length : Math.min(sampling.topK(), p.length);
    double total = Arrays.stream(order).limit(k).mapToDouble(i -> p[i]).sum();
    double[] kept = new double[p.length];
    double before = 0;
    for (int rank = 0; rank < k; rank++) {
      int i = order[rank];
      boolean nucleus = rank == 0 || sampling.topP() == 1 || before < sampling.topP() * total;
      kept[i] = nucleus && p[i] >= sampling.minP() * greatest ? p[i] : 0;
      before += p[i];
    }
    double sum = Arrays.stream(kept).sum();
    return Arrays.stream(kept).map(value -> value / sum).toArray();
  }

  private static float[] logits(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] logits = new float[n];
    for (int i = 0; i < n; i++) {
      logits[i] = (float) (2 * random.nextGaussian());
    }
    return logits;
  }
}
