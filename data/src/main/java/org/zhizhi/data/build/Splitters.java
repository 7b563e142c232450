package org.zhizhi.data.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds keys that cut lines into buckets of about the same size: every so many bytes a line's key
 * is taken as a sample, and the sample is cut evenly.
 */
final class Splitters {
  private static final int SAMPLE = 1 << 16;

  private long every = 1;
  private long next;
  private long bytes;
  private List<Key> sample = new ArrayList<>();

  /** Adds a line of {@code lineBytes}. */
  void add(Key key, long lineBytes) {
    if (bytes >= next) {
      sample.add(key);
      next = bytes + every;
      if (sample.size() == 2 * SAMPLE) {
        thin();
      }
    }
    bytes += lineBytes;
  }

  private void thin() {
    List<Key> half = new ArrayList<>(2 * SAMPLE);
    for (int i = 0; i < sample.size(); i += 2) {
      half.add(sample.get(i));
    }
    sample = half;
    every = Math.max(2 * every, bytes / SAMPLE);
  }

  /**
   * Splitters, ascending, for buckets of {@code bucketBytes}, but not for too many buckets; none if
   * all keys are the same.
   */
  List<Key> cut(long bucketBytes) {
    long buckets = Math.clamp(bytes / bucketBytes + 1, 1, Spill.MOST_BUCKETS);
    Collections.sort(sample);
    List<Key> cuts = new ArrayList<>();
    for (int i = 1; i < buckets; i++) {
      Key cut = sample.get((int) ((long) sample.size() * i / buckets));
      if (cut.compareTo(cuts.isEmpty() ? sample.getFirst() : cuts.getLast()) > 0) {
        cuts.add(cut);
      }
    }
    return cuts;
  }
}
