package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Things by two shares in [0, 1], each a dot that tells what it is when it is pointed at, tapped or
 * reached by the arrow keys; see {@link Chart#dots}. Dots are of up to three kinds, told apart by
 * shape and by colour, and can be chosen by kind, by facet and by words. A panel parts its plane in
 * four; several panels show the same things side by side, as two models see them, on one scale.
 *
 * <p>Dots that would hide one another are moved a little apart, never across a parting line, the
 * same way each time. A script draws them; without one, and in print, they are a plain drawing.
 */
public final class DotChart {
  static final String SCRIPT = Page.script("dots.js");

  /** A facet of more values is no list to choose from; the search finds them. */
  private static final int MOST_VALUES = 300;

  /** Kinds have as many shapes: disc, cross, diamond. */
  private static final int KINDS = 3;

  /**
   * A quarter of a panel.
   *
   * @param count how many things are in it, as it is to be read while all are shown
   */
  public record Quarter(Text name, String count) {}

  /**
   * One view of the things.
   *
   * @param x where left and right part: dots at {@code x} and above are right
   * @param y where low and high part: dots at {@code y} and above are high
   * @param quarters top left, top right, bottom left, bottom right
   */
  public record Panel(Text name, double x, double y, List<Quarter> quarters) {
    public Panel {
      if (quarters.size() != 4) {
        throw new IllegalArgumentException("quarters: " + quarters.size());
      }
    }
  }

  /**
   * Where a thing is in a panel.
   *
   * @param kind its number among the kinds
   * @param told what is told of it in this panel beside {@code x} and {@code y}
   */
  public record Place(double x, double y, int kind, String told) {
    public Place {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1) || kind < 0 || kind >= KINDS) {
        throw new IllegalArgumentException("dot of kind " + kind + " at " + x + ", " + y);
      }
    }
  }

  /**
   * A thing.
   *
   * @param facets its value of each facet
   * @param texts what is told of it, one for each of the names of texts
   * @param places where it is in each panel, if it is there
   */
  public record Dot(List<Text> facets, List<String> texts, List<Optional<Place>> places) {}

  private final Text title;
  private final Text x;
  private final Text y;
  private List<Text> kinds = List.of();
  private List<Text> facets = List.of();
  private List<Text> texts = List.of();
  private final List<Panel> panels = new ArrayList<>();
  private final List<Dot> dots = new ArrayList<>();

  DotChart(Text title, Text x, Text y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** Names the kinds of dots, at most three. */
  public DotChart kinds(Text... names) {
    if (names.length > KINDS) {
      throw new IllegalArgumentException("kinds: " + names.length + " > " + KINDS);
    }
    kinds = List.of(names);
    return this;
  }

  /** Names what dots can be chosen by. */
  public DotChart facets(Text... names) {
    facets = List.of(names);
    return this;
  }

  /** Names what is told of a dot, whichever the panel. */
  public DotChart texts(Text... names) {
    texts = List.of(names);
    return this;
  }

  /** Adds a view beside the others. */
  public DotChart panel(Panel panel) {
    panels.add(panel);
    return this;
  }

  /** Adds a thing. */
  public DotChart dot(Dot dot) {
    if (dot.facets().size() != facets.size()
        || dot.texts().size() != texts.size()
        || dot.places().size() != panels.size()) {
      throw new IllegalArgumentException(
          "a dot has %d facets, %d texts, %d places; the chart has %d, %d, %d"
              .formatted(
                  dot.facets().size(),
                  dot.texts().size(),
                  dot.places().size(),
                  facets.size(),
                  texts.size(),
                  panels.size()));
    }
    dots.add(dot);
    return this;
  }

  String html() {
    if (panels.isEmpty()) {
      throw new IllegalStateException(title.en() + ": no panel");
    }
    DotPlane plane = new DotPlane(panels, dots);
    DotDrawing drawing = new DotDrawing(panels, dots, plane);
    DotData data = new DotData(panels, dots, facets.size(), plane);
    StringBuilder html = new StringBuilder("<figure class=\"dots\">");
    html.append(title.in("figcaption", ""));
    controls(html, data);
    html.append("<div class=\"panels n%d\">\n".formatted(panels.size()));
    for (int p = 0; p < panels.size(); p++) {
      html.append("<div class=\"panel\">");
      if (panels.size() > 1) {
        html.append(panels.get(p).name().in("h3", ""));
      }
      html.append("<div class=\"plane\">").append(drawing.svg(p, title, x, y));
      html.append("<canvas class=\"scripted\" tabindex=\"0\" role=\"img\" aria-label=\"")
          .append(Text.escape(title.flat()))
          .append("\"></canvas></div></div>\n");
    }
    html.append("</div>\n");
    card(html);
    return html.append("<script type=\"application/json\">")
        .append(data.json())
        .append("</script></figure>")
        .toString();
  }

  /** The key of the kinds; with a script it shows and hides them, and facets can be chosen. */
  private void controls(StringBuilder html, DotData data) {
    html.append("<div class=\"controls\">\n");
    for (int k = 0; k < kinds.size(); k++) {
      html.append(
          "<label class=\"k%d\"><input class=\"scripted\" type=\"checkbox\" checked=\"checked\"/>%s%s</label>\n"
              .formatted(k, DotDrawing.key(k), kinds.get(k).in("span", "")));
    }
    for (int f = 0; f < facets.size(); f++) {
      List<Text> values = data.values(f);
      if (values.size() < 2 || values.size() > MOST_VALUES) {
        continue;
      }
      html.append("<label class=\"scripted\">").append(facets.get(f).in("span", ""));
      html.append("<select data-facet=\"%d\"><option value=\"-1\">".formatted(f));
      html.append(Text.escape(new Text("all", "全部").flat())).append("</option>");
      for (int v = 0; v < values.size(); v++) {
        html.append("<option value=\"%d\">".formatted(v))
            .append(Text.escape(values.get(v).flat()))
            .append("</option>");
      }
      html.append("</select></label>\n");
    }
    html.append("<label class=\"scripted\">")
        .append(new Text("search", "查找").in("span", ""))
        .append("<input type=\"search\"/></label>\n<output class=\"scripted\"></output></div>\n");
  }

  /** What is told of the dot that is pointed at; the script fills it in. */
  private void card(StringBuilder html) {
    html.append("<div class=\"card scripted\" aria-live=\"polite\" hidden=\"hidden\"><dl>\n");
    for (Text name : texts) {
      html.append("<div class=\"text\">").append(name.in("dt", "")).append("<dd></dd></div>\n");
    }
    html.append("</dl>\n");
    for (Panel panel : panels) {
      html.append("<div class=\"told\">");
      if (panels.size() > 1) {
        html.append(panel.name().in("p", "class=\"who\""));
      }
      html.append("<p class=\"said\">");
      for (int k = 0; k < kinds.size(); k++) {
        html.append("<span class=\"k%d\" hidden=\"hidden\">".formatted(k))
            .append(DotDrawing.key(k))
            .append(kinds.get(k).in("span", ""))
            .append("</span>");
      }
      html.append(" <bdi></bdi></p><p class=\"where\">")
          .append(y.in("span", ""))
          .append(" <b class=\"y\"></b> · ")
          .append(x.in("span", ""))
          .append(" <b class=\"x\"></b></p></div>\n");
    }
    html.append("</div>\n");
  }
}
