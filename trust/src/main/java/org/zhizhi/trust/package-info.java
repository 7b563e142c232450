/**
 * How sure a score is: proportions with their intervals ({@link org.zhizhi.trust.Proportion}, start
 * here), two systems on the same questions ({@link org.zhizhi.trust.PairedDifference}), several
 * runs of each on the same documents ({@link org.zhizhi.trust.CrossedMean}), anything else by
 * resampling ({@link org.zhizhi.trust.Bootstrap}). Items with scores and outcomes ({@link
 * org.zhizhi.trust.Scored}), and which of them hang together ({@link org.zhizhi.trust.Groups}), are
 * what the packages below take: calibration, curves, guarantees, and all of it put together in
 * {@code selective}. Takes scores and outcomes; knows no models.
 */
package org.zhizhi.trust;
