/**
 * How good a confidence is, in pictures and in single numbers: does it tell right from wrong
 * ({@link org.zhizhi.trust.curve.Auroc}, start here), does it mean what it says ({@link
 * org.zhizhi.trust.curve.Reliability}, {@link org.zhizhi.trust.curve.CalibrationError}, {@link
 * org.zhizhi.trust.curve.Brier}), what does declining buy ({@link
 * org.zhizhi.trust.curve.RiskCoverage}), who knows what it knows ({@link
 * org.zhizhi.trust.curve.Quadrants}). Describes; promises nothing: that is the guarantee's.
 */
package org.zhizhi.trust.curve;
