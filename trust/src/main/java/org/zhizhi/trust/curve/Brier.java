package org.zhizhi.trust.curve;

import org.zhizhi.trust.Order;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.calibration.Pava;

/**
 * Brier score (1950): mean squared distance of the confidence from 1 where the item is right and
 * from 0 where it is wrong. 0 is best; always saying the base rate scores {@link #uncertainty}. It
 * is split exactly, without bins, by isotonic recalibration (CORP; Dimitriadis, Gneiting and
 * Jordan, 2021): {@code value = miscalibration - discrimination + uncertainty}.
 *
 * @param value in [0, 1]
 * @param standardError of the value, groups respected
 * @param miscalibration what recalibrating would save; 0 is best
 * @param discrimination what the recalibrated confidence saves against the base rate
 * @param uncertainty {@code p (1 - p)} of the base rate p: how hard the items are to foretell
 */
public record Brier(
    double value,
    double standardError,
    double miscalibration,
    double discrimination,
    double uncertainty) {

  /** Of items whose scores are confidences in [0, 1]. */
  public static Brier of(Scored items) {
    double[] confidence = items.requireProbabilities().score();
    boolean[] right = items.right();
    int n = items.n();
    double[] squares = new double[n];
    double value = 0;
    for (int i = 0; i < n; i++) {
      double distance = confidence[i] - (right[i] ? 1 : 0);
      squares[i] = distance * distance;
      value += squares[i] / n;
    }
    double base = (double) items.rightCount() / n;
    double uncertainty = base * (1 - base);
    double recalibrated = recalibrated(confidence, right);
    return new Brier(
        value,
        items.groups().standardError(squares),
        value - recalibrated,
        uncertainty - recalibrated,
        uncertainty);
  }

  /** The score after isotonic recalibration; equal confidences stay equal. */
  private static double recalibrated(double[] confidence, boolean[] right) {
    int[] order = Order.ascending(confidence);
    double[] share = new double[order.length];
    double[] weight = new double[order.length];
    int n = 0;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || confidence[order[i]] != confidence[order[i - 1]]) {
        n++;
      }
      weight[n - 1]++;
      share[n - 1] += right[order[i]] ? 1 : 0;
    }
    double[] shares = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      shares[i] = share[i] / weight[i];
      weights[i] = weight[i];
    }
    Pava pooled = Pava.fit(shares, weights);
    double sum = 0;
    for (int b = 0; b < pooled.value().length; b++) {
      sum += pooled.weight()[b] * pooled.value()[b] * (1 - pooled.value()[b]);
    }
    return sum / order.length;
  }
}
