package org.zhizhi.engine.train;

/**
 * Learning rate by step: linear warm-up, a stable stretch, linear decay to zero (WSD,
 * arXiv:2404.06395). Until the decay begins the rate does not depend on the total, so a run bounded
 * by time may learn its total while it is under way.
 *
 * @param peak rate of the stable stretch
 * @param warmup steps to reach it
 * @param total steps of the run
 * @param decay share of the total spent on the decay, 0 to 1
 */
public record Schedule(double peak, long warmup, long total, double decay) {

  /** The rate at step {@code step}, counted from 0. */
  public double rate(long step) {
    long decaySteps = Math.max(1, Math.round(total * decay));
    double up = Math.min(1, (step + 1.0) / Math.max(1, warmup));
    double down = Math.min(1, Math.max(0, (total - step) / (double) decaySteps));
    return peak * Math.min(up, down);
  }
}
