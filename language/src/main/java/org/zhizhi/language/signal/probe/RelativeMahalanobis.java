package org.zhizhi.language.signal.probe;

import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;

/**
 * Relative Mahalanobis distance (Ren et al. 2023, arXiv:2209.15558): how much nearer the state
 * after the question lies to those of questions answered rightly than to those of all questions.
 *
 * @param right of questions that were answered rightly
 * @param all of all
 */
record RelativeMahalanobis(Gaussian right, Gaussian all) implements Signal {
  static final String ID = "relative_mahalanobis";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Cost cost() {
    return Cost.READING;
  }

  @Override
  public double of(Evidence evidence) {
    float[] state = evidence.reading().hidden();
    return all.distance(state) - right.distance(state);
  }
}
