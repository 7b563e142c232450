/**
 * The demonstration: a model of the world's facts from nothing, and an exam on what it was never
 * asked. {@link org.zhizhi.language.demo.Demo} goes through the stages.
 */
package org.zhizhi.language.demo;
