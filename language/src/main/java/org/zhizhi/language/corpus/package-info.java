/**
 * A corpus as a model reads it: documents as token shards on disk, mapped, and packed into rows of
 * one length. Start at {@link org.zhizhi.language.corpus.CorpusWriter}, which makes {@link
 * org.zhizhi.language.corpus.TokenShards}, of which {@link org.zhizhi.language.corpus.Rows} gives
 * training examples in an order that can be saved. Knows no model and no tensor.
 */
package org.zhizhi.language.corpus;
