/**
 * Exams for a model: question sets in the forms that the field ships them in, the protocols by
 * which the field scores them, and every answer kept so that a run that was killed goes on. Start
 * at {@link org.zhizhi.language.exam.Examination}; {@link org.zhizhi.language.exam.Papers} reads
 * question sets, {@link org.zhizhi.language.exam.Examinee} asks a model and remembers what it said,
 * a {@link org.zhizhi.language.exam.Section} adds what else is to be found out. Knows nothing of
 * how a model was trained, and draws no page.
 */
package org.zhizhi.language.exam;
