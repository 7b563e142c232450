package org.zhizhi.data.duplicate;

/**
 * Makes candidate pairs of documents that share a key. Documents are given in the order of (key,
 * tie, ordinal), each at most once under a key. Up to {@value #ALL_PAIRS} documents under one key
 * are all paired; of more, each is paired with the {@value #NEIGHBOURS} that follow it, so that the
 * work is linear however many documents share a phrase.
 */
public final class Buckets {
  /** Where candidate pairs go. */
  @FunctionalInterface
  public interface Pairs {
    /**
     * @param first the smaller ordinal
     * @param second the larger
     * @param weight of the key as evidence: 2 if at most {@value #RARE} documents have it, 1 if at
     *     most {@value #ALL_PAIRS}, else 0
     */
    void pair(int first, int second, int weight);
  }

  static final int ALL_PAIRS = 8;
  static final int RARE = 4;
  static final int NEIGHBOURS = 3;

  private final Pairs pairs;
  private final int[] last = new int[ALL_PAIRS];
  private long key;
  private long size;

  public Buckets(Pairs pairs) {
    this.pairs = pairs;
  }

  /** Gives the next document. */
  public void add(long key, int ordinal) {
    if (key != this.key) {
      end();
      this.key = key;
    }
    if (size == ALL_PAIRS) { // now it is known to be a large one: catch up
      for (int i = 1; i < ALL_PAIRS; i++) {
        pairWithPredecessors(i, last[i]);
      }
    }
    if (size >= ALL_PAIRS) {
      pairWithPredecessors(size, ordinal);
    }
    last[(int) (size++ % ALL_PAIRS)] = ordinal;
  }

  /** Ends the last bucket. */
  public void end() {
    if (size <= ALL_PAIRS) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < i; j++) {
          pair(last[j], last[i], size <= RARE ? 2 : 1);
        }
      }
    }
    size = 0;
  }

  private void pairWithPredecessors(long place, int ordinal) {
    for (long i = Math.max(0, place - NEIGHBOURS); i < place; i++) {
      pair(last[(int) (i % ALL_PAIRS)], ordinal, 0);
    }
  }

  private void pair(int a, int b, int weight) {
    pairs.pair(Math.min(a, b), Math.max(a, b), weight);
  }
}
