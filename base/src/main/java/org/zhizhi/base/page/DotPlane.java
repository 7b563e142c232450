package org.zhizhi.base.page;

import java.util.List;
import java.util.Locale;

/**
 * Where the dots of a {@link DotChart} stand, in tenths of a unit of its drawing, and the drawing.
 *
 * @param x by panel and dot; -1 where the dot is not in the panel
 */
record DotPlane(
    List<DotChart.Panel> panels, List<DotChart.Dot> dots, Axis[] lower, int[][] x, int[][] y) {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 576;
  private static final int LEFT = 56;
  private static final int RIGHT = 512;
  private static final int TOP = 26;
  private static final int BOTTOM = 530;

  /** Room for the names of the quarters, above and below the dots. */
  private static final int NAMES = 50;

  /** Room between the ends of the axes and the edges, into which dots at the ends spread. */
  private static final int ROOM = 24;

  /** How far apart dots at one place are set, in units of the drawing. */
  private static final double APART = 2.3;

  /** How far a dot is moved at most, to either side and up or down. */
  private static final double MOST_X = 26;

  private static final double MOST_Y = 15;

  /** Sunflowers set seeds at this angle: no two ever line up. */
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  /** The order in which kinds are drawn: the second, which is the one to see, on top. */
  private static final int[] DRAWN = {2, 0, 1};

  private static final Axis ACROSS = new Axis(0, 1, false, LEFT + ROOM, RIGHT - ROOM);

  static DotPlane of(List<DotChart.Panel> panels, List<DotChart.Dot> dots) {
    // all panels have the scale of the last
    double parting = panels.isEmpty() ? 0.5 : panels.getLast().y();
    double share = Math.clamp(parting, 0.38, 0.62);
    double low = BOTTOM - NAMES - ROOM;
    double high = TOP + NAMES + ROOM;
    double middle = low + share * (high - low);
    boolean inside = parting > 0 && parting < 1;
    Axis[] axes = {
      new Axis(0, inside ? parting : 1, false, low, inside ? middle : high),
      new Axis(inside ? parting : 0, 1, false, inside ? middle : low, high)
    };
    int[][] x = new int[panels.size()][dots.size()];
    int[][] y = new int[panels.size()][dots.size()];
    DotPlane plane = new DotPlane(panels, dots, axes, x, y);
    for (int p = 0; p < panels.size(); p++) {
      plane.place(p);
    }
    return plane;
  }

  private double up(double share) {
    return (share < lower[0].high() ? lower[0] : lower[1]).at(share);
  }

  private void place(int panel) {
    java.util.Map<Long, java.util.List<Integer>> cells = new java.util.LinkedHashMap<>();
    for (int i = 0; i < dots.size(); i++) {
      x[panel][i] = -1;
      y[panel][i] = -1;
      var at = dots.get(i).places().get(panel);
      if (at.isPresent()) {
        long column = Math.round(ACROSS.at(at.get().x()) / 8);
        long row = Math.round(up(at.get().y()) / 12);
        cells.computeIfAbsent(column << 32 | row, cell -> new java.util.ArrayList<>()).add(i);
      }
    }
    for (List<Integer> cell : cells.values()) {
      double radius = APART * Math.sqrt(cell.size());
      double stretchX = Math.min(1, MOST_X / radius);
      double stretchY = Math.min(1, MOST_Y / radius);
      for (int k = 0; k < cell.size(); k++) {
        double r = APART * Math.sqrt(k + (cell.size() > 1 ? 0.5 : 0));
        double dx = stretchX * r * Math.cos(k * GOLDEN_ANGLE);
        double dy = stretchY * r * Math.sin(k * GOLDEN_ANGLE);
        move(panel, cell.get(k), cell.size() > 1 ? dx : 0, cell.size() > 1 ? dy : 0);
      }
    }
  }

  /** Sets a dot near its place, on its side of the parting lines. */
  private void move(int panel, int dot, double dx, double dy) {
    DotChart.Place at = dots.get(dot).places().get(panel).orElseThrow();
    double lineX = ACROSS.at(panels.get(panel).x());
    double lineY = up(panels.get(panel).y());
    double left = ACROSS.at(at.x()) + dx;
    double top = up(at.y()) + dy;
    // what would cross is mirrored: a pile on the line keeps its size
    left =
        isRight(panel, at)
            ? lineX + 3 + Math.abs(left - lineX - 3)
            : lineX - 3 - Math.abs(left - lineX + 3);
    top =
        isHigh(panel, at)
            ? lineY - 3 - Math.abs(top - lineY + 3)
            : lineY + 3 + Math.abs(top - lineY - 3);
    x[panel][dot] = (int) Math.round(10 * Math.clamp(left, LEFT + 4, RIGHT - 4));
    y[panel][dot] = (int) Math.round(10 * Math.clamp(top, TOP + NAMES - 2, BOTTOM - NAMES + 2));
  }

  private boolean isRight(int panel, DotChart.Place at) {
    return at.x() >= panels.get(panel).x();
  }

  private boolean isHigh(int panel, DotChart.Place at) {
    return at.y() >= panels.get(panel).y();
  }

  /** Which quarter a dot is in: 0 top left, 1 top right, 2 bottom left, 3 bottom right. */
  int quarter(int panel, DotChart.Place at) {
    return (isHigh(panel, at) ? 0 : 2) + (isRight(panel, at) ? 1 : 0);
  }

  /** Radius of a dot: smaller where there are many. */
  private double radius() {
    return dots.size() > 3000 ? 1.8 : dots.size() > 800 ? 2.3 : 3.2;
  }

  String svg(int panel, Text title, Text xName, Text yName) {
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    DotChart.Panel of = panels.get(panel);
    double lineX = Math.clamp(ACROSS.at(of.x()), LEFT, RIGHT);
    double lineY = Math.clamp(up(of.y()), TOP, BOTTOM);
    double[][] corners = {
      {LEFT, TOP, lineX, lineY},
      {lineX, TOP, RIGHT, lineY},
      {LEFT, lineY, lineX, BOTTOM},
      {lineX, lineY, RIGHT, BOTTOM}
    };
    for (int q = 0; q < 4; q++) {
      double[] c = corners[q];
      svg.path(
          "quarter q" + q,
          String.format(Locale.ROOT, "M%.1f %.1fH%.1fV%.1fH%.1fZ", c[0], c[1], c[2], c[3], c[0]));
    }
    for (double tick : new double[] {0, 0.25, 0.5, 0.75, 1}) {
      svg.line("grid", ACROSS.at(tick), BOTTOM, ACROSS.at(tick), BOTTOM + 5);
      svg.text("middle", ACROSS.at(tick), BOTTOM + 19, BarChart.percent(tick));
      if (Math.abs(up(tick) - lineY) > 16 || tick == of.y()) {
        svg.line("grid", LEFT - 5, up(tick), LEFT, up(tick));
        svg.text("end", LEFT - 8, up(tick) + 4, BarChart.percent(tick));
      }
    }
    svg.line("guide", lineX, TOP, lineX, BOTTOM);
    svg.line("guide", LEFT - 5, lineY, RIGHT, lineY);
    svg.name("end", LEFT - 8, lineY + 4, Text.same(BarChart.percent(of.y())));
    svg.text("middle", (LEFT + RIGHT) / 2.0, HEIGHT - 8, xName);
    svg.text("start", 4, 14, yName);
    svg.raw("<g class=\"still\" transform=\"scale(.1)\">");
    for (int kind : DRAWN) {
      svg.raw(
          "<path class=\"k%d\" stroke-width=\"%d\" d=\"%s\"/>\n"
              .formatted(kind, stroke(kind, 10 * radius()), dots(panel, kind)));
    }
    svg.raw("</g>\n");
    for (int q = 0; q < 4; q++) {
      DotChart.Quarter quarter = of.quarters().get(q);
      double at = q % 2 == 0 ? LEFT + 10 : RIGHT - 10;
      double top = q / 2 == 0 ? TOP + 19 : BOTTOM - 30;
      String anchor = q % 2 == 0 ? "start" : "end";
      svg.raw(quarterName(quarter.name(), anchor, at, top));
      svg.raw(
          "<text class=\"count\" text-anchor=\"%s\" x=\"%.0f\" y=\"%.0f\">%s</text>\n"
              .formatted(anchor, at, top + 20, Text.escape(quarter.count())));
    }
    return svg.end();
  }

  private static String quarterName(Text name, String anchor, double x, double y) {
    return name.in(
        "text",
        String.format(
            Locale.ROOT,
            "class=\"name quartername\" text-anchor=\"%s\" x=\"%.0f\" y=\"%.0f\"",
            anchor,
            x,
            y));
  }

  private String dots(int panel, int kind) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < dots.size(); i++) {
      var at = dots.get(i).places().get(panel);
      if (at.isPresent() && at.get().kind() == kind) {
        path.append(shape(kind, x[panel][i], y[panel][i], 10 * radius()));
      }
    }
    return path.toString();
  }

  private static String shape(int kind, double x, double y, double r) {
    long s = Math.round(r);
    long left = Math.round(x);
    long top = Math.round(y);
    return switch (kind) {
      case 0 -> "M" + left + " " + top + "h1"; // a stroke as wide as the disc, its ends round
      case 1 ->
          "M"
              + (left - s)
              + " "
              + (top - s)
              + "l"
              + 2 * s
              + " "
              + 2 * s
              + "m0 "
              + -2 * s
              + "l"
              + -2 * s
              + " "
              + 2 * s;
      default -> {
        long d = Math.round(1.3 * r);
        yield "M"
            + (left - d)
            + " "
            + top
            + "l"
            + d
            + " "
            + -d
            + " "
            + d
            + " "
            + d
            + " "
            + -d
            + " "
            + d
            + "z";
      }
    };
  }

  /** The shape of a kind, small, for the key. */
  static String key(int kind) {
    return "<svg class=\"shape\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 120\""
        + " aria-hidden=\"true\"><path class=\"k%d\" stroke-width=\"%d\" d=\"%s\"/></svg>"
            .formatted(kind, stroke(kind, 38), shape(kind, 60, 60, 38));
  }

  private static long stroke(int kind, double radius) {
    return Math.round(kind == 0 ? 2 * radius : 0.55 * radius);
  }

  String radiusText() {
    return String.format(Locale.ROOT, "%.1f", radius());
  }
}
