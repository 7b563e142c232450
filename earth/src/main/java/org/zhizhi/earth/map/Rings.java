package org.zhizhi.earth.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Traces the boundary of runs of pixels that hang together by edges. Where the boundary meets
 * itself in a corner it turns left: that keeps the two sides of the corner in rings of their own,
 * one of which lies inside of the other, so that no ring touches itself.
 */
final class Rings {
  private static final int EAST = 0;
  private static final int SOUTH = 1;
  private static final int WEST = 2;
  private static final int NORTH = 3;
  private static final long LOW = (1 << 20) - 1;

  /** Where each edge starts, and to where, sorted by both; corners are y << 20 | x. */
  private long[] start = new long[16];

  private long[] end = new long[16];
  private int edges;

  private Rings() {}

  /** The polygon of {@code runs}, packed by {@link Outlines#pack}; sorts them. */
  static Polygon polygon(int label, long[] runs) {
    Arrays.sort(runs);
    Rings rings = new Rings();
    long pixels = 0;
    int above = 0; // first run of the row above, when there is one
    int below = 0;
    for (int i = 0; i < runs.length; i++) {
      long y = runs[i] >>> 40;
      long from = runs[i] >>> 20 & LOW;
      long to = runs[i] & LOW;
      pixels += to - from;
      rings.edge(from, y + 1, from, y);
      rings.edge(to, y, to, y + 1);
      above = rings.level(runs, above, y - 1, from, to, y, true);
      below = rings.level(runs, below, y + 1, from, to, y + 1, false);
    }
    return new Polygon(label, pixels, rings.trace());
  }

  /** Adds the edges of from..to at height {@code at} that no run of row {@code other} covers. */
  private int level(
      long[] runs, int hint, long other, long from, long to, long at, boolean eastward) {
    int i = hint;
    while (i < runs.length
        && (runs[i] >>> 40 < other || runs[i] >>> 40 == other && (runs[i] & LOW) <= from)) {
      i++;
    }
    long x = from;
    for (int j = i; j < runs.length && runs[j] >>> 40 == other; j++) {
      long begin = runs[j] >>> 20 & LOW;
      if (begin >= to) {
        break;
      }
      level(x, begin, at, eastward);
      x = runs[j] & LOW;
    }
    level(x, to, at, eastward);
    return i;
  }

  private void level(long from, long to, long at, boolean eastward) {
    if (from < to) {
      edge(eastward ? from : to, at, eastward ? to : from, at);
    }
  }

  private void edge(long x0, long y0, long x1, long y1) {
    if (edges == start.length) {
      start = Arrays.copyOf(start, edges * 2);
      end = Arrays.copyOf(end, edges * 2);
    }
    start[edges] = y0 << 20 | x0;
    end[edges++] = y1 << 20 | x1;
  }

  private List<int[]> trace() {
    sort();
    boolean[] done = new boolean[edges];
    List<int[]> rings = new ArrayList<>();
    for (int i = 0; i < edges; i++) {
      // an edge to the east follows none to the east: each begins at a corner, each ring has one
      if (!done[i] && direction(i) == EAST) {
        int[] ring = ring(i, done);
        rings.add(area(ring) > 0 ? 0 : rings.size(), ring);
      }
    }
    return rings;
  }

  private int[] ring(int first, boolean[] done) {
    int[] ring = new int[8];
    int n = 0;
    int last = -1;
    int edge = first;
    do {
      done[edge] = true;
      if (direction(edge) != last) {
        if (n == ring.length) {
          ring = Arrays.copyOf(ring, n * 2);
        }
        ring[n++] = (int) (start[edge] & LOW);
        ring[n++] = (int) (start[edge] >>> 20);
        last = direction(edge);
      }
      edge = next(edge);
    } while (edge != first);
    return Arrays.copyOf(ring, n);
  }

  private int next(int edge) {
    int found = Arrays.binarySearch(start, 0, edges, end[edge]);
    int first = found > 0 && start[found - 1] == start[found] ? found - 1 : found;
    boolean two = first + 1 < edges && start[first + 1] == start[first];
    return two && direction(first) != (direction(edge) + 3) % 4 ? first + 1 : first;
  }

  private int direction(int edge) {
    long across = (end[edge] & LOW) - (start[edge] & LOW);
    long down = (end[edge] >>> 20) - (start[edge] >>> 20);
    return across > 0 ? EAST : across < 0 ? WEST : down > 0 ? SOUTH : NORTH;
  }

  /** Sorts edges by where they start, then by where they end. */
  private void sort() {
    Integer[] order = new Integer[edges];
    Arrays.setAll(order, i -> i);
    long[] s = start;
    long[] e = end;
    Arrays.sort(
        order, (a, b) -> s[a] != s[b] ? Long.compare(s[a], s[b]) : Long.compare(e[a], e[b]));
    start = new long[edges];
    end = new long[edges];
    for (int i = 0; i < edges; i++) {
      start[i] = s[order[i]];
      end[i] = e[order[i]];
    }
  }

  /** By the shoelace formula, in pixels; positive where it runs clockwise on screen. */
  static long area(int[] ring) {
    long twice = 0;
    for (int i = 0; i < ring.length; i += 2) {
      int j = (i + 2) % ring.length;
      twice += (long) ring[i] * ring[j + 1] - (long) ring[j] * ring[i + 1];
    }
    return twice / 2;
  }
}
