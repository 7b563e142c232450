package org.zhizhi.base.page;

import java.util.List;
import java.util.Locale;

/** An SVG drawing being written; classes are those of the page's style. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  Svg(int width, int height, Text title) {
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(width, height, Text.escape(title.flat())));
  }

  void line(String kind, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        kind, x1, y1, x2, y2);
  }

  void path(String kind, String path) {
    add("<path class=\"%s\" d=\"%s\"/>", kind, path);
  }

  void bar(String kind, double x, double y, double width, double height, String tip) {
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\">"
            + "<title>%s</title></rect>",
        kind, x, y, width, height, Text.escape(tip));
  }

  static String dot(String kind, double x, double y, double radius, String tip) {
    return String.format(
        Locale.ROOT,
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>\n",
        kind,
        x,
        y,
        radius,
        Text.escape(tip));
  }

  void text(String anchor, double x, double y, String text) {
    text(anchor, x, y, Text.same(text));
  }

  void text(String anchor, double x, double y, Text text) {
    raw(text.in("text", place(anchor, x, y)) + "\n");
  }

  void name(String anchor, double x, double y, Text text) {
    raw(text.in("text", "class=\"name\" " + place(anchor, x, y)) + "\n");
  }

  /** A diamond. */
  void mark(String kind, double x, double y, String tip) {
    add(
        "<path class=\"%s\" d=\"M%.1f %.1fl7 7 -7 7 -7 -7Z\"><title>%s</title></path>",
        kind, x, y - 7, Text.escape(tip));
  }

  /** Names of the series along the top edge, each behind its colour. */
  void legend(List<Text> names, List<String> kinds, double left, double right) {
    double each = (right - left) / names.size();
    for (int i = 0; i < names.size(); i++) {
      key(kinds.get(i), left + each * i, names.get(i));
    }
  }

  /** A name along the top edge behind its colour. */
  void key(String colour, double x, Text name) {
    add(
        "<rect class=\"key %s\" x=\"%.1f\" y=\"6\" width=\"12\" height=\"12\" rx=\"2\"/>",
        colour, x);
    name("start", x + 18, 16, name);
  }

  void raw(String svg) {
    out.append(svg);
  }

  String end() {
    return out.append("</svg>\n").toString();
  }

  private void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String place(String anchor, double x, double y) {
    return String.format(Locale.ROOT, "text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\"", anchor, x, y);
  }
}
