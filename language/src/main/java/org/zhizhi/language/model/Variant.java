package org.zhizhi.language.model;

/**
 * What sets a decoder of the Qwen3 kind apart from the others.
 *
 * @param bias whether queries, keys and values have a bias
 * @param headNorms whether queries and keys are normed
 * @param tied whether the embedding is the output head
 * @param stretch how rotary frequencies are stretched for a longer context
 */
public record Variant(boolean bias, boolean headNorms, boolean tied, RopeStretch stretch) {
  /** Qwen3 with tied embeddings: the one that can be trained. */
  public static final Variant QWEN3 = new Variant(false, true, true, RopeStretch.NONE);
}
