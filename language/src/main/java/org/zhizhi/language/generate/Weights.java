package org.zhizhi.language.generate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.kernel.Bf16;
import org.zhizhi.engine.kernel.Matrix;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.language.model.Qwen3Config;

/**
 * The parameters of a decoder of the Qwen3 kind as its products read them: matrices where they lie,
 * mapped or not, those with one input stacked; norm weights as floats. The memory belongs to
 * whoever made the tensors, must outlive this, and must be open to all threads (a shared arena).
 */
public final class Weights {
  private static final String EMBEDDING = "model.embed_tokens.weight";
  private static final String FINAL_NORM = "model.norm.weight";
  private static final String HEAD = "lm_head.weight";

  /**
   * One block.
   *
   * @param qkv queries, keys and values stacked: ((heads + 2 kvHeads) headDim, hidden)
   * @param bias added to them, as long as they are high; empty where the model has none
   * @param queryNorm empty where the model has none, like {@code keyNorm}
   * @param gateUp gates and values of SwiGLU stacked: (2 intermediate, hidden)
   */
  record Block(
      float[] attentionNorm,
      Matrix qkv,
      float[] bias,
      float[] queryNorm,
      float[] keyNorm,
      Matrix attentionOut,
      float[] mlpNorm,
      Matrix gateUp,
      Matrix down) {}

  private final Qwen3Config config;
  private final Matrix embedding;
  private final List<Block> blocks;
  private final float[] finalNorm;
  private final Matrix head;

  private Weights(Qwen3Config config, Source source) {
    this.config = config;
    this.embedding = source.matrix(EMBEDDING);
    this.blocks = new ArrayList<>();
    for (int layer = 0; layer < config.layers(); layer++) {
      String at = "model.layers." + layer + ".";
      blocks.add(
          new Block(
              source.vector(true, at + "input_layernorm.weight"),
              source.matrix(
                  at + "self_attn.q_proj.weight",
                  at + "self_attn.k_proj.weight",
                  at + "self_attn.v_proj.weight"),
              source.vector(
                  config.variant().bias(),
                  at + "self_attn.q_proj.bias",
                  at + "self_attn.k_proj.bias",
                  at + "self_attn.v_proj.bias"),
              source.vector(config.variant().headNorms(), at + "self_attn.q_norm.weight"),
              source.vector(config.variant().headNorms(), at + "self_attn.k_norm.weight"),
              source.matrix(at + "self_attn.o_proj.weight"),
              source.vector(true, at + "post_attention_layernorm.weight"),
              source.matrix(at + "mlp.gate_proj.weight", at + "mlp.up_proj.weight"),
              source.matrix(at + "mlp.down_proj.weight")));
    }
    this.finalNorm = source.vector(true, FINAL_NORM);
    boolean own = !config.variant().tied() || source.tensors.containsKey(HEAD);
    this.head = own ? source.matrix(HEAD) : embedding;
  }

  /** The shape of every parameter by its Hugging Face name, in the order of the network. */
  static Map<String, long[]> shapes(Qwen3Config config) {
    long hidden = config.hidden();
    long queries = (long) config.heads() * config.headDim();
    long keys = (long) config.kvHeads() * config.headDim();
    long middle = config.intermediate();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(EMBEDDING, new long[] {config.vocab(), hidden});
    for (int layer = 0; layer < config.layers(); layer++) {
      String at = "model.layers." + layer + ".";
      shapes.put(at + "input_layernorm.weight", new long[] {hidden});
      shapes.put(at + "self_attn.q_proj.weight", new long[] {queries, hidden});
      shapes.put(at + "self_attn.k_proj.weight", new long[] {keys, hidden});
      shapes.put(at + "self_attn.v_proj.weight", new long[] {keys, hidden});
      if (config.variant().bias()) {
        shapes.put(at + "self_attn.q_proj.bias", new long[] {queries});
        shapes.put(at + "self_attn.k_proj.bias", new long[] {keys});
        shapes.put(at + "self_attn.v_proj.bias", new long[] {keys});
      }
      if (config.variant().headNorms()) {
        shapes.put(at + "self_attn.q_norm.weight", new long[] {config.headDim()});
        shapes.put(at + "self_attn.k_norm.weight", new long[] {config.headDim()});
      }
      shapes.put(at + "self_attn.o_proj.weight", new long[] {hidden, queries});
      shapes.put(at + "post_attention_layernorm.weight", new long[] {hidden});
      shapes.put(at + "mlp.gate_proj.weight", new long[] {middle, hidden});
      shapes.put(at + "mlp.up_proj.weight", new long[] {middle, hidden});
      shapes.put(at + "mlp.down_proj.weight", new long[] {hidden, middle});
    }
    shapes.put(FINAL_NORM, new long[] {hidden});
    if (!config.variant().tied()) {
      shapes.put(HEAD, new long[] {config.vocab(), hidden});
    }
    return shapes;
  }

  /**
   * Takes the tensors that {@code config} calls for, by their Hugging Face names, BF16 or F32. The
   * embedding is the output head unless there is a {@code lm_head.weight}.
   *
   * @throws BadInput if a tensor is missing or has another shape or type
   */
  public static Weights of(Qwen3Config config, Map<String, HostTensor> tensors) {
    Map<String, long[]> shapes = shapes(config);
    shapes.put(HEAD, shapes.get(EMBEDDING));
    return new Weights(config, new Source(tensors, shapes));
  }

  /** The shape of the network. */
  public Qwen3Config config() {
    return config;
  }

  /** The type of the matrices. */
  public DType dtype() {
    return embedding.dtype();
  }

  /** Bytes of weights that are read to decode one token: all but the embedding's other rows. */
  public long bytesPerToken() {
    long bytes = head.bytes();
    for (Block b : blocks) {
      bytes += b.qkv.bytes() + b.attentionOut.bytes() + b.gateUp.bytes() + b.down.bytes();
    }
    return bytes;
  }

  Block block(int layer) {
    return blocks.get(layer);
  }

  float[] finalNorm() {
    return finalNorm;
  }

  Matrix head() {
    return head;
  }

  /** Writes the embedding of {@code token} as floats. */
  void embed(int token, float[] into, int at) {
    read(embedding.parts().getFirst(), (long) token * config.hidden(), into, at, config.hidden());
  }

  private static void read(HostTensor from, long element, float[] into, int at, int n) {
    long offset = element * from.dtype().bytes();
    if (from.dtype() == DType.BF16) {
      Bf16.load(from.data(), offset, into, at, n);
    } else {
      MemorySegment.copy(from.data(), ValueLayout.JAVA_FLOAT_UNALIGNED, offset, into, at, n);
    }
  }

  /** Tensors, each checked against the shape it should have. */
  private record Source(Map<String, HostTensor> tensors, Map<String, long[]> shapes) {

    Matrix matrix(String... stacked) {
      return Matrix.of(Arrays.stream(stacked).map(this::tensor).toArray(HostTensor[]::new));
    }

    /** Vectors one after the other; empty if the model has none of that name. */
    float[] vector(boolean there, String... names) {
      float[] values = new float[0];
      for (String name : there ? names : new String[0]) {
        HostTensor tensor = tensor(name);
        int at = values.length;
        values = Arrays.copyOf(values, at + Math.toIntExact(tensor.elements()));
        read(tensor, 0, values, at, values.length - at);
      }
      return values;
    }

    private HostTensor tensor(String name) {
      long[] shape = shapes.get(name);
      HostTensor tensor = tensors.get(name);
      if (tensor == null) {
        throw new BadInput(
            "the model has no tensor " + name, "use a model whose config.json fits its file");
      }
      if (!Arrays.equals(tensor.shape(), shape)) {
        throw new BadInput(
            name
                + " has shape "
                + Arrays.toString(tensor.shape())
                + ", config.json means "
                + Arrays.toString(shape),
            "use the config.json that belongs to the weights");
      }
      if (tensor.dtype() != DType.BF16 && tensor.dtype() != DType.F32) {
        throw new BadInput(
            name + " is stored as " + tensor.dtype(), "convert the model to BF16 or F32");
      }
      DType matrices = tensors.get(EMBEDDING).dtype();
      if (shape.length == 2 && tensor.dtype() != matrices) {
        throw new BadInput(
            name + " is stored as " + tensor.dtype() + ", " + EMBEDDING + " as " + matrices,
            "store all matrices of the model in one type");
      }
      return tensor;
    }
  }
}
