package org.zhizhi.language.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zhizhi.engine.ops.CpuOps;
import org.zhizhi.engine.ops.Ops;
import org.zhizhi.engine.ops.TorchOps;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.tensor.Memory;
import org.zhizhi.engine.train.Layout;
import org.zhizhi.engine.train.Parameter;
import org.zhizhi.language.corpus.Row;

class Qwen3LearnerTest {
  private static final int LENGTH = 21;
  private static final Qwen3Config TINY =
      new Qwen3Config(53, 24, 3, 4, 2, 10, 36, LENGTH, 10_000, 1e-6);

  @Test
  void lossAndEveryGradientAgreeWithTheReferenceInFloats() {
    agrees(DType.F32, new CpuOps(Qwen3.shape(TINY, LENGTH)), 1e-4);
  }

  @Test
  void lossAndEveryGradientAgreeWithTheReferenceInBrainFloats() {
    agrees(DType.BF16, new CpuOps(Qwen3.shape(TINY, LENGTH)), 0.06);
  }

  @Test
  void libtorchAloneAgreesWithTheReferenceToo() {
    agrees(DType.F32, new TorchOps(Qwen3.shape(TINY, LENGTH), Device.CPU), 1e-4);
    agrees(DType.BF16, new TorchOps(Qwen3.shape(TINY, LENGTH), Device.CPU), 0.06);
  }

  private static void agrees(DType dtype, Ops ops, double tolerance) {
    int rows = 3;
    Layout layout = new Layout(Qwen3.parameters(TINY));
    Map<String, double[]> parameters = ReferenceQwen3.randomParameters(TINY, 7);
    Random random = new Random(3);
    int[][] tokens = new int[rows][LENGTH];
    int[][] targets = new int[rows][LENGTH];
    int[][] starts = new int[rows][LENGTH];
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < LENGTH; t++) {
        tokens[r][t] = random.nextInt(TINY.vocab());
        targets[r][t] = random.nextInt(5) == 0 ? -1 : random.nextInt(TINY.vocab());
        starts[r][t] = t == 0 ? 0 : random.nextInt(8) == 0 ? t : starts[r][t - 1];
      }
    }
    try (Memory memory = new Memory(Device.CPU)) {
      Block weights = memory.block(dtype, layout.elements());
      Block gradients = memory.block(dtype, layout.elements());
      for (Parameter p : layout.parameters()) {
        double[] values = parameters.get(p.name());
        Block view = memory.view(weights, layout.offset(p.name()), p.elements());
        for (int i = 0; i < values.length; i++) {
          view.host().set(i, (float) values[i]);
          values[i] = view.host().get(i); // the reference sees the rounded weights too
        }
      }
      ReferenceQwen3.Step expected =
          new ReferenceQwen3(TINY, parameters).step(tokens, starts, targets);
      List<Row> batch =
          java.util.stream.IntStream.range(0, rows)
              .mapToObj(r -> new Row(tokens[r], targets[r], starts[r]))
              .toList();
      long asked =
          batch.stream()
              .mapToLong(r -> java.util.Arrays.stream(r.targets()).filter(t -> t >= 0).count())
              .sum();
      try (Qwen3Learner learner =
          new Qwen3Learner(
              TINY,
              rows + 1,
              LENGTH,
              ops,
              new Memory(Device.CPU),
              dtype,
              layout,
              weights,
              gradients)) {
        double loss = learner.learn(batch, 1.0 / asked) / asked;
        assertEquals(expected.loss(), loss, tolerance * expected.loss());
        assertEquals(loss, learner.score(batch) / asked, 1e-9 + tolerance * 1e-2);
        for (Parameter p : layout.parameters()) {
          double[] want = expected.gradients().get(p.name());
          Block got = memory.view(gradients, layout.offset(p.name()), p.elements());
          double difference = 0;
          double norm = 0;
          for (int i = 0; i < want.length; i++) {
            difference += Math.pow(want[i] - got.host().get(i), 2);
            norm += want[i] * want[i];
          }
          double relative = Math.sqrt(difference / norm);
          assertTrue(relative < tolerance, p.name() + ": relative error " + relative);
        }
      }
    }
  }
}
