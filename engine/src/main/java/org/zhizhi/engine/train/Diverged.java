package org.zhizhi.engine.train;

/** The loss is no number any more; the message names the step and the batch. */
public final class Diverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Diverged(long step, String batch) {
    super(
        "step "
            + step
            + ": the loss is not a number; the batch begins at "
            + batch
            + "; the last checkpoint is unharmed: lower --rate, or look at that batch");
  }
}
