package org.zhizhi.base.page;

import java.util.function.DoubleFunction;

/**
 * A chart of a page, drawn as inline SVG whose colours follow the page; its points tell their
 * values under the pointer. Values that are not finite leave gaps.
 */
public sealed interface Chart permits XyChart, BarChart, FlowChart {
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

  /**
   * What goes through a row of stages, and what leaves it on the way.
   *
   * @param format of amounts
   * @param lost what it is called that leaves for good
   * @param cut what is called that is taken off what stays
   * @param added what it is called that joins
   */
  static FlowChart flow(
      Text title, DoubleFunction<String> format, Text lost, Text cut, Text added) {
    return new FlowChart(title, format, lost, cut, added);
  }

  /** Things by two shares in [0, 1], each a dot that a reader can point at. */
  static DotChart dots(Text title, Text x, Text y) {
    return new DotChart(title, x, y);
  }

  /** Bars side by side, one value each. */
  static BarChart bars(Text title, Text value) {
    return new BarChart(title, value);
  }
}
