package org.zhizhi.language.corpus;

/**
 * One row of T tokens to learn next-token prediction from, several documents packed together.
 *
 * @param tokens (T) token ids
 * @param targets (T) the token to predict at each position, -1 where nothing is asked
 * @param starts (T) where in the row the document of each token starts; attention ends there
 */
public record Row(int[] tokens, int[] targets, int[] starts) {}
