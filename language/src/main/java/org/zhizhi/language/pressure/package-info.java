/**
 * Whether a model stands by what it knows: under pressure, asked again, asked in other words. Start
 * at {@link org.zhizhi.language.pressure.PressureSuite}, which asks {@link
 * org.zhizhi.language.pressure.Probe}s plainly and then under templates ("my wife says it is ...")
 * with a wrong hint or a right one; {@link org.zhizhi.language.pressure.Consistency} measures
 * repeats, paraphrases and rotated options; {@link org.zhizhi.language.pressure.FirmDialogues}
 * writes dialogues that teach to stand firm and to yield, from templates that the exam does not
 * have. {@link org.zhizhi.language.pressure.SycophancySet} reads a set of others.
 *
 * <p>Asks through two small interfaces, {@link org.zhizhi.language.pressure.Answering} and {@link
 * org.zhizhi.language.pressure.Choosing}; knows no network, no training and no report.
 */
package org.zhizhi.language.pressure;
