package org.zhizhi.language.signal.probe;

/**
 * A Gaussian of many dimensions, whose covariance is shrunk towards a multiple of the identity as
 * far as few samples demand (oracle approximating shrinkage, Chen et al. 2010, arXiv:0907.4698).
 *
 * @param mean (d)
 * @param factor (d, d) row by row: the lower triangle L of the covariance L Lᵀ, zeros above it
 */
record Gaussian(float[] mean, float[] factor) {
  /** Keeps constant states apart from a covariance of zero. */
  private static final double LEAST = 1e-9;

  /**
   * Fits.
   *
   * @param rows (n, d), n at least 2
   */
  static Gaussian fit(double[][] rows) {
    int n = rows.length;
    int d = rows[0].length;
    double[] mean = new double[d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        mean[j] += row[j] / n;
      }
    }
    double[][] covariance = new double[d][d];
    double[] off = new double[d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        off[j] = row[j] - mean[j];
        double part = off[j] / n;
        for (int k = 0; k <= j; k++) {
          covariance[j][k] += part * off[k];
        }
      }
    }
    shrink(covariance, n);
    factor(covariance);
    float[] mu = new float[d];
    float[] lower = new float[d * d];
    for (int j = 0; j < d; j++) {
      mu[j] = (float) mean[j];
      for (int k = 0; k <= j; k++) {
        lower[j * d + k] = (float) covariance[j][k];
      }
    }
    return new Gaussian(mu, lower);
  }

  private static void shrink(double[][] s, int n) {
    int d = s.length;
    double trace = 0;
    double squares = 0; // trace of s²
    for (int j = 0; j < d; j++) {
      trace += s[j][j];
      for (int k = 0; k < j; k++) {
        squares += 2 * s[j][k] * s[j][k];
      }
      squares += s[j][j] * s[j][j];
    }
    double spread = squares - trace * trace / d; // 0 where it is a multiple of the identity
    double share =
        spread <= 0
            ? 1
            : Math.min(1, ((1 - 2.0 / d) * squares + trace * trace) / ((n + 1 - 2.0 / d) * spread));
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < j; k++) {
        s[j][k] *= 1 - share;
      }
      s[j][j] = (1 - share) * s[j][j] + share * trace / d + LEAST;
    }
  }

  /** Cholesky: the lower triangle in place. */
  private static void factor(double[][] a) {
    for (int j = 0; j < a.length; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = a[j][k];
        for (int i = 0; i < k; i++) {
          sum -= a[j][i] * a[k][i];
        }
        a[j][k] = j == k ? Math.sqrt(Math.max(sum, LEAST)) : sum / a[k][k];
      }
    }
  }

  /** The squared Mahalanobis distance of {@code state} from the mean. */
  double distance(float[] state) {
    int d = mean.length;
    requireWidth(d, state.length);
    double[] y = new double[d];
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double left = state[j] - mean[j];
      for (int k = 0; k < j; k++) {
        left -= factor[j * d + k] * y[k];
      }
      y[j] = left / factor[j * d + j];
      sum += y[j] * y[j];
    }
    return sum;
  }

  static void requireWidth(int fitted, int given) {
    if (fitted != given) {
      throw new IllegalArgumentException("hidden states differ: " + given + " != " + fitted);
    }
  }
}
