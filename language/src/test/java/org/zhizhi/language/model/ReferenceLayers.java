package org.zhizhi.language.model;

import java.util.Arrays;

/** The layers of {@link ReferenceQwen3} on rows of doubles (T, width), forward and backward. */
final class ReferenceLayers {
  private ReferenceLayers() {}

  /** y = x Wᵀ. */
  static double[][] linear(double[][] x, double[] w) {
    int in = x[0].length;
    double[][] y = new double[x.length][w.length / in];
    for (int t = 0; t < x.length; t++) {
      for (int o = 0; o < y[t].length; o++) {
        for (int i = 0; i < in; i++) {
          y[t][o] += w[o * in + i] * x[t][i];
        }
      }
    }
    return y;
  }

  /** dx = dy W, and dW += dyᵀ x. */
  static double[][] linearBackward(double[][] dy, double[][] x, double[] w, double[] dw) {
    int in = x[0].length;
    double[][] dx = new double[x.length][in];
    for (int t = 0; t < x.length; t++) {
      for (int o = 0; o < dy[t].length; o++) {
        for (int i = 0; i < in; i++) {
          dx[t][i] += dy[t][o] * w[o * in + i];
          dw[o * in + i] += dy[t][o] * x[t][i];
        }
      }
    }
    return dx;
  }

  /** RMSNorm of each group of w.length values: x / sqrt(mean(x²) + eps) * w. */
  static double[][] norm(double[][] x, double[] w, double eps) {
    double[][] y = new double[x.length][x[0].length];
    for (int t = 0; t < x.length; t++) {
      for (int at = 0; at < x[t].length; at += w.length) {
        double r = inverseRms(x[t], at, w.length, eps);
        for (int i = 0; i < w.length; i++) {
          y[t][at + i] = x[t][at + i] * r * w[i];
        }
      }
    }
    return y;
  }

  static double[][] normBackward(double[][] dy, double[][] x, double[] w, double[] dw, double eps) {
    double[][] dx = new double[x.length][x[0].length];
    for (int t = 0; t < x.length; t++) {
      for (int at = 0; at < x[t].length; at += w.length) {
        double r = inverseRms(x[t], at, w.length, eps);
        double dot = 0;
        for (int i = 0; i < w.length; i++) {
          dot += dy[t][at + i] * w[i] * x[t][at + i];
          dw[i] += dy[t][at + i] * x[t][at + i] * r;
        }
        for (int i = 0; i < w.length; i++) {
          dx[t][at + i] = r * dy[t][at + i] * w[i] - r * r * r * dot / w.length * x[t][at + i];
        }
      }
    }
    return dx;
  }

  private static double inverseRms(double[] x, int at, int n, double eps) {
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += x[at + i] * x[at + i];
    }
    return 1 / Math.sqrt(squares / n + eps);
  }

  /** Turns the pair (i, i + headDim/2) of each head by position * theta^(-2i/headDim); -1: back. */
  static double[][] rotate(double[][] x, int headDim, double theta, int direction) {
    int half = headDim / 2;
    double[][] y = new double[x.length][x[0].length];
    for (int t = 0; t < x.length; t++) {
      for (int at = 0; at < x[t].length; at += headDim) {
        for (int i = 0; i < half; i++) {
          double angle = direction * t * Math.pow(theta, -2.0 * i / headDim);
          double a = x[t][at + i];
          double b = x[t][at + half + i];
          y[t][at + i] = a * Math.cos(angle) - b * Math.sin(angle);
          y[t][at + half + i] = b * Math.cos(angle) + a * Math.sin(angle);
        }
      }
    }
    return y;
  }

  static double[][] sum(double[][] a, double[][] b) {
    double[][] y = new double[a.length][a[0].length];
    for (int t = 0; t < a.length; t++) {
      for (int i = 0; i < y[t].length; i++) {
        y[t][i] = a[t][i] + b[t][i];
      }
    }
    return y;
  }

  static double[] softmax(double[] scores) {
    double max = Arrays.stream(scores).max().orElseThrow();
    double[] p = Arrays.stream(scores).map(s -> Math.exp(s - max)).toArray();
    double total = Arrays.stream(p).sum();
    return Arrays.stream(p).map(e -> e / total).toArray();
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
