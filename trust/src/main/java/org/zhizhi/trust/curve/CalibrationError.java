package org.zhizhi.trust.curve;

import org.zhizhi.trust.Normal;
import org.zhizhi.trust.Scored;

/**
 * Expected calibration error: how far confidence and share right lie apart, on average over the
 * items. Noise in the bins pushes the plain figure up, the more so the better calibrated the
 * confidence is; two corrections are given beside it.
 *
 * @param plain mean over equal-mass bins, weighted by count, of |confidence - share right| (Naeini
 *     et al., 2015; equal-mass bins after Nguyen and O'Connor, 2015); what others report as ECE
 * @param debiased the plain one less the bias that normal noise of each bin's share makes (Kumar,
 *     Liang and Ma, 2019); at least 0; the one to judge by
 * @param sweep the plain one with as many bins as keep the shares right from ever falling (Roelofs
 *     et al., 2022)
 * @param standardError of the plain and the debiased one, groups respected; NaN for a single group
 * @param bins how many bins the plain and the debiased one use
 */
public record CalibrationError(
    double plain, double debiased, double sweep, double standardError, int bins) {
  /** The usual number of bins. */
  public static final int BINS = 15;

  private static final int MOST_SWEPT = 1000;

  /** With the usual number of bins. */
  public static CalibrationError of(Scored items) {
    return of(items, BINS);
  }

  /**
   * @param items with confidences as scores
   * @param bins at least 1
   */
  public static CalibrationError of(Scored items, int bins) {
    Sorted sorted = new Sorted(items);
    int[] ends = sorted.equalMass(bins);
    double[] influence = new double[items.n()];
    double bias = 0;
    int from = 0;
    for (int to : ends) {
      double share = sorted.right(from, to);
      double gap = sorted.confidence(from, to) - share;
      double deviation = Math.sqrt(share * (1 - share) / (to - from));
      bias += (folded(gap, deviation) - Math.abs(gap)) * (to - from) / items.n();
      for (int i = from; i < to; i++) {
        int item = sorted.item(i);
        influence[item] = Math.signum(gap) * (sorted.at(i) - (items.right()[item] ? 1 : 0));
      }
      from = to;
    }
    double plain = plain(sorted, ends);
    return new CalibrationError(
        plain,
        Math.max(0, plain - bias),
        plain(sorted, swept(sorted)),
        items.groups().standardError(influence),
        ends.length);
  }

  private static double plain(Sorted sorted, int[] ends) {
    double sum = 0;
    int from = 0;
    for (int to : ends) {
      sum += Math.abs(sorted.confidence(from, to) - sorted.right(from, to)) * (to - from);
      from = to;
    }
    return sum / sorted.n();
  }

  private static int[] swept(Sorted sorted) {
    int[] last = sorted.equalMass(1);
    for (int bins = 2; bins <= Math.min(sorted.n(), MOST_SWEPT); bins++) {
      int[] ends = sorted.equalMass(bins);
      double before = 0;
      int from = 0;
      for (int to : ends) {
        double share = sorted.right(from, to);
        if (share < before) {
          return last;
        }
        before = share;
        from = to;
      }
      last = ends;
    }
    return last;
  }

  /** Mean of the absolute value of a normal variate. */
  private static double folded(double mean, double deviation) {
    if (deviation == 0) {
      return Math.abs(mean);
    }
    double z = mean / deviation;
    return deviation * Math.sqrt(2 / Math.PI) * Math.exp(-z * z / 2)
        + mean * (1 - 2 * Normal.cdf(-z));
  }
}
