/**
 * Signals read off a model's hidden states by probes: small functions fitted to questions whose
 * right answers are known. Start at {@link org.zhizhi.language.signal.probe.Probes}. A probe
 * belongs to the model whose states it was fitted to, and is refused for another.
 */
package org.zhizhi.language.signal.probe;
