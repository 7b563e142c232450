package org.zhizhi.language.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.file.TensorSource;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.engine.train.Parameter;
import org.zhizhi.language.corpus.Row;

class RowScorerTest {
  private static final int LENGTH = 300; // three rows at once
  private static final Qwen3Config TINY =
      new Qwen3Config(53, 24, 2, 4, 2, 10, 36, LENGTH, 10_000, 1e-6);

  @Test
  void lossesAreThoseOfTheReference() {
    Map<String, double[]> parameters = ReferenceQwen3.randomParameters(TINY, 7);
    List<TensorSource> weights = new ArrayList<>();
    for (Parameter p : Qwen3.parameters(TINY)) {
      double[] values = parameters.get(p.name());
      HostTensor tensor =
          new HostTensor(DType.F32, p.shape(), Arena.ofAuto().allocate(4L * values.length, 64));
      for (int i = 0; i < values.length; i++) {
        tensor.set(i, (float) values[i]);
      }
      weights.add(TensorSource.of(p.name(), tensor));
    }
    SplittableRandom random = new Seed(3).random();
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < 5; r++) {
      int[] tokens = random.ints(LENGTH, 0, TINY.vocab()).toArray();
      int[] targets = random.ints(LENGTH, -1, TINY.vocab()).toArray();
      int[] starts = new int[LENGTH];
      Arrays.fill(starts, LENGTH / 2, LENGTH, LENGTH / 2);
      rows.add(new Row(tokens, targets, starts));
    }
    try (RowScorer scorer = new RowScorer(TINY, LENGTH)) {
      scorer.take(weights);
      List<double[]> losses = scorer.losses(rows);
      ReferenceQwen3 reference = new ReferenceQwen3(TINY, parameters);
      double off = 0;
      for (int r = 0; r < rows.size(); r++) {
        Row row = rows.get(r);
        double[][] logits = reference.logits(row.tokens(), row.starts());
        for (int t = 0; t < LENGTH; t++) {
          double[] at = logits[t];
          int target = row.targets()[t];
          double expected =
              target < 0 ? 0 : Math.log(Arrays.stream(at).map(Math::exp).sum()) - at[target];
          assertEquals(expected, losses.get(r)[t], 0.3, "row " + r + ", token " + t);
          off += Math.abs(expected - losses.get(r)[t]) / (LENGTH * rows.size());
        }
      }
      assertTrue(off < 0.03, "mean error " + off);
      assertArrayEquals(losses.get(4), scorer.losses(rows.subList(4, 5)).getFirst(), 1e-6);
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    try (RowScorer scorer = new RowScorer(TINY, 16)) {
      List<TensorSource> wrong = new ArrayList<>();
      for (Parameter p : Qwen3.parameters(TINY)) {
        long[] shape = {p.elements() + 1};
        HostTensor tensor =
            new HostTensor(DType.F32, shape, Arena.ofAuto().allocate(4 * shape[0], 64));
        wrong.add(TensorSource.of(p.name(), tensor));
      }
      BadInput e = assertThrows(BadInput.class, () -> scorer.take(wrong));
      assertEquals(
          "model.embed_tokens.weight: has 1273 values, not 1272; "
              + "the weights and config.json belong to different models",
          e.getMessage());
    }
  }
}
