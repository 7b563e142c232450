/**
 * Scores into probabilities: {@link org.zhizhi.trust.calibration.Calibrator} turns one score into a
 * confidence, {@link org.zhizhi.trust.calibration.Logistic} several signals into one score, {@link
 * org.zhizhi.trust.calibration.CrossFit} (start here) does both without judging an item by a fit
 * that saw it. Knows no curves, no guarantees, no models.
 */
package org.zhizhi.trust.calibration;
