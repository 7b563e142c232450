/**
 * What do distribution, quality and order of a corpus do? Small models are trained under one budget
 * on corpora that differ in one thing, and measured on the same documents, none of which, and no
 * copy of which, any of them has read. Start at {@link org.zhizhi.language.study.Study}; {@link
 * org.zhizhi.language.study.Findings} turns measurements into conclusions. Knows no command line.
 */
package org.zhizhi.language.study;
