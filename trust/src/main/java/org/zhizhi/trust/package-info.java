/**
 * How sure a score is: proportions with their intervals ({@link org.zhizhi.trust.Proportion}, start
 * here), two systems on the same questions ({@link org.zhizhi.trust.PairedDifference}), several
 * runs of each on the same documents ({@link org.zhizhi.trust.CrossedMean}), anything else by
 * resampling ({@link org.zhizhi.trust.Bootstrap}). Takes scores and outcomes; knows no models.
 */
package org.zhizhi.trust;
