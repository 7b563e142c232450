package org.zhizhi.language.generate;

/** Picks the next token from its logits. */
public interface Sampler {
  /**
   * The id of the token picked.
   *
   * @param logits one for each token of the vocabulary, all finite; may be overwritten
   */
  int sample(float[] logits);

  /** The most likely token; of equals the first. */
  Sampler GREEDY =
      logits -> {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
          if (logits[i] > logits[best]) {
            best = i;
          }
        }
        return best;
      };
}
