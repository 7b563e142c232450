package org.zhizhi.language.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.zhizhi.engine.ops.Ops;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Memory;
import org.zhizhi.engine.train.Layout;
import org.zhizhi.engine.train.Task;
import org.zhizhi.language.corpus.Row;

/**
 * Qwen3 forward and backward over a few rows of tokens, written out: what a layer's forward leaves
 * behind is what its backward reads. All memory is taken once, here.
 *
 * <p>Letters: R rows, T tokens a row, N = R T, C hidden, H query heads, K key/value heads, G = H /
 * K, D head width, I intermediate, V vocabulary.
 */
final class Qwen3Learner implements Task.Learner<Row> {
  private final Qwen3Config config;
  private final int rows; // R
  private final int length; // T
  private final int tokens; // N
  private final Ops ops;
  private final Memory memory;

  private final int[] ids;
  private final int[] targets;
  private final int[] starts;

  private final Block embedding; // (V, C)
  private final Block dEmbedding;
  private final Block finalNorm; // (C)
  private final Block dFinalNorm;
  private final List<Layer> layers = new ArrayList<>();

  private final Block last; // (N, C) residual stream after the last layer
  private final Block normed; // (N, C)
  private final Block logits; // (N, V)

  // gradients on the way back, shared by all layers
  private final Block dx; // (N, C) by the residual stream
  private final Block dBranch; // (N, C)
  private final Block dActivation; // (N, I)
  private final Block dQkv; // (N, (H + 2 K) D)
  private final Block dAttended; // (N, H D)
  private final Block dHeads; // (R, H, T, D)
  private final Block dQueries; // (R, H, T, D)
  private final Block dKeys; // (R, K, T, D)
  private final Block dValues; // (R, K, T, D)
  private final Block dScores; // (K, G T, T), one row at a time
  private final List<Block> dHeadsOfRow;
  private final List<Block> dQueriesOfRow;
  private final List<Block> dKeysOfRow;
  private final List<Block> dValuesOfRow;

  /** Weights of one layer, their gradients, and what the forward pass leaves for the backward. */
  private final class Layer {
    final Block norm1, norm2, normQ, normK, qkv, out, gateUp, down;
    final Block dNorm1, dNorm2, dNormQ, dNormK, dQkvW, dOut, dGateUp, dDown;
    final Block x; // (N, C) residual stream before attention
    final Block middle; // (N, C) before the gated unit
    final Block h1, h2; // (N, C) normed
    final Block projected; // (N, (H + 2 K) D)
    final Block queries, keys, values; // (R, H, T, D), (R, K, T, D)
    final Block attended; // (N, H D)
    final Block gateUpX; // (N, 2 I)
    final Block activation; // (N, I)
    final List<Block> queriesOfRow, keysOfRow, valuesOfRow; // (K, G T, D), (K, T, D)
    final List<Block> scoresOfRow; // (K, G T, T)

    Layer(int index, Layout layout, Block w, Block g, DType dtype) {
      String at = "model.layers." + index + ".";
      int c = config.hidden();
      int d = config.headDim();
      int width = (config.heads() + 2 * config.kvHeads()) * d;
      int inner = config.intermediate();
      norm1 = layout.view(memory, w, at + "input_layernorm.weight", c);
      dNorm1 = layout.view(memory, g, at + "input_layernorm.weight", c);
      norm2 = layout.view(memory, w, at + "post_attention_layernorm.weight", c);
      dNorm2 = layout.view(memory, g, at + "post_attention_layernorm.weight", c);
      normQ = layout.view(memory, w, at + "self_attn.q_norm.weight", d);
      dNormQ = layout.view(memory, g, at + "self_attn.q_norm.weight", d);
      normK = layout.view(memory, w, at + "self_attn.k_norm.weight", d);
      dNormK = layout.view(memory, g, at + "self_attn.k_norm.weight", d);
      // q, k and v are neighbours in the layout, as are gate and up: each group is one product
      qkv = layout.view(memory, w, at + "self_attn.q_proj.weight", width, c);
      dQkvW = layout.view(memory, g, at + "self_attn.q_proj.weight", width, c);
      out = layout.view(memory, w, at + "self_attn.o_proj.weight", c, config.heads() * d);
      dOut = layout.view(memory, g, at + "self_attn.o_proj.weight", c, config.heads() * d);
      gateUp = layout.view(memory, w, at + "mlp.gate_proj.weight", 2 * inner, c);
      dGateUp = layout.view(memory, g, at + "mlp.gate_proj.weight", 2 * inner, c);
      down = layout.view(memory, w, at + "mlp.down_proj.weight", c, inner);
      dDown = layout.view(memory, g, at + "mlp.down_proj.weight", c, inner);

      x = memory.rows(dtype, tokens, c);
      middle = memory.rows(dtype, tokens, c);
      h1 = memory.rows(dtype, tokens, c);
      h2 = memory.rows(dtype, tokens, c);
      projected = memory.rows(dtype, tokens, width);
      queries = memory.block(dtype, rows, config.heads(), length, d);
      keys = memory.block(dtype, rows, config.kvHeads(), length, d);
      values = memory.block(dtype, rows, config.kvHeads(), length, d);
      attended = memory.rows(dtype, tokens, config.heads() * d);
      gateUpX = memory.rows(dtype, tokens, 2 * inner);
      activation = memory.rows(dtype, tokens, inner);
      Block scores = memory.block(dtype, rows, config.heads(), length, length);
      queriesOfRow = perRow(queries, config.kvHeads(), group() * length, d);
      keysOfRow = perRow(keys, config.kvHeads(), length, d);
      valuesOfRow = perRow(values, config.kvHeads(), length, d);
      scoresOfRow = perRow(scores, config.kvHeads(), group() * length, length);
    }

    /** From {@link #x} and its norm {@link #h1} to those of what comes next. */
    void forward(Block nextX, Block nextNorm, Block nextH) {
      int k = config.kvHeads();
      int hd = config.heads() * config.headDim();
      ops.matmul(h1, false, qkv, true, projected);
      ops.rotary(projected, 0, config.heads(), normQ, queries);
      ops.rotary(projected, hd, k, normK, keys);
      ops.split(projected, hd + k * config.headDim(), k, values);
      for (int r = 0; r < rows; r++) {
        ops.matmul(queriesOfRow.get(r), false, keysOfRow.get(r), true, scoresOfRow.get(r));
        ops.softmax(scoresOfRow.get(r), starts, r);
        ops.matmul(scoresOfRow.get(r), false, valuesOfRow.get(r), false, dHeadsOfRow.get(r));
      }
      ops.merge(dHeads, 0, config.heads(), attended);
      ops.matmul(attended, false, out, true, dBranch);
      ops.addNorm(x, dBranch, middle, norm2, h2);
      ops.matmul(h2, false, gateUp, true, gateUpX);
      ops.swiGlu(gateUpX, activation);
      ops.matmul(activation, false, down, true, dBranch);
      ops.addNorm(middle, dBranch, nextX, nextNorm, nextH);
    }

    /** Turns {@link #dx} from the gradient after this layer into that before it. */
    void backward() {
      int k = config.kvHeads();
      int hd = config.heads() * config.headDim();
      ops.matmul(dx, true, activation, false, dDown);
      ops.matmul(dx, false, down, false, dActivation);
      ops.swiGluBackward(gateUpX, dActivation, gateUpX);
      ops.matmul(gateUpX, true, h2, false, dGateUp);
      ops.matmul(gateUpX, false, gateUp, false, dBranch);
      ops.normBackward(dBranch, middle, norm2, dx, dNorm2);
      ops.matmul(dx, true, attended, false, dOut);
      ops.matmul(dx, false, out, false, dAttended);
      ops.split(dAttended, 0, config.heads(), dHeads);
      for (int r = 0; r < rows; r++) {
        ops.matmul(scoresOfRow.get(r), true, dHeadsOfRow.get(r), false, dValuesOfRow.get(r));
        ops.matmul(dHeadsOfRow.get(r), false, valuesOfRow.get(r), true, dScores);
        ops.softmaxBackward(scoresOfRow.get(r), dScores, starts, r);
        ops.matmul(dScores, false, keysOfRow.get(r), false, dQueriesOfRow.get(r));
        ops.matmul(dScores, true, queriesOfRow.get(r), false, dKeysOfRow.get(r));
      }
      ops.rotaryBackward(dQueries, projected, 0, config.heads(), normQ, dQkv, dNormQ);
      ops.rotaryBackward(dKeys, projected, hd, k, normK, dQkv, dNormK);
      ops.merge(dValues, hd + k * config.headDim(), k, dQkv);
      ops.matmul(dQkv, true, h1, false, dQkvW);
      ops.matmul(dQkv, false, qkv, false, dBranch);
      ops.normBackward(dBranch, x, norm1, dx, dNorm1);
    }
  }

  Qwen3Learner(
      Qwen3Config config,
      int rows,
      int length,
      Ops ops,
      Memory memory,
      DType dtype,
      Layout layout,
      Block weights,
      Block gradients) {
    this.config = config;
    this.rows = rows;
    this.length = length;
    this.tokens = rows * length;
    this.ops = ops;
    this.memory = memory;
    this.ids = new int[tokens];
    this.targets = new int[tokens];
    this.starts = new int[tokens];
    int c = config.hidden();
    int d = config.headDim();
    String table = "model.embed_tokens.weight";
    this.embedding = layout.view(memory, weights, table, config.vocab(), c);
    this.dEmbedding = layout.view(memory, gradients, table, config.vocab(), c);
    this.finalNorm = layout.view(memory, weights, "model.norm.weight", c);
    this.dFinalNorm = layout.view(memory, gradients, "model.norm.weight", c);
    this.last = memory.rows(dtype, tokens, c);
    this.normed = memory.rows(dtype, tokens, c);
    this.logits = memory.rows(dtype, tokens, config.vocab());
    this.dx = memory.rows(dtype, tokens, c);
    this.dBranch = memory.rows(dtype, tokens, c);
    this.dActivation = memory.rows(dtype, tokens, config.intermediate());
    this.dQkv = memory.rows(dtype, tokens, (config.heads() + 2L * config.kvHeads()) * d);
    this.dAttended = memory.rows(dtype, tokens, config.heads() * d);
    this.dHeads = memory.block(dtype, rows, config.heads(), length, d);
    this.dQueries = memory.block(dtype, rows, config.heads(), length, d);
    this.dKeys = memory.block(dtype, rows, config.kvHeads(), length, d);
    this.dValues = memory.block(dtype, rows, config.kvHeads(), length, d);
    this.dScores = memory.block(dtype, config.kvHeads(), (long) group() * length, length);
    this.dHeadsOfRow = perRow(dHeads, config.kvHeads(), group() * length, d);
    this.dQueriesOfRow = perRow(dQueries, config.kvHeads(), group() * length, d);
    this.dKeysOfRow = perRow(dKeys, config.kvHeads(), length, d);
    this.dValuesOfRow = perRow(dValues, config.kvHeads(), length, d);
    for (int l = 0; l < config.layers(); l++) {
      layers.add(new Layer(l, layout, weights, gradients, dtype));
    }
  }

  private int group() {
    return config.heads() / config.kvHeads();
  }

  private List<Block> perRow(Block block, long... shape) {
    long elements = block.elements() / rows;
    List<Block> views = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      views.add(memory.view(block, r * elements, shape));
    }
    return views;
  }

  @Override
  public double learn(List<Row> examples, double scale) {
    try (PointerScope scope = new PointerScope()) {
      load(examples);
      forward();
      double loss = ops.crossEntropy(logits, targets, 0, (float) scale);
      backward();
      return loss;
    }
  }

  @Override
  public double score(List<Row> examples) {
    double loss = 0;
    for (double l : losses(examples)) {
      loss += l;
    }
    return loss;
  }

  /** {@code -log p(target)} in nats at each of the N positions, 0 where nothing is asked. */
  double[] losses(List<Row> examples) {
    try (PointerScope scope = new PointerScope()) {
      load(examples);
      forward();
      double[] losses = new double[tokens];
      ops.losses(logits, targets, 0, losses);
      return losses;
    }
  }

  /** Rows that are not given ask for nothing and see only themselves. */
  private void load(List<Row> examples) {
    if (examples.size() > rows) {
      throw new IllegalArgumentException(examples.size() + " rows given, room for " + rows);
    }
    for (int r = 0; r < rows; r++) {
      if (r < examples.size()) {
        Row row = examples.get(r);
        System.arraycopy(row.tokens(), 0, ids, r * length, length);
        System.arraycopy(row.targets(), 0, targets, r * length, length);
        System.arraycopy(row.starts(), 0, starts, r * length, length);
      } else {
        Arrays.fill(ids, r * length, (r + 1) * length, 0);
        Arrays.fill(targets, r * length, (r + 1) * length, -1);
        Arrays.setAll(starts, i -> i >= examples.size() * length ? i % length : starts[i]);
      }
    }
  }

  private void forward() {
    Layer first = layers.getFirst();
    ops.embed(embedding, ids, 0, first.x);
    ops.norm(first.x, first.norm1, first.h1);
    for (int l = 0; l < layers.size() - 1; l++) {
      Layer next = layers.get(l + 1);
      layers.get(l).forward(next.x, next.norm1, next.h1);
    }
    layers.getLast().forward(last, finalNorm, normed);
    ops.matmul(normed, false, embedding, true, logits);
  }

  private void backward() {
    ops.matmul(logits, true, normed, false, dEmbedding);
    ops.matmul(logits, false, embedding, false, dBranch);
    dx.tensor().zero_();
    ops.normBackward(dBranch, last, finalNorm, dx, dFinalNorm);
    for (Layer layer : layers.reversed()) {
      layer.backward();
    }
    ops.embedBackward(dx, ids, 0, dEmbedding);
  }

  @Override
  public void close() {
    memory.close();
    ops.close();
  }
}
