package org.zhizhi.base.page;

/**
 * A chart of a page, drawn as inline SVG whose colours follow the page; its points tell their
 * values under the pointer. Values that are not finite leave gaps.
 */
public sealed interface Chart permits XyChart, BarChart {
  /** Stands above the chart. */
  Text title();

  /** The drawing, a well-formed {@code svg} element. */
  String svg();

  /** Curves over a common axis. */
  static XyChart lines(Text title, Text x, Text y) {
    return new XyChart(title, x, y, true);
  }

  /** Points by two quantities. */
  static XyChart scatter(Text title, Text x, Text y) {
    return new XyChart(title, x, y, false);
  }

  /** Bars side by side, one value each. */
  static BarChart bars(Text title, Text value) {
    return new BarChart(title, value);
  }
}
