/**
 * Text to token ids and back: byte-level BPE that cuts text as DeepSeek-V3 does, learned from a
 * corpus and kept as a Hugging Face {@code tokenizer.json}. Start at {@link
 * org.zhizhi.language.tokenizer.Tokenizer}; {@link org.zhizhi.language.tokenizer.BpeTrainer} makes
 * a new one, {@link org.zhizhi.language.tokenizer.ChatTemplate} lays out dialogues. Knows no model.
 */
package org.zhizhi.language.tokenizer;
