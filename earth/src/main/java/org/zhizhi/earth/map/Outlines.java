package org.zhizhi.earth.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows of labels, from the top down, into polygons of equal labels that share an edge. All polygons
 * together cover every labelled pixel once, without gap or sliver. A polygon is handed on as soon
 * as the row below its last has been seen; held are the runs of pixels of those still open, 8 bytes
 * each. To keep that bounded on scenes where one polygon winds through everything, polygons can be
 * cut at every so many rows.
 */
public final class Outlines {
  /** A pixel that belongs to no polygon. */
  public static final int NONE = -1;

  private static final int MOST_COLUMNS = (1 << 20) - 1;
  private static final int MOST_ROWS = 1 << 23;

  private final int width;
  private final int cut;
  private final Consumer<Polygon> sink;

  private List<Run> above = new ArrayList<>();
  private int y;

  private record Run(int from, int to, Part part) {}

  /** Runs known to hang together; one that was joined to another points to it. */
  private static final class Part {
    final int label;
    Part parent = this;
    long[] runs = new long[4];
    int count;
    int last;

    Part(int label) {
      this.label = label;
    }

    Part root() {
      Part part = this;
      while (part.parent != part) {
        part.parent = part.parent.parent;
        part = part.parent;
      }
      return part;
    }

    void add(long[] more, int n) {
      if (count + n > runs.length) {
        runs = Arrays.copyOf(runs, Math.max(count + n, runs.length * 2));
      }
      System.arraycopy(more, 0, runs, count, n);
      count += n;
    }

    static Part join(Part a, Part b) {
      Part large = a.count >= b.count ? a : b;
      Part small = large == a ? b : a;
      if (large != small) {
        large.add(small.runs, small.count);
        large.last = Math.max(large.last, small.last);
        small.parent = large;
        small.runs = new long[0];
      }
      return large;
    }
  }

  /**
   * Starts at the top.
   *
   * @param width of the rows, pixels, at most 1,048,575
   * @param cut polygons end at every so many rows; 0 for never
   * @param sink takes the polygons, in an order that follows from the labels alone
   */
  public Outlines(int width, int cut, Consumer<Polygon> sink) {
    if (width < 1 || width > MOST_COLUMNS) {
      throw new IllegalArgumentException("width " + width + ": not in 1 to " + MOST_COLUMNS);
    }
    this.width = width;
    this.cut = cut;
    this.sink = sink;
  }

  /** Takes the next row: a label of 0 or more per pixel, or {@link #NONE}. */
  public void row(int[] labels) {
    if (labels.length != width || y >= MOST_ROWS) {
      throw new IllegalArgumentException("row " + y + " of " + labels.length + " != " + width);
    }
    if (cut > 0 && y % cut == 0) {
      close();
    }
    List<Run> row = new ArrayList<>();
    int next = 0; // the first run above that may still touch
    for (int from = 0, to; from < width; from = to) {
      int label = labels[from];
      to = from + 1;
      while (to < width && labels[to] == label) {
        to++;
      }
      if (label == NONE) {
        continue;
      }
      while (next < above.size() && above.get(next).to <= from) {
        next++;
      }
      Part part = null;
      for (int i = next; i < above.size() && above.get(i).from < to; i++) {
        Part touched = above.get(i).part.root();
        if (touched.label == label) {
          part = part == null ? touched : Part.join(part, touched);
        }
      }
      if (part == null) {
        part = new Part(label);
      }
      part.last = y;
      part.add(new long[] {pack(y, from, to)}, 1);
      row.add(new Run(from, to, part));
    }
    List<Run> before = above;
    above = row;
    y++;
    emit(before, y - 1);
  }

  /** Hands on what is still open: the scene ends here. */
  public void close() {
    List<Run> before = above;
    above = new ArrayList<>();
    emit(before, y);
  }

  private void emit(List<Run> runs, int open) {
    for (Run run : runs) {
      Part part = run.part.root();
      if (part.last != open && part.count > 0) {
        sink.accept(Rings.polygon(part.label, Arrays.copyOf(part.runs, part.count)));
        part.count = 0;
        part.runs = new long[0];
      }
    }
  }

  /** A run of pixels {@code from} to {@code to} in row {@code y}, such that runs sort by place. */
  static long pack(int y, int from, int to) {
    return (long) y << 40 | (long) from << 20 | to;
  }
}
