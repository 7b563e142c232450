/**
 * What an exam found, as a page: {@link org.zhizhi.language.exam.page.ExamPage} (start here) writes
 * it, {@link org.zhizhi.language.exam.page.ExamSections} gives its parts to other pages. Knows the
 * content of {@code exam.json} and nothing of how it came about: no models, no scoring.
 */
package org.zhizhi.language.exam.page;
