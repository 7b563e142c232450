/**
 * Whether a model's word is worth something: its signals fitted to its own answers, kept beside it
 * as {@code trust.json}, and used to answer with a confidence or to decline. Start at {@link
 * org.zhizhi.language.knows.Calibration}, which fits, and {@link
 * org.zhizhi.language.knows.Answerer}, which answers; {@link org.zhizhi.language.knows.Confidence}
 * is what stands between them. Knows no exam, no page and no training: exams, chat and the demo
 * import it.
 */
package org.zhizhi.language.knows;
