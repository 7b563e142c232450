package org.zhizhi.language.model;

import java.util.Optional;

/**
 * The shape of a Qwen3 decoder (arXiv:2505.09388): RMSNorm before each block, rotary positions,
 * grouped-query attention with a norm on queries and keys, SwiGLU, tied embeddings. Its relatives
 * differ in the last four: Qwen2 (arXiv:2407.10671) has biases in the place of these norms, Llama
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
 * @param bias whether queries, keys and values have a bias
 * @param headNorms whether queries and keys are normed
 * @param tied whether the embedding is the output head
 * @param stretch how rotary frequencies are stretched for a longer context
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
    boolean bias,
    boolean headNorms,
    boolean tied,
    Optional<RopeStretch> stretch) {

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
        false,
        true,
        true,
        Optional.empty());
  }

  /** Whether this is the one that can be trained: a Qwen3 with tied embeddings. */
  public boolean trainable() {
    return !bias && headNorms && tied && stretch.isEmpty();
  }

  /** All parameters; an embedding that is also the output head counts once. */
  public long parameters() {
    long stacked = (long) headDim * (heads + 2L * kvHeads); // queries, keys, values
    long attention = stacked * hidden + (long) heads * headDim * hidden + (bias ? stacked : 0);
    long norms = 2L * hidden + (headNorms ? 2L * headDim : 0);
    long block = attention + 3L * hidden * intermediate + norms;
    return (tied ? 1L : 2L) * vocab * hidden + layers * block + hidden;
  }
}
