package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Horizontal bars with their values, and maybe their intervals; see {@link Chart#bars}. A bar may
 * have beside it what it was before, and a value to measure it by.
 */
public final class BarChart implements Chart {
  private static final int ROW = 26;

  /** Height of a row that has a bar of before above its own. */
  private static final int PAIR = 38;

  private static final int HEADING = 28;

  /** Room that a value takes. */
  private static final int VALUE = 46;

  private record Span(double value, double low, double high) {
    boolean hasIntervalOn(Axis x) {
      return low < high && x.has(low) && x.has(high);
    }

    String tip(DoubleFunction<String> format) {
      return format.apply(value)
          + (low < high ? " (" + format.apply(low) + " – " + format.apply(high) + ")" : "");
    }
  }

  /** A heading has no span. */
  private record Row(
      Text label, Optional<Span> span, Optional<Span> former, double standard, Text standardName) {
    int height() {
      return span.isEmpty() ? HEADING : former.isPresent() ? PAIR : ROW;
    }

    DoubleStream ends() {
      return DoubleStream.concat(
          DoubleStream.of(standard),
          Stream.of(span, former)
              .flatMap(Optional::stream)
              .flatMapToDouble(s -> DoubleStream.of(s.value(), s.low(), s.high())));
    }
  }

  private final Text title;
  private final Text value;
  private final List<Row> rows = new ArrayList<>();
  private DoubleFunction<String> format = Axis::label;
  private double reach;
  private int width = 720;
  private int left = 190;
  private String colour = "s0";
  private List<Text> names = List.of();

  BarChart(Text title, Text value) {
    this.title = title;
    this.value = value;
  }

  /** Has the axis, which starts at 0, reach at least to {@code value}. */
  public BarChart showing(double value) {
    reach = value;
    return this;
  }

  /** Makes the chart as wide as half a page; see {@link Page#beside}. */
  public BarChart half() {
    width = 480;
    left = 150;
    return this;
  }

  /** Says values in percent: those given are shares. */
  public BarChart percent() {
    format = BarChart::percent;
    return this;
  }

  /** Draws the bars in the colour of that number of the page, in [0, 6). */
  public BarChart colour(int number) {
    colour = "s" + number % 6;
    return this;
  }

  /** Says above the chart which bars are of before, and which are of now. */
  public BarChart names(Text before, Text now) {
    names = List.of(before, now);
    return this;
  }

  /** Adds a heading for the bars below it. */
  public BarChart heading(Text heading) {
    rows.add(new Row(heading, Optional.empty(), Optional.empty(), Double.NaN, Text.same("")));
    return this;
  }

  /** Adds a bar below the others. */
  public BarChart bar(Text label, double value) {
    return bar(label, value, value, value);
  }

  /** Adds a bar whose value is known to lie between {@code low} and {@code high}. */
  public BarChart bar(Text label, double value, double low, double high) {
    Optional<Span> span = Optional.of(new Span(value, low, high));
    rows.add(new Row(label, span, Optional.empty(), Double.NaN, Text.same("")));
    return this;
  }

  /** Draws with the last bar what it was before. */
  public BarChart former(double value, double low, double high) {
    Row last = rows.removeLast();
    Optional<Span> former = Optional.of(new Span(value, low, high));
    rows.add(new Row(last.label(), last.span(), former, last.standard(), last.standardName()));
    return this;
  }

  /** Draws across the last bar the value it should be measured by. */
  public BarChart standard(Text name, double value) {
    Row last = rows.removeLast();
    rows.add(new Row(last.label(), last.span(), last.former(), value, name));
    return this;
  }

  @Override
  public Text title() {
    return title;
  }

  @Override
  public String svg() {
    int top = names.isEmpty() ? 8 : 32;
    int right = width - 80;
    int bottom = top + rows.stream().mapToInt(Row::height).sum();
    double[] ends =
        DoubleStream.concat(DoubleStream.of(0, reach), rows.stream().flatMapToDouble(Row::ends))
            .toArray();
    Axis x = Axis.over(ends, false, left, right);
    Svg svg = new Svg(width, bottom + 44, title);
    if (!names.isEmpty()) {
      svg.legend(names, List.of("former", colour), left, right);
    }
    List<Double> ticks = x.ticks();
    int every = width < 720 && ticks.size() > 6 ? 2 : 1; // or their labels touch
    for (int i = 0; i < ticks.size(); i++) {
      double tick = ticks.get(i);
      svg.line("grid", x.at(tick), top, x.at(tick), bottom + 4);
      if (i % every == 0) {
        svg.text("middle", x.at(tick), bottom + 18, format.apply(tick));
      }
    }
    svg.text("middle", (left + right) / 2.0, bottom + 36, value);
    int y = top;
    for (Row row : rows) {
      if (row.span().isEmpty()) {
        svg.name("start", 4, y + 21.0, row.label().shortened((left + 80) / 7));
      } else {
        draw(svg, row, row.span().get(), x, y);
      }
      y += row.height();
    }
    return svg.end();
  }

  private void draw(Svg svg, Row row, Span span, Axis x, double top) {
    double middle = top + row.height() / 2.0;
    svg.name("end", left - 8, middle + 4, row.label().shortened((left - 8) * 2 / 13));
    if (!x.has(span.value())) {
      svg.text("start", left + 6, middle + 4, "–");
      return;
    }
    String tip = row.label().flat() + ": " + span.tip(format);
    double standard = x.has(row.standard()) ? x.at(row.standard()) : Double.NEGATIVE_INFINITY;
    if (row.former().isPresent()) {
      Span before = row.former().get();
      String name = names.isEmpty() ? "" : ", " + names.getFirst().flat();
      String was = row.label().flat() + name + ": " + before.tip(format);
      bar(svg, "former", before, x, top + 5, 10, was, standard);
      bar(svg, colour, span, x, top + 18, 14, tip, standard);
    } else {
      bar(svg, colour, span, x, top + 5, ROW - 10, tip, standard);
    }
    if (x.has(row.standard())) {
      svg.line("standard", standard, top + 2, standard, top + row.height() - 2);
      String of = row.standardName().flat() + ": " + format.apply(row.standard());
      svg.bar("hit", standard - 4, top + 2, 8, row.height() - 4, of);
    }
  }

  /** Draws a bar with its interval, and its value behind both and behind {@code standard}. */
  private void bar(
      Svg svg,
      String kind,
      Span span,
      Axis x,
      double top,
      double height,
      String tip,
      double standard) {
    if (!x.has(span.value())) {
      return;
    }
    double zero = x.at(0);
    double end = x.at(span.value());
    svg.bar("bar " + kind, Math.min(zero, end), top, Math.abs(end - zero), height, tip);
    double right = Math.max(zero, end);
    double middle = top + height / 2;
    if (span.hasIntervalOn(x)) {
      svg.line("error", x.at(span.low()), middle, x.at(span.high()), middle);
      right = Math.max(right, x.at(span.high()));
    }
    boolean clear = right + 6 + VALUE < standard;
    double at = clear ? right : Math.max(right, standard);
    svg.text("start", at + 6, middle + 4, format.apply(span.value()));
  }

  /** A share in percent, to one digit after the point, or none where it is 0. */
  static String percent(double share) {
    String figure = String.format(Locale.ROOT, "%.1f", 100 * share).replaceFirst("\\.0$", "");
    return (figure.equals("-0") ? "0" : figure) + " %";
  }
}
