package org.zhizhi.spark;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * An iterator that is written as a step which gives any number of elements, for work on sorted rows
 * that must not hold them all.
 */
abstract class Steps<T> implements Iterator<T> {
  private final Queue<T> waiting = new ArrayDeque<>();
  private boolean ended;

  /** Goes on a little; calls {@link #give} any number of times. False at the end. */
  abstract boolean step();

  final void give(T element) {
    waiting.add(element);
  }

  @Override
  public final boolean hasNext() {
    while (waiting.isEmpty() && !ended) {
      ended = !step();
    }
    return !waiting.isEmpty();
  }

  @Override
  public final T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return waiting.remove();
  }
}
