/**
 * Training, once for every kind of data: {@link org.zhizhi.engine.train.Task} says what is to be
 * learned, {@link org.zhizhi.engine.train.Trainer} learns it. Knows no text, images or sensors.
 */
package org.zhizhi.engine.train;
