/**
 * How sure a score is: proportions with their intervals ({@link org.zhizhi.trust.Proportion}, start
 * here), two systems on the same questions ({@link org.zhizhi.trust.PairedDifference}), anything
 * else by resampling ({@link org.zhizhi.trust.Bootstrap}). Takes scores and outcomes; knows no
 * models.
 */
package org.zhizhi.trust;
