package org.zhizhi.base.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The plain drawing of a {@link DotChart}: axes, quarters, and the dots that a script replaces. */
final class DotDrawing {
  /** The order in which kinds are drawn: the second, which is the one to see, on top. */
  private static final int[] DRAWN = {2, 0, 1};

  private static final double[] TICKS = {0, 0.25, 0.5, 0.75, 1};

  /** A label nearer than this to that of the parting line is left out. */
  private static final double LABEL = 16;

  private final List<DotChart.Panel> panels;
  private final List<DotChart.Dot> dots;
  private final DotPlane plane;

  DotDrawing(List<DotChart.Panel> panels, List<DotChart.Dot> dots, DotPlane plane) {
    this.panels = panels;
    this.dots = dots;
    this.plane = plane;
  }

  String svg(int panel, Text title, Text xName, Text yName) {
    Svg svg = new Svg(DotPlane.WIDTH, DotPlane.HEIGHT, title);
    DotChart.Panel of = panels.get(panel);
    double lineX = DotPlane.across(of.x());
    double lineY = plane.up(of.y());
    double[] sides = {DotPlane.LEFT, lineX, DotPlane.RIGHT};
    double[] levels = {DotPlane.TOP, lineY, DotPlane.BOTTOM};
    for (int q = 0; q < 4; q++) {
      svg.path(
          "quarter q" + q,
          String.format(
              Locale.ROOT,
              "M%.1f %.1fH%.1fV%.1fH%.1fZ",
              sides[q % 2],
              levels[q / 2],
              sides[q % 2 + 1],
              levels[q / 2 + 1],
              sides[q % 2]));
    }
    axes(svg, of.y());
    svg.line("guide", lineX, DotPlane.TOP, lineX, DotPlane.BOTTOM);
    svg.line("guide", DotPlane.LEFT - 5.0, lineY, DotPlane.RIGHT, lineY);
    svg.text("middle", (DotPlane.LEFT + DotPlane.RIGHT) / 2.0, DotPlane.HEIGHT - 8.0, xName);
    svg.text("start", 4, 14, yName);
    svg.raw("<g class=\"still\" transform=\"scale(.1)\">\n");
    for (int kind : DRAWN) {
      svg.raw(
          "<path class=\"k%d\" stroke-width=\"%d\" d=\"%s\"/>\n"
              .formatted(kind, stroke(kind, 10 * plane.radius()), dots(panel, kind)));
    }
    svg.raw("</g>\n");
    for (int q = 0; q < 4; q++) {
      boolean left = q % 2 == 0;
      String place =
          "text-anchor=\"%s\" x=\"%d\""
              .formatted(left ? "start" : "end", left ? DotPlane.LEFT + 10 : DotPlane.RIGHT - 10);
      int y = q / 2 == 0 ? DotPlane.TOP + 19 : DotPlane.BOTTOM - 30;
      DotChart.Quarter quarter = of.quarters().get(q);
      svg.raw(
          quarter.name().in("text", "class=\"name quartername\" %s y=\"%d\"".formatted(place, y)));
      svg.raw(
          "<text class=\"count\" %s y=\"%d\">%s</text>\n"
              .formatted(place, y + 20, Text.escape(quarter.count())));
    }
    return svg.end();
  }

  private void axes(Svg svg, double parting) {
    double line = plane.up(parting);
    for (double tick : TICKS) {
      double x = DotPlane.across(tick);
      double y = plane.up(tick);
      svg.line("grid", x, DotPlane.BOTTOM, x, DotPlane.BOTTOM + 5.0);
      svg.text("middle", x, DotPlane.BOTTOM + 19.0, BarChart.percent(tick));
      if (Math.abs(y - line) > LABEL) {
        svg.line("grid", DotPlane.LEFT - 5.0, y, DotPlane.LEFT, y);
        svg.text("end", DotPlane.LEFT - 8.0, y + 4, BarChart.percent(tick));
      }
    }
    svg.name("end", DotPlane.LEFT - 8.0, line + 4, Text.same(BarChart.percent(parting)));
  }

  private String dots(int panel, int kind) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < dots.size(); i++) {
      Optional<DotChart.Place> at = dots.get(i).places().get(panel);
      if (at.isPresent() && at.get().kind() == kind) {
        path.append(shape(kind, plane.x(panel, i), plane.y(panel, i), 10 * plane.radius()));
      }
    }
    return path.toString();
  }

  /** The shape of a kind, small, for the key. */
  static String key(int kind) {
    return ("<svg class=\"shape\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 120\""
            + " aria-hidden=\"true\"><path class=\"k%d\" stroke-width=\"%d\" d=\"%s\"/></svg>")
        .formatted(kind, stroke(kind, 38), shape(kind, 60, 60, 38));
  }

  private static String shape(int kind, int x, int y, double radius) {
    long r = Math.round(kind == 2 ? 1.3 * radius : radius);
    return switch (kind) {
      case 0 -> "M" + x + " " + y + "h1"; // a stroke as wide as the disc, its ends round
      case 1 ->
          "M%d %dl%d %dm0 %dl%d %d".formatted(x - r, y - r, 2 * r, 2 * r, -2 * r, -2 * r, 2 * r);
      default -> "M%d %dl%d %d %d %d %d %dz".formatted(x - r, y, r, -r, r, r, -r, r);
    };
  }

  private static long stroke(int kind, double radius) {
    return Math.round(kind == 0 ? 2 * radius : 0.55 * radius);
  }
}
