package org.zhizhi.base.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.Json;

/**
 * What the script of a {@link DotChart} draws and tells, column by column: short where dots are
 * many.
 */
final class DotData {
  private final List<DotChart.Panel> panels;
  private final List<DotChart.Dot> dots;
  private final DotPlane plane;
  private final List<Map<Text, Integer>> values = new ArrayList<>();

  DotData(List<DotChart.Panel> panels, List<DotChart.Dot> dots, int facets, DotPlane plane) {
    this.panels = panels;
    this.dots = dots;
    this.plane = plane;
    for (int f = 0; f < facets; f++) {
      Map<Text, Integer> numbers = new LinkedHashMap<>();
      for (DotChart.Dot dot : dots) {
        numbers.putIfAbsent(dot.facets().get(f), numbers.size());
      }
      values.add(numbers);
    }
  }

  /** The values of a facet, in the order of their numbers. */
  List<Text> values(int facet) {
    return List.copyOf(values.get(facet).keySet());
  }

  /** JSON that HTML and XML both read as text. */
  String json() {
    ObjectNode data = Json.object();
    data.put("radius", plane.radius());
    ArrayNode facets = data.putArray("facets");
    for (int f = 0; f < values.size(); f++) {
      ArrayNode of = facets.addArray();
      for (DotChart.Dot dot : dots) {
        of.add(values.get(f).get(dot.facets().get(f)));
      }
    }
    ArrayNode texts = data.putArray("texts");
    for (int t = 0; t < (dots.isEmpty() ? 0 : dots.getFirst().texts().size()); t++) {
      ArrayNode of = texts.addArray();
      for (DotChart.Dot dot : dots) {
        of.add(Text.cleaned(dot.texts().get(t)));
      }
    }
    ArrayNode views = data.putArray("panels");
    for (int p = 0; p < panels.size(); p++) {
      panel(views.addObject(), p);
    }
    return Json.line(data).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private void panel(ObjectNode view, int p) {
    ArrayNode x = view.putArray("x");
    ArrayNode y = view.putArray("y");
    ArrayNode told = view.putArray("told");
    ArrayNode right = view.putArray("right"); // per mille
    ArrayNode high = view.putArray("high");
    StringBuilder kind = new StringBuilder();
    StringBuilder quarter = new StringBuilder();
    for (int i = 0; i < dots.size(); i++) {
      x.add(plane.x(p, i));
      y.add(plane.y(p, i));
      Optional<DotChart.Place> at = dots.get(i).places().get(p);
      kind.append(at.map(place -> "" + place.kind()).orElse("-"));
      quarter.append(at.map(place -> "" + plane.quarter(p, place)).orElse("-"));
      told.add(at.map(place -> Text.cleaned(place.told())).orElse(""));
      right.add(at.map(place -> Math.round(1000 * place.x())).orElse(-1L));
      high.add(at.map(place -> Math.round(1000 * place.y())).orElse(-1L));
    }
    view.put("kind", kind.toString());
    view.put("quarter", quarter.toString());
  }
}
