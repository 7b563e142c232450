/**
 * Signals of how sure a model is of an answer, each by its paper, from what the model itself shows:
 * its probabilities, its hidden states, its attention, what else it says. Start at {@link
 * org.zhizhi.language.signal.Interview}, which gathers the evidence, and {@link
 * org.zhizhi.language.signal.Signals}, which lists them. Whether an answer is right is nobody's
 * business here: signals become confidence in {@code trust}.
 */
package org.zhizhi.language.signal;
