package org.zhizhi.spark;

import java.util.Iterator;
import scala.Tuple2;

/** Sorted rows, looked up by ascending first numbers. */
final class Merge {
  private final Iterator<Tuple2<long[], byte[]>> rows;
  private Tuple2<long[], byte[]> now;

  Merge(Iterator<Tuple2<long[], byte[]>> rows) {
    this.rows = rows;
    move();
  }

  /** The row it stands at; null at the end. */
  Tuple2<long[], byte[]> now() {
    return now;
  }

  Tuple2<long[], byte[]> move() {
    now = rows.hasNext() ? rows.next() : null;
    return now;
  }

  /** Goes on to the first row with {@code number} or more; whether it has that number. */
  boolean reaches(long number) {
    while (now != null && now._1[0] < number) {
      move();
    }
    return now != null && now._1[0] == number;
  }

  /** What the row with {@code number} carries. */
  byte[] at(long number) {
    if (!reaches(number)) {
      throw new IllegalStateException("document " + number + " has no signature here");
    }
    return now._2;
  }
}
