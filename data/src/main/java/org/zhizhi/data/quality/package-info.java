/**
 * How good a text is, as a number in [0, 1]: {@link org.zhizhi.data.quality.Quality} is the stage.
 * {@link org.zhizhi.data.quality.QualityScore} judges any text by what prose looks like; {@link
 * org.zhizhi.data.quality.QualityModel} learns from folders of "good" and "ordinary" documents what
 * their owner means by good. Knows no recipes and no sources.
 */
package org.zhizhi.data.quality;
