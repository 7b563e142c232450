package org.zhizhi.language.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SplittableRandom;
import org.zhizhi.base.Json;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Examples;
import org.zhizhi.engine.train.Layout;
import org.zhizhi.engine.train.Parameter;
import org.zhizhi.engine.train.Task;
import org.zhizhi.language.corpus.Row;
import org.zhizhi.language.model.Qwen3;
import org.zhizhi.language.model.Qwen3Config;

/** Next-token prediction on noise: the arithmetic of training without a corpus. */
record RandomTokens(Qwen3Config config, int length) implements Task<Row> {
  @Override
  public List<Parameter> parameters() {
    return Qwen3.parameters(config);
  }

  @Override
  public Examples<Row> examples() {
    SplittableRandom random = new SplittableRandom(1);
    return new Examples<>() {
      @Override
      public Row next() {
        int[] tokens = random.ints(length, 0, config.vocab()).toArray();
        int[] targets = random.ints(length, 0, config.vocab()).toArray();
        return new Row(tokens, targets, new int[length]);
      }

      @Override
      public JsonNode position() {
        return Json.object();
      }

      @Override
      public void seek(JsonNode position) {}
    };
  }

  @Override
  public long predictions(Row row) {
    return length;
  }

  @Override
  public double flops(Row row) {
    return Qwen3.flopsPerRow(config, length);
  }

  @Override
  public String unit() {
    return "tokens";
  }

  @Override
  public long units(Row row) {
    return length;
  }

  @Override
  public Learner<Row> learner(
      Device device, DType dtype, Layout layout, Block weights, Block gradients, int micro) {
    return Qwen3.learner(config, device, dtype, layout, weights, gradients, micro, length);
  }
}
