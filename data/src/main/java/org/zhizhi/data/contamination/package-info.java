/**
 * Keeps exams out of a corpus: {@link org.zhizhi.data.contamination.Contamination} is the stage.
 * Exam files and documents are read as the same sequence of units, one for each word or Han
 * character, and compared by runs of n of them. Knows what an exam file looks like, but nothing of
 * models or marks.
 */
package org.zhizhi.data.contamination;
