package org.zhizhi.language.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the oracle itself to finite differences and to what attention must not see. */
final class ReferenceQwen3Test {
  private static final Qwen3Config CONFIG =
      new Qwen3Config(11, 12, 2, 4, 2, 6, 10, 64, 10_000, 1e-6);
  private static final int[][] TOKENS = {{3, 1, 4, 1, 5, 9, 2}, {6, 5, 3, 10}};
  private static final int[][] STARTS = {{0, 0, 0, 3, 3, 3, 3}, {0, 0, 0, 0}};
  private static final int[][] TARGETS = {{1, 4, -1, 5, 9, 2, 6}, {-1, 3, 10, 0}};

  @Test
  void gradientsEqualCentralDifferences() {
    Map<String, double[]> parameters = ReferenceQwen3.randomParameters(CONFIG, 7);
    ReferenceQwen3 network = new ReferenceQwen3(CONFIG, parameters);
    ReferenceQwen3.Step step = network.step(TOKENS, STARTS, TARGETS);
    assertEquals(network.loss(TOKENS, STARTS, TARGETS), step.loss(), 1e-14);
    double h = 1e-5;
    parameters.forEach(
        (name, values) -> {
          for (int i = 0; i < values.length; i++) {
            double kept = values[i];
            values[i] = kept + h;
            double above = network.loss(TOKENS, STARTS, TARGETS);
            values[i] = kept - h;
            double below = network.loss(TOKENS, STARTS, TARGETS);
            values[i] = kept;
            double expected = (above - below) / (2 * h);
            assertEquals(
                expected,
                step.gradients().get(name)[i],
                1e-8 + 1e-6 * Math.abs(expected),
                name + "[" + i + "]");
          }
        });
  }

  @Test
  void aTokenSeesOnlyFromItsStartToItself() {
    ReferenceQwen3 network = new ReferenceQwen3(CONFIG, ReferenceQwen3.randomParameters(CONFIG, 8));
    double[][] logits = network.logits(TOKENS[0], STARTS[0]);
    int[] otherPast = {7, 7, 7, 1, 5, 9, 2};
    int[] otherFuture = {3, 1, 4, 1, 5, 0, 0};
    for (int t = 3; t < 7; t++) {
      assertArrayEquals(logits[t], network.logits(otherPast, STARTS[0])[t]);
    }
    for (int t = 0; t < 5; t++) {
      assertArrayEquals(logits[t], network.logits(otherFuture, STARTS[0])[t]);
    }
  }

  @Test
  void aDocumentIsTheSameWhereverItStandsInTheRow() {
    ReferenceQwen3 network = new ReferenceQwen3(CONFIG, ReferenceQwen3.randomParameters(CONFIG, 9));
    double[][] packed = network.logits(new int[] {8, 2, 3, 1, 4, 1}, new int[] {0, 0, 2, 2, 2, 2});
    double[][] alone = network.logits(new int[] {3, 1, 4, 1}, new int[4]);
    for (int t = 0; t < 4; t++) { // rotary positions are relative
      assertArrayEquals(alone[t], packed[t + 2], 1e-12);
    }
  }

  @Test
  void hasAsManyParametersAsItsConfigSays() {
    assertEquals(
        CONFIG.parameters(),
        ReferenceQwen3.sizes(CONFIG).values().stream().mapToLong(Integer::longValue).sum());
  }
}
