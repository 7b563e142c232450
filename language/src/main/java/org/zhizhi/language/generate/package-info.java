/**
 * Text from a trained decoder on the processor: {@link org.zhizhi.language.generate.Generator}
 * continues prompts, one or many at a time; {@link org.zhizhi.language.generate.Scorer} says how
 * likely given tokens are. Below both, {@link org.zhizhi.language.generate.Decoder} runs the
 * network over {@link org.zhizhi.language.generate.Weights} and keeps keys and values. A sequence
 * comes out the same, bit for bit, alone and in any batch. Knows token ids, not the tokenizer, and
 * nothing of training.
 */
package org.zhizhi.language.generate;
