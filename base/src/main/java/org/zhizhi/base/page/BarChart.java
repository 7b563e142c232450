package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Horizontal bars with their values, and maybe their intervals; see {@link Chart#bars}. */
public final class BarChart implements Chart {
  private static final int WIDTH = 720;
  private static final int LEFT = 190;
  private static final int RIGHT = 640;
  private static final int ROW = 26;
  private static final int TOP = 8;

  /** Latin letters that fit left of the bars; a Han character takes two. */
  private static final int LABEL_COLUMNS = 28;

  private record Bar(Text label, double value, double low, double high) {
    boolean hasIntervalOn(Axis x) {
      return low < high && x.has(low) && x.has(high);
    }
  }

  private final Text title;
  private final Text value;
  private final List<Bar> bars = new ArrayList<>();
  private double reach;

  BarChart(Text title, Text value) {
    this.title = title;
    this.value = value;
  }

  /** Has the axis, which starts at 0, reach at least to {@code value}. */
  public BarChart showing(double value) {
    reach = value;
    return this;
  }

  /** Adds a bar below the others. */
  public BarChart bar(Text label, double value) {
    return bar(label, value, value, value);
  }

  /** Adds a bar whose value is known to lie between {@code low} and {@code high}. */
  public BarChart bar(Text label, double value, double low, double high) {
    bars.add(new Bar(label, value, low, high));
    return this;
  }

  @Override
  public Text title() {
    return title;
  }

  @Override
  public String svg() {
    int bottom = TOP + ROW * bars.size();
    double[] ends =
        DoubleStream.concat(
                DoubleStream.of(0, reach),
                bars.stream().flatMapToDouble(b -> DoubleStream.of(b.value(), b.low(), b.high())))
            .toArray();
    Axis x = Axis.over(ends, false, LEFT, RIGHT);
    Svg svg = new Svg(WIDTH, bottom + 44, title);
    for (double tick : x.ticks()) {
      svg.line("grid", x.at(tick), TOP, x.at(tick), bottom + 4);
      svg.text("middle", x.at(tick), bottom + 18, Axis.label(tick));
    }
    svg.text("middle", (LEFT + RIGHT) / 2.0, bottom + 36, value);
    for (int i = 0; i < bars.size(); i++) {
      draw(svg, bars.get(i), x, TOP + ROW * i);
    }
    return svg.end();
  }

  private static void draw(Svg svg, Bar bar, Axis x, double top) {
    svg.name("end", LEFT - 8, top + 17, bar.label().shortened(LABEL_COLUMNS));
    if (!x.has(bar.value())) {
      svg.text("start", LEFT + 6, top + 17, "–");
      return;
    }
    double zero = x.at(0);
    double end = x.at(bar.value());
    String shown = Axis.label(bar.value());
    String tip = bar.label().flat() + ": " + shown;
    double right = Math.max(zero, end);
    if (bar.hasIntervalOn(x)) {
      tip += " (" + Axis.label(bar.low()) + " – " + Axis.label(bar.high()) + ")";
      right = Math.max(right, x.at(bar.high()));
    }
    svg.bar("bar s0", Math.min(zero, end), top + 5, Math.abs(end - zero), ROW - 10, tip);
    if (bar.hasIntervalOn(x)) {
      svg.line("error", x.at(bar.low()), top + ROW / 2.0, x.at(bar.high()), top + ROW / 2.0);
    }
    svg.text("start", right + 6, top + 17, shown);
  }
}
