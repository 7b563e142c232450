/**
 * Answer or decline, put together: signals become a score, the score a confidence and a decision
 * ({@link org.zhizhi.trust.selective.Selective}, start here), kept beside the model in {@link
 * org.zhizhi.trust.selective.TrustFile}; {@link org.zhizhi.trust.selective.Resplits} tries a
 * promise out. Knows neither models nor what the items are.
 */
package org.zhizhi.trust.selective;
