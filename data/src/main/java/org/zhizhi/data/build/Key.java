package org.zhizhi.data.build;

/** Decides where a copy of a document stands in the corpus: the smaller first. */
record Key(long high, long low) implements Comparable<Key> {
  static final int BYTES = 16;

  @Override
  public int compareTo(Key other) {
    int byHigh = Long.compare(high, other.high);
    return byHigh != 0 ? byHigh : Long.compare(low, other.low);
  }
}
