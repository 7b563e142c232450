package org.zhizhi.trust.calibration;

import java.util.Arrays;

/**
 * Several signals as one score: logistic regression on standardised signals with an L2 penalty, by
 * Newton's method (iteratively reweighted least squares); deterministic. A signal is held to the
 * range that was seen in fitting, so that one value out of all proportion cannot decide alone.
 *
 * @param mean of each signal
 * @param scale standard deviation of each signal, positive; 1 where it never varied
 * @param low least value seen
 * @param high greatest value seen
 * @param weight of each standardised signal
 * @param intercept log-odds at the means
 */
public record Logistic(
    double[] mean, double[] scale, double[] low, double[] high, double[] weight, double intercept) {
  /** Penalty as of half an item per signal; the default of most libraries. */
  public static final double PENALTY = 1;

  public Logistic {
    int d = mean.length;
    if (scale.length != d || low.length != d || high.length != d || weight.length != d) {
      throw new IllegalArgumentException("numbers of signals differ from " + d);
    }
    double sum = intercept;
    for (int j = 0; j < d; j++) {
      sum += mean[j] + scale[j] + low[j] + high[j] + weight[j];
      if (!(scale[j] > 0 && low[j] <= high[j])) {
        throw new IllegalArgumentException(
            "signal " + j + ": scale " + scale[j] + ", range " + low[j] + " to " + high[j]);
      }
    }
    if (!Double.isFinite(sum)) {
      throw new IllegalArgumentException("a number of the combination is not finite");
    }
  }

  /** How many signals it takes. */
  public int signals() {
    return weight.length;
  }

  /**
   * Log-odds of being right.
   *
   * @param signals in the order of the fit, no NaN; may be infinite
   */
  public double score(double[] signals) {
    if (signals.length != weight.length) {
      throw new IllegalArgumentException(
          "signals differ: " + signals.length + " != " + weight.length);
    }
    double sum = intercept;
    for (int j = 0; j < weight.length; j++) {
      if (Double.isNaN(signals[j])) {
        throw new IllegalArgumentException("signal " + j + " is NaN");
      }
      sum += weight[j] * (Math.clamp(signals[j], low[j], high[j]) - mean[j]) / scale[j];
    }
    return sum;
  }

  /** Log-odds of many items. */
  public double[] scores(double[][] rows) {
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = score(rows[i]);
    }
    return scores;
  }

  /**
   * Fits {@code rows}: least {@code sum of cross entropies + penalty / 2 * |weights|²}. Half an
   * item right and half one wrong, both with mean signals, keep the intercept finite when all are
   * right.
   *
   * @param rows signals of each item, all as long as the first, finite; at least one row
   * @param penalty positive
   */
  public static Logistic fit(double[][] rows, boolean[] right, double penalty) {
    if (rows.length == 0 || rows.length != right.length || !(penalty > 0)) {
      throw new IllegalArgumentException(
          rows.length + " rows, " + right.length + " outcomes, penalty " + penalty);
    }
    int d = rows[0].length;
    double[][] moments = standard(rows, d);
    double[] mean = moments[0];
    double[] scale = moments[1];
    double[][] z = new double[rows.length][d];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < d; j++) {
        z[i][j] = (rows[i][j] - mean[j]) / scale[j];
      }
    }
    double[] w = newton(z, right, penalty);
    return new Logistic(mean, scale, moments[2], moments[3], Arrays.copyOf(w, d), w[d]);
  }

  /** Mean, standard deviation, least and greatest of each signal. */
  private static double[][] standard(double[][] rows, int d) {
    double[] mean = new double[d];
    double[] squares = new double[d];
    double[] low = new double[d];
    double[] high = new double[d];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != d) {
        throw new IllegalArgumentException("row " + i + " has " + rows[i].length + ", not " + d);
      }
      for (int j = 0; j < d; j++) {
        double x = rows[i][j];
        if (!Double.isFinite(x)) {
          throw new IllegalArgumentException("row " + i + ", signal " + j + " is " + x);
        }
        double step = x - mean[j];
        mean[j] += step / (i + 1);
        squares[j] += step * (x - mean[j]);
        low[j] = Math.min(low[j], x);
        high[j] = Math.max(high[j], x);
      }
    }
    for (int j = 0; j < d; j++) {
      double deviation = Math.sqrt(squares[j] / rows.length);
      // what rounding leaves of a constant is no spread
      squares[j] = deviation > 1e-12 * Math.abs(mean[j]) ? deviation : 1;
    }
    return new double[][] {mean, squares, low, high};
  }

  /** Weights, the intercept last. */
  private static double[] newton(double[][] z, boolean[] right, double penalty) {
    int d = z.length == 0 ? 0 : z[0].length;
    double[] w = new double[d + 1];
    double loss = loss(z, right, penalty, w);
    for (int iteration = 0; iteration < 100; iteration++) {
      double[] gradient = new double[d + 1];
      double[][] hessian = new double[d + 1][d + 1];
      derivatives(z, right, penalty, w, gradient, hessian);
      double[] step = Cholesky.solve(hessian, gradient);
      double descent = 0;
      for (int j = 0; j <= d; j++) {
        descent += step[j] * gradient[j];
      }
      if (descent < 1e-16 * (1 + loss)) {
        break;
      }
      double length = 1;
      for (; length > 1e-10; length /= 2) {
        double[] tried = w.clone();
        for (int j = 0; j <= d; j++) {
          tried[j] -= length * step[j];
        }
        double lossThere = loss(z, right, penalty, tried);
        if (lossThere <= loss - 1e-4 * length * descent) {
          w = tried;
          loss = lossThere;
          break;
        }
      }
      if (length <= 1e-10) {
        break; // as low as doubles tell
      }
    }
    return w;
  }

  private static double dot(double[] w, double[] z) {
    double sum = w[z.length];
    for (int j = 0; j < z.length; j++) {
      sum += w[j] * z[j];
    }
    return sum;
  }

  private static double loss(double[][] z, boolean[] right, double penalty, double[] w) {
    int d = w.length - 1;
    double sum = Sigmoid.loss(w[d], 0.5);
    for (int j = 0; j < d; j++) {
      sum += penalty / 2 * w[j] * w[j];
    }
    for (int i = 0; i < z.length; i++) {
      sum += Sigmoid.loss(dot(w, z[i]), right[i] ? 1 : 0);
    }
    return sum;
  }

  private static void derivatives(
      double[][] z,
      boolean[] right,
      double penalty,
      double[] w,
      double[] gradient,
      double[][] hessian) {
    int d = w.length - 1;
    for (int i = 0; i < z.length; i++) {
      double p = Sigmoid.of(dot(w, z[i]));
      double error = p - (right[i] ? 1 : 0);
      double curve = p * (1 - p);
      for (int j = 0; j < d; j++) {
        gradient[j] += error * z[i][j];
        double part = curve * z[i][j];
        for (int k = 0; k <= j; k++) {
          hessian[j][k] += part * z[i][k];
        }
        hessian[d][j] += part;
      }
      gradient[d] += error;
      hessian[d][d] += curve;
    }
    for (int j = 0; j < d; j++) {
      gradient[j] += penalty * w[j];
      hessian[j][j] += penalty;
    }
    double p = Sigmoid.of(w[d]);
    gradient[d] += p - 0.5;
    hessian[d][d] += p * (1 - p) + 1e-12;
  }
}
