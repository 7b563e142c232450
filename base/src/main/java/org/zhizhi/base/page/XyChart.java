package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Curves or points over two axes; see {@link Chart#lines} and {@link Chart#scatter}. */
public final class XyChart implements Chart {
  private static final int LEFT = 58;

  /** Height of the bars of {@link #counts}, with the room above them. */
  private static final int STRIP = 64;

  /** Curves of more points are thinned: no screen shows more, and the file stays small. */
  private static final int MAX_POINTS = 1200;

  /** Points of one curve that tell their values. */
  private static final int MAX_HITS = 120;

  private record Series(
      Text name, double[] x, double[] y, double[] low, double[] high, String kind) {
    boolean hasInterval(int i, Axis axis) {
      return low[i] < high[i] && axis.has(high[i]);
    }
  }

  private record Guide(Text name, double x1, double y1, double x2, double y2) {}

  private record Mark(Text name, double x, double y) {}

  private record Count(double low, double high, double n) {}

  private final Text title;
  private final Text xName;
  private final Text yName;
  private final boolean lines;
  private final List<Series> all = new ArrayList<>();
  private final List<Guide> guides = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final List<Count> counts = new ArrayList<>();
  private Text countName = Text.same("");
  private DoubleFunction<String> format = Axis::label;
  private int width = 720;
  private int height = 320;
  private int colours;
  private boolean logX;
  private boolean logY;
  private double[] shown = {};
  private double[] range = {};

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

  /** Has the x axis reach at least from {@code low} to {@code high}. */
  public XyChart over(double low, double high) {
    range = new double[] {low, high};
    return this;
  }

  /** Makes the chart as wide as half a page, and higher; see {@link Page#beside}. */
  public XyChart half() {
    width = 480;
    height = 400;
    return this;
  }

  /** Says values in percent: those given are shares. */
  public XyChart percent() {
    format = BarChart::percent;
    return this;
  }

  /** Adds a curve, or a set of points. */
  public XyChart series(Text name, double[] x, double[] y) {
    return add(name, x, y, y, y, "s" + colours++ % 6);
  }

  /** Adds a curve with error bars of {@code error} up and down; 0 draws none. */
  public XyChart series(Text name, double[] x, double[] y, double[] error) {
    requireAlike(name, x, error);
    requireAlike(name, x, y);
    double[] low = IntStream.range(0, y.length).mapToDouble(i -> y[i] - error[i]).toArray();
    double[] high = IntStream.range(0, y.length).mapToDouble(i -> y[i] + error[i]).toArray();
    return add(name, x, y, low, high, "s" + colours++ % 6);
  }

  /** Adds a curve with error bars from {@code low} to {@code high}. */
  public XyChart series(Text name, double[] x, double[] y, double[] low, double[] high) {
    return add(name, x, y, low, high, "s" + colours++ % 6);
  }

  /** Adds a curve that the others are compared with: dashed, without a colour of its own. */
  public XyChart former(Text name, double[] x, double[] y) {
    return add(name, x, y, y, y, "former");
  }

  /** Adds a curve that was worked out, not measured: thin, without points. */
  public XyChart ideal(Text name, double[] x, double[] y) {
    return add(name, x, y, y, y, "ideal");
  }

  /** Adds a thin dashed line, such as where points would lie if all were well. */
  public XyChart guide(Text name, double x1, double y1, double x2, double y2) {
    guides.add(new Guide(name, x1, y1, x2, y2));
    return this;
  }

  /** Marks a point with a diamond and says {@code name} beside it. */
  public XyChart mark(Text name, double x, double y) {
    marks.add(new Mark(name, x, y));
    return this;
  }

  /**
   * Draws below the curves how many things {@code n[i]} lie between {@code low} and {@code high}.
   */
  public XyChart counts(Text name, double[] low, double[] high, double[] n) {
    requireAlike(name, low, high);
    requireAlike(name, low, n);
    countName = name;
    for (int i = 0; i < n.length; i++) {
      counts.add(new Count(low[i], high[i], n[i]));
    }
    return this;
  }

  @Override
  public Text title() {
    return title;
  }

  @Override
  public String svg() {
    int top = all.size() > 1 ? 48 : 26;
    int right = width - 26;
    int floor = height - 46;
    int bottom = counts.isEmpty() ? floor : floor - STRIP;
    double[] xs =
        DoubleStream.concat(
                Arrays.stream(range), all.stream().flatMapToDouble(s -> Arrays.stream(s.x())))
            .toArray();
    double[] ys =
        DoubleStream.concat(
                Arrays.stream(shown),
                all.stream()
                    .flatMap(s -> Stream.of(s.y(), s.low(), s.high()))
                    .flatMapToDouble(Arrays::stream))
            .toArray();
    Axis x = Axis.over(xs, logX, LEFT, right);
    Axis y = Axis.over(ys, logY, bottom, top);
    Svg svg = new Svg(width, height, title);
    for (double tick : y.ticks()) {
      svg.line("grid", LEFT, y.at(tick), right, y.at(tick));
      svg.text("end", LEFT - 7, y.at(tick) + 4, format.apply(tick));
    }
    for (double tick : x.ticks()) {
      svg.line("grid", x.at(tick), bottom, x.at(tick), floor + 5);
      svg.text("middle", x.at(tick), floor + 18, format.apply(tick));
    }
    svg.text("middle", (LEFT + right) / 2.0, height - 8, xName);
    // the name of y lies flat above its axis, where it is read first
    svg.text("start", 8, top - 12, yName);
    drawCounts(svg, x, bottom, floor);
    for (Guide guide : guides) {
      if (x.has(guide.x1()) && x.has(guide.x2()) && y.has(guide.y1()) && y.has(guide.y2())) {
        svg.line("guide", x.at(guide.x1()), y.at(guide.y1()), x.at(guide.x2()), y.at(guide.y2()));
        name(svg, guide.name(), x.at(guide.x2()), y.at(guide.y2()), right);
      }
    }
    all.forEach(series -> draw(svg, series, x, y));
    for (Mark mark : marks) {
      if (x.has(mark.x()) && y.has(mark.y())) {
        svg.mark("mark", x.at(mark.x()), y.at(mark.y()), mark.name().flat());
        name(svg, mark.name(), x.at(mark.x()), y.at(mark.y()), right);
      }
    }
    if (all.size() > 1) {
      svg.legend(
          all.stream().map(Series::name).toList(),
          all.stream().map(Series::kind).toList(),
          LEFT,
          right);
    }
    return svg.end();
  }

  /** Stands above the place, on the side of it where there is more room. */
  private static void name(Svg svg, Text name, double x, double y, double right) {
    boolean left = x > (LEFT + right) / 2;
    svg.name(left ? "end" : "start", left ? x - 4 : x + 6, y - 9, name);
  }

  private void drawCounts(Svg svg, Axis x, int bottom, int floor) {
    double most = counts.stream().mapToDouble(Count::n).filter(n -> n < 1e100).max().orElse(0);
    if (counts.isEmpty() || most <= 0) {
      return;
    }
    svg.line("grid", x.from(), floor, x.to(), floor);
    for (Count count : counts) {
      if (x.has(count.low()) && x.has(count.high()) && count.n() > 0 && count.n() <= most) {
        double left = Math.min(x.at(count.low()), x.at(count.high()));
        double wide = Math.abs(x.at(count.high()) - x.at(count.low()));
        double tall = Math.max(0.8, (STRIP - 26) * count.n() / most);
        String n = Axis.label(count.n());
        svg.bar("bar soft", left + 1.5, floor - tall, Math.max(0.8, wide - 3), tall, n);
        if (wide > 7 * n.length()) {
          svg.text("middle", left + wide / 2, floor - tall - 3, n);
        }
      }
    }
    svg.text("start", 8, bottom + 16, countName);
  }

  private void draw(Svg svg, Series series, Axis x, Axis y) {
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
      boolean interval = series.hasInterval(i, y);
      double low = y.has(series.low()[i]) ? series.low()[i] : y.low(); // 0 and less, on a log axis
      if (interval) {
        svg.line("error", x.at(px), y.at(low), x.at(px), y.at(series.high()[i]));
      }
      if (!lines || i % every == 0 && !series.kind().equals("ideal")) {
        String tip =
            series.name().flat()
                + ": "
                + format.apply(px)
                + ", "
                + format.apply(py)
                + (interval
                    ? " (" + format.apply(low) + " – " + format.apply(series.high()[i]) + ")"
                    : "");
        String kind = lines && every > 1 ? "hit" : "dot " + series.kind();
        dots.append(Svg.dot(kind, x.at(px), y.at(py), lines ? 2.6 : 3.2, tip));
      }
    }
    if (lines && !path.isEmpty()) {
      svg.path("line " + series.kind(), path.toString());
    }
    svg.raw(dots.toString());
  }

  private XyChart add(Text name, double[] x, double[] y, double[] low, double[] high, String kind) {
    for (double[] other : List.of(y, low, high)) {
      requireAlike(name, x, other);
    }
    Series series = new Series(name, x.clone(), y.clone(), low.clone(), high.clone(), kind);
    all.add(lines ? thinned(series) : series);
    return this;
  }

  private static void requireAlike(Text name, double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          name.en() + ": lengths differ: " + a.length + " != " + b.length);
    }
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
        picked(s.x(), at),
        picked(s.y(), at),
        picked(s.low(), at),
        picked(s.high(), at),
        s.kind());
  }

  private static double[] picked(double[] of, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> of[i]).toArray();
  }
}
