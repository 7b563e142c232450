package org.zhizhi.trust.guarantee;

import org.zhizhi.trust.Proportion;

/**
 * What is to be promised: "of the answers given, at most {@code risk} are wrong, with {@code
 * confidence}".
 *
 * @param risk greatest share wrong, in (0, 1), such as 0.05
 * @param confidence in (0, 1), such as 0.9: how probable it is, over draws of the calibration
 *     items, that the promise is kept
 */
public record Aim(double risk, double confidence) {
  public Aim {
    Proportion.requireLevel(confidence);
    if (!(risk > 0 && risk < 1)) {
      throw new IllegalArgumentException("risk " + risk + " is not between 0 and 1");
    }
  }

  /** How probable it may be that the promise is broken: 1 - confidence. */
  public double delta() {
    return 1 - confidence;
  }
}
