package org.zhizhi.trust.calibration;

/** Turns a score into the probability that the item is right; never falls as the score rises. */
public sealed interface Calibrator permits Isotonic, Platt, Temperature {
  /**
   * The confidence of an item, strictly between 0 and 1 for the calibrators fitted here.
   *
   * @param score not NaN; may be infinite
   */
  double confidence(double score);

  /** The confidences of many items. */
  default double[] confidences(double[] scores) {
    double[] confidences = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      confidences[i] = confidence(scores[i]);
    }
    return confidences;
  }
}
