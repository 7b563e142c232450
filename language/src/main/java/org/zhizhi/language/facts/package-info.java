/**
 * The world's facts that the demo teaches: a bilingual table of real entities, sentences and
 * questions about them, and the splits that tell knowledge from memory. Start at {@link
 * org.zhizhi.language.facts.World}: it writes pretraining documents, tuning dialogues and the exam
 * from one seed. {@link org.zhizhi.language.facts.FactBase} holds the facts, read from resources
 * (SOURCES.md there says where they come from); {@link org.zhizhi.language.facts.Answers} judges an
 * answer.
 *
 * <p>A question about an entity that was never asked about is answered right only if the model read
 * the fact in a document and learned from other entities how to be asked (Allen-Zhu and Li, Physics
 * of language models 3.1, arXiv:2309.14316). Knows no tokenizer, network or tensor.
 */
package org.zhizhi.language.facts;
