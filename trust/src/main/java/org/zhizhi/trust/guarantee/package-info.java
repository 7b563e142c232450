/**
 * Promises about items not yet seen, valid for any model and any distribution as long as
 * calibration and new items are drawn alike: {@link org.zhizhi.trust.guarantee.SelectiveRisk}
 * (start here) finds from which score on answers may be given, {@link
 * org.zhizhi.trust.guarantee.AnswerSets} gives sets that hold the right answer, {@link
 * org.zhizhi.trust.guarantee.RiskControl} bounds any loss on average, {@link
 * org.zhizhi.trust.guarantee.LearnThenTest} with confidence, {@link
 * org.zhizhi.trust.guarantee.Shift} warns where new items are not drawn alike. What each assumes
 * and why it holds stands in its class.
 */
package org.zhizhi.trust.guarantee;
