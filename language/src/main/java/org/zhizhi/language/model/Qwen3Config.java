package org.zhizhi.language.model;

/**
 * The shape of a Qwen3 decoder (arXiv:2505.09388): RMSNorm before each block, rotary positions,
 * grouped-query attention with a norm on queries and keys, SwiGLU, tied embeddings.
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
    double rmsEps) {

  /** All parameters; the embedding, which is also the output head, counts once. */
  public long parameters() {
    long attention =
        (long) hidden * headDim * (heads + 2L * kvHeads) + (long) heads * headDim * hidden;
    long block = attention + 3L * hidden * intermediate + 2L * hidden + 2L * headDim;
    return (long) vocab * hidden + layers * block + hidden;
  }
}
