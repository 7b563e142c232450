/**
 * Which documents say the same as another, and which of them stays. {@link
 * org.zhizhi.data.duplicate.Duplicates} decides on one machine in bounded memory, from one {@link
 * org.zhizhi.data.duplicate.Signature} a document; {@link
 * org.zhizhi.data.duplicate.DuplicateSettings} says what counts as a copy. Knows no files of
 * documents, recipes or reports.
 *
 * <h2>The decision, step by step</h2>
 *
 * Each step is a function of sets, so that a cluster takes the same decision with joins in place of
 * sorted files. Documents are numbered from 0; the numbers decide between equals, so they must be
 * the same everywhere. Numbers are sorted as signed ones.
 *
 * <ol>
 *   <li><b>Signatures</b>, each document by itself. From here on the texts are not needed.
 *   <li><b>Exact copies</b>: group by ({@code exactHigh}, {@code exactLow}). The document of the
 *       least {@link org.zhizhi.data.duplicate.Rank} stands for its group; the others are its exact
 *       copies and take no part in what follows.
 *   <li><b>Keys</b>: each place {@code i} in {@code keys()} gives (key, {@code tie(i)}, ordinal).
 *       Partition by key, sort by all three, and give them to {@link
 *       org.zhizhi.data.duplicate.Buckets}, which answers with (first, second, weight) and needs a
 *       few numbers of memory however many documents share a key.
 *   <li><b>Candidates</b>: group by (first, second) to the number of answers and the sum of their
 *       weights; keep those that {@code DuplicateSettings.isCandidate} (number).
 *   <li><b>Near-copies</b>: join both signatures; keep those that {@code areCopies} (one, other,
 *       sum), with what they share ({@code Centers.permille}).
 *   <li><b>Components</b> of the graph of near-copies, by any name, and how many near-copies each
 *       document has.
 *   <li><b>Centers</b>: each component by itself, its members in the order of {@code
 *       Centers.place}, each with its near-copies of a smaller place, through {@link
 *       org.zhizhi.data.duplicate.Centers}.
 *   <li><b>Keepers</b>: the members of each center in the order of their ranks through {@link
 *       org.zhizhi.data.duplicate.Keepers}: who stays, and for whom the others go.
 *   <li><b>Exact copies</b> go for the document that stands for them, or for the one it goes for,
 *       and then as near-copies.
 * </ol>
 *
 * No step depends on the order in which documents arrive, the number of threads, or memory.
 *
 * <h2>Why so</h2>
 *
 * With 20 % of scattered edits the Jaccard similarity of usual shingles falls to 0.2, where
 * unrelated texts and documents of one template lie too. So candidates meet under many single keys,
 * a sample of which two sets share the largest part (bottom-k), and a pair is judged by three
 * things: how much of the longer text stands in the other, which falls by the share of edits and
 * not by their places; how much of the order is kept; and how rare the phrases are that both have,
 * which the sizes of the buckets tell. A phrase that many documents have is no evidence, so
 * documents of one template do not become copies. A word of which one letter differs is another
 * word: of English text with more than about one letter in thirty changed, copies are not found.
 */
package org.zhizhi.data.duplicate;
