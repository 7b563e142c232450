package org.zhizhi.trust.calibration;

import org.zhizhi.trust.Scored;

/**
 * Calibration by a sigmoid of the score (Platt, 1999), fitted by Newton's method with backtracking
 * (Lin, Lin and Weng, 2007). Two numbers: what to use with fewer than a few hundred items.
 *
 * @param slope per unit of score, at least 0
 * @param intercept log-odds at score 0
 */
public record Platt(double slope, double intercept) implements Calibrator {
  public Platt {
    if (!(slope >= 0 && Double.isFinite(slope) && Double.isFinite(intercept))) {
      throw new IllegalArgumentException("slope " + slope + ", intercept " + intercept);
    }
  }

  /**
   * Fits {@code items}; targets are Platt's, (right + 1) / (right + 2) and 1 / (wrong + 2), which
   * keeps the sigmoid from becoming a step. Where higher scores are less often right, the slope is
   * 0.
   *
   * @param items with finite scores
   */
  public static Platt fit(Scored items) {
    double[] score = items.score();
    int n = items.n();
    double mean = 0;
    double spread = 0;
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(score[i])) {
        throw new IllegalArgumentException("score " + i + " is " + score[i]);
      }
      double step = score[i] - mean;
      mean += step / (i + 1);
      spread += step * (score[i] - mean);
    }
    double scale = Math.sqrt(spread / n);
    int right = items.rightCount();
    double high = (right + 1.0) / (right + 2.0);
    double low = 1 / (n - right + 2.0);
    double base = (right + 1.0) / (n + 2.0);
    double flat = StrictMath.log(base / (1 - base));
    if (!(scale > 0 && Double.isFinite(scale))) {
      return new Platt(0, flat);
    }
    double[] z = new double[n];
    double[] target = new double[n];
    for (int i = 0; i < n; i++) {
      z[i] = (score[i] - mean) / scale;
      target[i] = items.right()[i] ? high : low;
    }
    double[] fitted = newton(z, target, flat);
    double slope = fitted[0] / scale;
    double intercept = fitted[1] - slope * mean;
    return fitted[0] <= 0 || !Double.isFinite(slope) || !Double.isFinite(intercept)
        ? new Platt(0, flat)
        : new Platt(slope, intercept);
  }

  /** Slope and intercept on standardised scores. */
  private static double[] newton(double[] z, double[] target, double flat) {
    double a = 0;
    double b = flat;
    double loss = loss(z, target, a, b);
    for (int iteration = 0; iteration < 100; iteration++) {
      double aa = 1e-12;
      double ab = 0;
      double bb = 1e-12;
      double ga = 0;
      double gb = 0;
      for (int i = 0; i < z.length; i++) {
        double p = Sigmoid.of(a * z[i] + b);
        double curve = p * (1 - p);
        aa += z[i] * z[i] * curve;
        ab += z[i] * curve;
        bb += curve;
        ga += z[i] * (p - target[i]);
        gb += p - target[i];
      }
      if (Math.abs(ga) < 1e-9 * z.length && Math.abs(gb) < 1e-9 * z.length) {
        break;
      }
      double determinant = aa * bb - ab * ab;
      double da = -(bb * ga - ab * gb) / determinant;
      double db = -(aa * gb - ab * ga) / determinant;
      double descent = ga * da + gb * db;
      double step = 1;
      for (; step > 1e-10; step /= 2) {
        double tried = loss(z, target, a + step * da, b + step * db);
        if (tried < loss + 1e-4 * step * descent) {
          a += step * da;
          b += step * db;
          loss = tried;
          break;
        }
      }
      if (step <= 1e-10) {
        break; // as low as doubles tell
      }
    }
    return new double[] {a, b};
  }

  private static double loss(double[] z, double[] target, double a, double b) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += Sigmoid.loss(a * z[i] + b, target[i]);
    }
    return sum;
  }

  @Override
  public double confidence(double score) {
    return Sigmoid.of(slope == 0 ? intercept : slope * score + intercept);
  }
}
