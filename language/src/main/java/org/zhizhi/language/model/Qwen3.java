package org.zhizhi.language.model;

import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.ops.CpuOps;
import org.zhizhi.engine.ops.DecoderShape;
import org.zhizhi.engine.ops.TorchOps;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.tensor.Memory;
import org.zhizhi.engine.train.Layout;
import org.zhizhi.engine.train.Parameter;
import org.zhizhi.engine.train.Parameter.Kind;
import org.zhizhi.engine.train.Task;
import org.zhizhi.language.corpus.Row;

/** What a {@link Qwen3Config} implies: its parameters in file order, and its arithmetic. */
public final class Qwen3 {
  private Qwen3() {}

  /**
   * The parameters under their Hugging Face names. Queries, keys and values are neighbours, as are
   * gate and up, so that each group is one matrix in memory. Matrices start with a spread of
   * 1/sqrt(fan-in); those that write to the residual stream with less the deeper the model (GPT-2).
   *
   * @throws BadInput if the shape is one that can only be run
   */
  public static List<Parameter> parameters(Qwen3Config c) {
    if (!c.trainable()) {
      throw new BadInput(
          "the model is no Qwen3 with tied embeddings",
          "it can be asked and examined, but not trained or tuned; begin with a Qwen3");
    }
    List<Parameter> all = new ArrayList<>();
    all.add(parameter("model.embed_tokens.weight", Kind.TABLE, 0.02, c.vocab(), c.hidden()));
    double into = 1 / Math.sqrt(c.hidden());
    double residual = 1 / Math.sqrt(2.0 * c.layers());
    int queries = c.heads() * c.headDim();
    int keys = c.kvHeads() * c.headDim();
    for (int l = 0; l < c.layers(); l++) {
      String at = "model.layers." + l + ".";
      all.add(gain(at + "input_layernorm.weight", c.hidden()));
      all.add(parameter(at + "self_attn.q_proj.weight", Kind.MATRIX, into, queries, c.hidden()));
      all.add(parameter(at + "self_attn.k_proj.weight", Kind.MATRIX, into, keys, c.hidden()));
      all.add(parameter(at + "self_attn.v_proj.weight", Kind.MATRIX, into, keys, c.hidden()));
      all.add(gain(at + "self_attn.q_norm.weight", c.headDim()));
      all.add(gain(at + "self_attn.k_norm.weight", c.headDim()));
      all.add(
          parameter(
              at + "self_attn.o_proj.weight",
              Kind.MATRIX,
              residual / Math.sqrt(queries),
              c.hidden(),
              queries));
      all.add(gain(at + "post_attention_layernorm.weight", c.hidden()));
      all.add(
          parameter(at + "mlp.gate_proj.weight", Kind.MATRIX, into, c.intermediate(), c.hidden()));
      all.add(
          parameter(at + "mlp.up_proj.weight", Kind.MATRIX, into, c.intermediate(), c.hidden()));
      all.add(
          parameter(
              at + "mlp.down_proj.weight",
              Kind.MATRIX,
              residual / Math.sqrt(c.intermediate()),
              c.hidden(),
              c.intermediate()));
    }
    all.add(gain("model.norm.weight", c.hidden()));
    return all;
  }

  private static Parameter parameter(String name, Kind kind, double spread, long... shape) {
    return new Parameter(name, shape, kind, 0, (float) spread);
  }

  private static Parameter gain(String name, long size) {
    return new Parameter(name, new long[] {size}, Kind.VECTOR, 1, 0);
  }

  /**
   * Floating-point operations to learn from one row of {@code length} tokens, counted as PaLM does
   * (arXiv:2204.02311, appendix B): six a parameter and token, twelve a layer, attended width and
   * position; nothing for norms, softmax or the optimiser.
   */
  public static double flopsPerRow(Qwen3Config c, int length) {
    double perToken =
        6.0 * c.parameters() + 12.0 * c.layers() * c.heads() * c.headDim() * (double) length;
    return perToken * length;
  }

  /** A learner with memory of its own for {@code rows} rows of {@code length} tokens at once. */
  public static Task.Learner<Row> learner(
      Qwen3Config config,
      Device device,
      DType dtype,
      Layout layout,
      Block weights,
      Block gradients,
      int rows,
      int length) {
    return new Qwen3Learner(
        config,
        rows,
        length,
        device == Device.CPU
            ? new CpuOps(shape(config, length))
            : new TorchOps(shape(config, length), device),
        new Memory(device),
        dtype,
        layout,
        weights,
        gradients);
  }

  static DecoderShape shape(Qwen3Config c, int length) {
    return new DecoderShape(
        c.hidden(), c.intermediate(), c.headDim(), length, c.vocab(), c.ropeTheta(), c.rmsEps());
  }
}
