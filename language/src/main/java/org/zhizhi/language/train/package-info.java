/**
 * From documents to a model: the plan of a run ({@link org.zhizhi.language.train.Plan}), its task
 * ({@link org.zhizhi.language.train.NextToken}), and the whole way ({@link
 * org.zhizhi.language.train.LanguageRun}). Knows no facts and no exams.
 */
package org.zhizhi.language.train;
