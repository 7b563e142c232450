/**
 * Documents in, corpus out: {@link org.zhizhi.data.read.Documents} reads folders of text, {@link
 * org.zhizhi.data.CorpusWriter} writes corpus shards, which are read like any other documents.
 * Knows no tokens, tensors or models.
 */
package org.zhizhi.data;
