package org.zhizhi.extract;

import java.util.Arrays;
import java.util.List;

/**
 * The entry that reading begins with, as seen from an archive on the way to it or elsewhere.
 *
 * @param path numbers of the entries on the way, from here; empty where all is to be read
 */
record Resume(List<Integer> path) {
  static final Resume NONE = new Resume(List.of());

  /** The way to an entry, as in {@code Position}. */
  static Resume at(String entry) {
    return entry.isEmpty()
        ? NONE
        : new Resume(Arrays.stream(entry.split("/")).map(Integer::valueOf).toList());
  }

  /** Whether the first entry to read is within this one. */
  boolean isWithin() {
    return !path.isEmpty();
  }

  boolean wants(int number) {
    return path.isEmpty() || number >= path.getFirst();
  }

  /** The same, as seen from an entry. */
  Resume below(int number) {
    return isWithin() && number == path.getFirst()
        ? new Resume(path.subList(1, path.size()))
        : NONE;
  }
}
