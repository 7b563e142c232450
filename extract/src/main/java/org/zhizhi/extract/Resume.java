package org.zhizhi.extract;

import java.util.Arrays;

/**
 * The entry that reading begins with, as seen from an archive on the way to it or elsewhere.
 *
 * @param path numbers of the entries on the way, from here; empty where all is to be read
 */
record Resume(int[] path) {
  static final Resume NONE = new Resume(new int[0]);

  /** The way to an entry, as in {@code Position}. */
  static Resume at(String entry) {
    return entry.isEmpty()
        ? NONE
        : new Resume(Arrays.stream(entry.split("/")).mapToInt(Integer::parseInt).toArray());
  }

  /** Whether the first entry to read is within this one. */
  boolean isWithin() {
    return path.length > 0;
  }

  boolean wants(int number) {
    return path.length == 0 || number >= path[0];
  }

  /** The same, as seen from an entry. */
  Resume below(int number) {
    return path.length > 0 && number == path[0]
        ? new Resume(Arrays.copyOfRange(path, 1, path.length))
        : NONE;
  }
}
