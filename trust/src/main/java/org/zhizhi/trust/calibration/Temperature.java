package org.zhizhi.trust.calibration;

import org.zhizhi.trust.Scored;

/**
 * Calibration of a score that already is log-odds by one number (Guo et al., 2017): {@code
 * sigmoid(score / temperature)}. Cannot move the point of even odds; mends over-confidence only.
 *
 * @param temperature positive; above 1 the score was over-confident
 */
public record Temperature(double temperature) implements Calibrator {
  private static final double LEAST = 1e-3;
  private static final double MOST = 1e3;

  public Temperature {
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException("temperature " + temperature + " is not positive");
    }
  }

  /**
   * The temperature of least cross entropy, between 0.001 and 1000: its slope in 1 / temperature
   * never falls, so bisection finds it to the last bit.
   *
   * @param items with log-odds as scores, finite
   */
  public static Temperature fit(Scored items) {
    for (int i = 0; i < items.n(); i++) {
      if (!Double.isFinite(items.score()[i])) {
        throw new IllegalArgumentException("score " + i + " is " + items.score()[i]);
      }
    }
    double low = 1 / MOST;
    double high = 1 / LEAST;
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return new Temperature(1 / middle);
      }
      if (slope(items, middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  private static double slope(Scored items, double inverse) {
    double sum = 0;
    for (int i = 0; i < items.n(); i++) {
      double x = items.score()[i];
      sum += x * (Sigmoid.of(x * inverse) - (items.right()[i] ? 1 : 0));
    }
    return sum;
  }

  @Override
  public double confidence(double score) {
    return Sigmoid.of(score / temperature);
  }
}
