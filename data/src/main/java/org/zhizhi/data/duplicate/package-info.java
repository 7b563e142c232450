/**
 * Which documents say the same as another, and which of them stays: {@link
 * org.zhizhi.data.duplicate.Duplicates} decides from one {@link
 * org.zhizhi.data.duplicate.Signature} a document. Knows no files of documents and no recipes.
 *
 * <p>The decision, each step of which can also be a join on many machines:
 *
 * <ol>
 *   <li>Documents with the same exact hash: the best by {@link org.zhizhi.data.duplicate.Rank}
 *       stays, the others go for it and take no further part.
 *   <li>Every document is put under each of its keys, in the order of (key, tie, ordinal); {@link
 *       org.zhizhi.data.duplicate.Buckets} pairs those under one key.
 *   <li>Pairs are grouped: how many keys they share, and the sum of the weights. Those that {@link
 *       org.zhizhi.data.duplicate.DuplicateSettings#isCandidate} says are worth it have their
 *       signatures compared by {@code areCopies}.
 *   <li>Near-copies are connected; within a connected component {@link
 *       org.zhizhi.data.duplicate.Centers} divides the documents into stars and {@link
 *       org.zhizhi.data.duplicate.Keepers} says who of a star stays.
 *   <li>An exact copy of a document that went goes for the same one.
 * </ol>
 *
 * <p>No step depends on the order in which documents arrive, the number of threads, or memory.
 */
package org.zhizhi.data.duplicate;
