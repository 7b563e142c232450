package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Curves or points over two axes; see {@link Chart#lines} and {@link Chart#scatter}. */
public final class XyChart implements Chart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 320;
  private static final int LEFT = 58;
  private static final int RIGHT = 704;
  private static final int BOTTOM = 274;

  /** Curves of more points are thinned: no screen shows more, and the file stays small. */
  private static final int MAX_POINTS = 1200;

  /** Points of one curve that tell their values. */
  private static final int MAX_HITS = 120;

  private record Series(Text name, double[] x, double[] y, double[] error) {}

  private final Text title;
  private final Text xName;
  private final Text yName;
  private final boolean lines;
  private final List<Series> all = new ArrayList<>();
  private boolean logX;
  private boolean logY;
  private double[] shown = {};

  XyChart(Text title, Text xName, Text yName, boolean lines) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
    this.lines = lines;
  }

  /** Makes equal ratios equal distances along x; values of 0 and less are left out. */
  public XyChart logX() {
    logX = true;
    return this;
  }

  /** Makes equal ratios equal distances along y; values of 0 and less are left out. */
  public XyChart logY() {
    logY = true;
    return this;
  }

  /** Has the y axis reach at least from {@code low} to {@code high}. */
  public XyChart showing(double low, double high) {
    shown = new double[] {low, high};
    return this;
  }

  /** Adds a curve, or a set of points. */
  public XyChart series(Text name, double[] x, double[] y) {
    return series(name, x, y, new double[x.length]);
  }

  /** Adds a curve with error bars of {@code error} up and down; 0 draws none. */
  public XyChart series(Text name, double[] x, double[] y, double[] error) {
    if (x.length != y.length || x.length != error.length) {
      throw new IllegalArgumentException(
          name.en() + ": lengths differ: " + x.length + ", " + y.length + ", " + error.length);
    }
    Series series = new Series(name, x.clone(), y.clone(), error.clone());
    all.add(lines ? thinned(series) : series);
    return this;
  }

  @Override
  public Text title() {
    return title;
  }

  @Override
  public String svg() {
    int top = all.size() > 1 ? 48 : 26;
    double[] xs = all.stream().flatMapToDouble(s -> Arrays.stream(s.x())).toArray();
    double[] ys =
        DoubleStream.concat(Arrays.stream(shown), all.stream().flatMapToDouble(XyChart::extent))
            .toArray();
    Axis x = Axis.over(xs, logX, LEFT, RIGHT);
    Axis y = Axis.over(ys, logY, BOTTOM, top);
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    for (double tick : y.ticks()) {
      svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
      svg.text("end", LEFT - 7, y.at(tick) + 4, Axis.label(tick));
    }
    for (double tick : x.ticks()) {
      svg.line("grid", x.at(tick), BOTTOM, x.at(tick), BOTTOM + 5);
      svg.text("middle", x.at(tick), BOTTOM + 18, Axis.label(tick));
    }
    svg.text("middle", (LEFT + RIGHT) / 2.0, HEIGHT - 8, xName);
    // the name of y lies flat above its axis, where it is read first
    svg.text("start", 8, top - 12, yName);
    for (int i = 0; i < all.size(); i++) {
      draw(svg, all.get(i), "s" + i % 6, x, y);
    }
    if (all.size() > 1) {
      svg.legend(all.stream().map(Series::name).toList(), LEFT, RIGHT);
    }
    return svg.end();
  }

  private void draw(Svg svg, Series series, String colour, Axis x, Axis y) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    int every = 1 + series.x().length / MAX_HITS;
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < series.x().length; i++) {
      double px = series.x()[i];
      double py = series.y()[i];
      if (!x.has(px) || !y.has(py)) {
        pen = false;
        continue;
      }
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", x.at(px), y.at(py)));
      pen = true;
      double error = series.error()[i];
      if (error > 0 && y.has(py + error)) {
        double low = y.has(py - error) ? py - error : y.low(); // 0 and less, on a log axis
        svg.line("error", x.at(px), y.at(low), x.at(px), y.at(py + error));
      }
      if (!lines || i % every == 0) {
        String tip =
            series.name().flat()
                + ": "
                + Axis.label(px)
                + ", "
                + Axis.label(py)
                + (error > 0 ? " ± " + Axis.label(error) : "");
        String kind = lines && every > 1 ? "hit" : "dot " + colour;
        dots.append(Svg.dot(kind, x.at(px), y.at(py), lines ? 2.6 : 3.2, tip));
      }
    }
    if (lines && !path.isEmpty()) {
      svg.path("line " + colour, path.toString());
    }
    svg.raw(dots.toString());
  }

  private static DoubleStream extent(Series s) {
    return IntStream.range(0, s.y().length)
        .mapToObj(i -> DoubleStream.of(s.y()[i], s.y()[i] - s.error()[i], s.y()[i] + s.error()[i]))
        .flatMapToDouble(d -> d);
  }

  /** Keeps the lowest and the highest point of each stretch, in order: spikes stay visible. */
  private static Series thinned(Series s) {
    int n = s.x().length;
    if (n <= MAX_POINTS) {
      return s;
    }
    int[] kept = new int[MAX_POINTS];
    int count = 0;
    for (int stretch = 0; stretch < MAX_POINTS / 2; stretch++) {
      int from = (int) ((long) n * stretch / (MAX_POINTS / 2));
      int to = (int) ((long) n * (stretch + 1) / (MAX_POINTS / 2));
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = s.y()[i] < s.y()[low] || Double.isNaN(s.y()[low]) ? i : low;
        high = s.y()[i] > s.y()[high] || Double.isNaN(s.y()[high]) ? i : high;
      }
      kept[count++] = Math.min(low, high);
      if (low != high) {
        kept[count++] = Math.max(low, high);
      }
    }
    int[] at = Arrays.copyOf(kept, count);
    return new Series(
        s.name(),
        Arrays.stream(at).mapToDouble(i -> s.x()[i]).toArray(),
        Arrays.stream(at).mapToDouble(i -> s.y()[i]).toArray(),
        Arrays.stream(at).mapToDouble(i -> s.error()[i]).toArray());
  }
}
