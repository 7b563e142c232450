/**
 * Knowing what one knows: finding what a model knows, teaching it to say what it does not, and
 * calibrating its confidence. Start at {@link org.zhizhi.language.knows.Lessons} for the teaching
 * and {@link org.zhizhi.language.knows.Calibration} for the confidence.
 */
package org.zhizhi.language.knows;
