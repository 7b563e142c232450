package org.zhizhi.language.model;

/**
 * The shape of a Qwen3 decoder (arXiv:2505.09388): RMSNorm before each block, rotary positions,
 * grouped-query attention with a norm on queries and keys, SwiGLU, tied embeddings. Its relatives
 * are variants: Qwen2 (arXiv:2407.10671) has biases in the place of these norms, Llama
 * (arXiv:2407.21783) neither, and larger ones of each an output head of its own. Those can be run,
 * not trained.
 *
 * @param vocab tokens the embedding holds
 * @param hidden width of the residual stream
 * @param layers blocks
 * @param heads query heads
 * @param kvHeads key/value heads; divides {@code heads}
 * @param headDim width of one head, even; {@code heads * headDim} may differ from {@code hidden}
 * @param intermediate width of the SwiGLU block
 * @param maxPositions longest context trained for
 * @param ropeTheta base of the rotary frequencies
 * @param rmsEps added to the mean square in RMSNorm
 * @param variant what sets a relative apart
 */
public record Qwen3Config(
    int vocab,
    int hidden,
    int layers,
    int heads,
    int kvHeads,
    int headDim,
    int intermediate,
    int maxPositions,
    double ropeTheta,
    double rmsEps,
    Variant variant) {

  public Qwen3Config {
    variant = variant == null ? Variant.QWEN3 : variant; // plans of older runs name none
  }

  /** A Qwen3 with tied embeddings. */
  public Qwen3Config(
      int vocab,
      int hidden,
      int layers,
      int heads,
      int kvHeads,
      int headDim,
      int intermediate,
      int maxPositions,
      double ropeTheta,
      double rmsEps) {
    this(
        vocab,
        hidden,
        layers,
        heads,
        kvHeads,
        headDim,
        intermediate,
        maxPositions,
        ropeTheta,
        rmsEps,
        Variant.QWEN3);
  }

  /** Whether this is the one that can be trained: a Qwen3 with tied embeddings. */
  public boolean trainable() {
    return variant.equals(Variant.QWEN3);
  }

  /** All parameters; an embedding that is also the output head counts once. */
  public long parameters() {
    long stacked = (long) headDim * (heads + 2L * kvHeads); // queries, keys, values
    long attention =
        stacked * hidden + (long) heads * headDim * hidden + (variant.bias() ? stacked : 0);
    long norms = 2L * hidden + (variant.headNorms() ? 2L * headDim : 0);
    long block = attention + 3L * hidden * intermediate + norms;
    return (variant.tied() ? 1L : 2L) * vocab * hidden + layers * block + hidden;
  }
}
