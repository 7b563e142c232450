package org.zhizhi.language.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.file.Safetensors;
import org.zhizhi.engine.file.TensorSource;
import org.zhizhi.engine.kernel.Bf16;
import org.zhizhi.engine.ops.CpuOps;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.engine.tensor.Memory;
import org.zhizhi.engine.train.Layout;
import org.zhizhi.engine.train.Parameter;
import org.zhizhi.language.corpus.Row;

/**
 * Says how surprised a model is by every token of rows. It computes as a training step does, in
 * bf16 through the whole row at once, and is several times faster than a decoder; a decoder that
 * computes in floats gives the same to about two digits behind the point.
 *
 * <p>For one thread at a time, a platform thread.
 */
public final class RowScorer implements AutoCloseable {
  /** As many as a training step takes at once: docs/tried.md. */
  private static final int TOKENS = 1024;

  private final Qwen3Config config;
  private final int length;
  private final int rows;
  private final Layout layout;
  private final Memory memory = new Memory(Device.CPU);
  private final Block weights;
  private final Qwen3Learner learner;

  /**
   * A scorer without weights; see {@link #take}.
   *
   * @param length tokens of a row, T
   */
  public RowScorer(Qwen3Config config, int length) {
    this.config = config;
    this.length = length;
    this.rows = Math.max(1, TOKENS / length);
    this.layout = new Layout(Qwen3.parameters(config));
    this.weights = memory.block(DType.BF16, layout.elements());
    // no gradient is ever written: the weights' own block stands in for them
    this.learner =
        new Qwen3Learner(
            config,
            rows,
            length,
            new CpuOps(Qwen3.shape(config, length)),
            new Memory(Device.CPU),
            DType.BF16,
            layout,
            weights,
            weights);
  }

  /** A scorer of the model in a folder, with rows of {@code length} tokens. */
  public static RowScorer of(ModelFolder model, int length) {
    RowScorer scorer = new RowScorer(model.config(), length);
    try (Safetensors file = model.weights()) {
      for (Parameter p : scorer.layout.parameters()) {
        scorer.take(p, file.tensor(p.name()));
      }
      return scorer;
    } catch (RuntimeException e) {
      scorer.close();
      throw e;
    }
  }

  /** Takes over the weights of all parameters, fp32 or bf16, by their Hugging Face names. */
  public void take(List<TensorSource> sources) {
    Map<String, TensorSource> byName = new HashMap<>();
    sources.forEach(source -> byName.put(source.name(), source));
    for (Parameter p : layout.parameters()) {
      TensorSource source = byName.get(p.name());
      take(p, new HostTensor(source.dtype(), source.shape(), source.data().get()));
    }
  }

  private void take(Parameter p, HostTensor tensor) {
    if (tensor.elements() != p.elements()) {
      throw new BadInput(
          p.name() + ": has " + tensor.elements() + " values, not " + p.elements(),
          "the weights and config.json belong to different models");
    }
    HostTensor into =
        new HostTensor(
            DType.BF16,
            p.shape(),
            weights.host().data().asSlice(2 * layout.offset(p.name()), 2 * p.elements()));
    switch (tensor.dtype()) {
      case BF16 -> into.data().copyFrom(tensor.data());
      case F32 -> Bf16.round(tensor, into);
      default ->
          throw new BadInput(
              p.name() + " is stored as " + tensor.dtype(), "convert the model to BF16 or F32");
    }
  }

  /** Tokens of a row. */
  public int length() {
    return length;
  }

  /**
   * {@code -log p(target)} in nats at each position of each row, 0 where nothing is asked: (rows,
   * T).
   */
  public List<double[]> losses(List<Row> all) {
    torch.set_num_threads(1); // of this thread: OpenMP would start a team of its own
    List<double[]> losses = new ArrayList<>(all.size());
    for (int from = 0; from < all.size(); from += rows) {
      List<Row> some = all.subList(from, Math.min(from + rows, all.size()));
      double[] flat = learner.losses(some);
      for (int r = 0; r < some.size(); r++) {
        losses.add(Arrays.copyOfRange(flat, r * length, (r + 1) * length));
      }
    }
    return losses;
  }

  /** The shape of the model. */
  public Qwen3Config config() {
    return config;
  }

  @Override
  public void close() {
    learner.close();
    memory.close();
  }
}
