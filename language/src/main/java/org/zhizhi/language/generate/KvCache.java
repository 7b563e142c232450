package org.zhizhi.language.generate;

import org.zhizhi.engine.kernel.HeadCache;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.language.model.Qwen3Config;

/**
 * What one sequence has left in the attention layers so far: keys and values by layer and head. It
 * grows with the sequence and can be cut back, to try several continuations of one beginning.
 */
public final class KvCache {
  private final HeadCache[][] heads; // [layer][kvHead]
  private int length;

  KvCache(Qwen3Config config, DType dtype) {
    heads = new HeadCache[config.layers()][config.kvHeads()];
    for (HeadCache[] layer : heads) {
      for (int h = 0; h < layer.length; h++) {
        layer[h] = HeadCache.create(config.headDim(), dtype);
      }
    }
  }

  /** Tokens that the sequence has. */
  public int length() {
    return length;
  }

  /**
   * Forgets the tokens from {@code length} on.
   *
   * @throws IllegalArgumentException if the sequence is shorter
   */
  public void cutTo(int length) {
    if (length < 0 || length > this.length) {
      throw new IllegalArgumentException(
          "cannot cut a sequence of " + this.length + " tokens to " + length);
    }
    this.length = length;
  }

  /** Bytes of keys and values that attention reads for each token of the context. */
  public long bytesPerPosition() {
    return (long) heads.length * heads[0].length * heads[0][0].bytesPerPosition();
  }

  HeadCache head(int layer, int kvHead) {
    return heads[layer][kvHead];
  }

  void extend(int tokens) {
    length += tokens;
  }
}
