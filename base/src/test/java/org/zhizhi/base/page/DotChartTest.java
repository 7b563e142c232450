package org.zhizhi.base.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;

class DotChartTest {
  private static final String EVIL =
      "</script><script>alert(1)</script>\" onload='x' & \u0000\ud800 ]]> <!-- \u202e";

  @Test
  void whateverIsToldOfADotStaysTextAndArrivesWhole() throws Exception {
    Text evil = Text.same(EVIL);
    DotChart chart =
        Chart.dots(evil, evil, evil)
            .kinds(evil, evil, evil)
            .facets(evil)
            .texts(evil)
            .panel(panel(evil, 0.5, 0.5))
            .dot(dot(evil, EVIL, 0.2, 0.9, 1))
            .dot(dot(Text.same("other"), "plain", 0.2, 0.9, 0));
    Page page = Page.titled(evil).dots(chart).table(Table.of(evil).row(EVIL).searchable(1));
    Document parsed = parse(page.html());
    assertEquals(4, parsed.getElementsByTagName("script").getLength());
    assertFalse(
        page.html().replaceFirst("(?s)application/json.*?</script>", "").contains("onload='"));
    String told = EVIL.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd');
    JsonNode data = data(page.html());
    assertEquals(told, data.at("/texts/0/0").asText());
    assertEquals(told, data.at("/panels/0/told/0").asText());
  }

  @Test
  void thePolicyAllowsEachScriptOfThePageByItsDigest() throws Exception {
    String html =
        Page.titled(Text.same("t"))
            .dots(Chart.dots(text("t"), text("x"), text("y")).panel(panel(text("p"), 0.5, 0.5)))
            .table(Table.of(text("a")).row(1).searchable(5))
            .html();
    String policy = html.substring(html.indexOf("script-src"), html.indexOf("; base-uri"));
    Matcher scripts = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(html);
    int count = 0;
    while (scripts.find()) {
      byte[] content = scripts.group(1).getBytes(StandardCharsets.UTF_8);
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(content);
      assertTrue(policy.contains(Base64.getEncoder().encodeToString(sha)), policy);
      count++;
    }
    assertEquals(3, count);
    assertEquals(3, policy.split("sha256-").length - 1);
    for (String forbidden : List.of("innerHTML", "eval(", "fetch(", "XMLHttp", "http", "import ")) {
      assertFalse(DotChart.SCRIPT.contains(forbidden), forbidden);
      assertFalse(Search.SCRIPT.contains(forbidden), forbidden);
    }
  }

  @Test
  void noDotCrossesALineOrLeavesThePlane() {
    SplittableRandom random = new Seed(4).split("dots").random();
    for (int round = 0; round < 200; round++) {
      double lineX = random.nextInt(11) / 10.0;
      double lineY = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
      List<DotChart.Dot> dots = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        double x = random.nextInt(11) / 10.0;
        double y = random.nextBoolean() ? lineY : random.nextInt(6) / 5.0;
        dots.add(dot(text("f"), "t", x, y, random.nextInt(3)));
      }
      List<DotChart.Panel> panels = List.of(panel(text("p"), lineX, lineY));
      DotPlane plane = new DotPlane(panels, dots);
      for (int i = 0; i < dots.size(); i++) {
        DotChart.Place at = dots.get(i).places().getFirst().orElseThrow();
        double left = plane.x(0, i) / 10.0;
        double top = plane.y(0, i) / 10.0;
        assertEquals(at.x() >= lineX, left >= DotPlane.across(lineX), at + " at " + left);
        assertEquals(at.y() >= lineY, top <= plane.up(lineY), at + " at " + top);
        assertTrue(left > DotPlane.LEFT && left < DotPlane.RIGHT, "left " + left);
        assertTrue(top > DotPlane.TOP && top < DotPlane.BOTTOM, "top " + top);
        assertTrue(Math.abs(left - DotPlane.across(at.x())) <= 33, at + " at " + left);
        assertTrue(Math.abs(top - plane.up(at.y())) <= 22, at + " at " + top);
      }
    }
  }

  @Test
  void dotsAtOnePlaceAreSetApart() {
    List<DotChart.Dot> dots = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      dots.add(dot(text("f"), "t", 1, 0.9, 0));
    }
    DotPlane plane = new DotPlane(List.of(panel(text("p"), 0.5, 0.5)), dots);
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < i; j++) {
        double apart = Math.hypot(plane.x(0, i) - plane.x(0, j), plane.y(0, i) - plane.y(0, j));
        assertTrue(apart > 20, i + " and " + j + " are " + apart / 10 + " apart");
      }
    }
  }

  @Test
  void aDotIsInTheQuarterOfItsPlaceAndOnlyInPanelsWhereItIs() throws Exception {
    DotChart chart =
        Chart.dots(text("t"), text("x"), text("y"))
            .facets(text("f"))
            .texts(text("q"))
            .panel(panel(text("before"), 0.5, 0.8))
            .panel(panel(text("after"), 0.5, 0.6));
    chart.dot(
        new DotChart.Dot(
            List.of(text("a")),
            List.of("first"),
            List.of(
                Optional.of(new DotChart.Place(0.5, 0.7, 0, "x")),
                Optional.of(new DotChart.Place(0.4, 0.6, 2, "y")))));
    chart.dot(
        new DotChart.Dot(
            List.of(text("b")),
            List.of("second"),
            List.of(Optional.empty(), Optional.of(new DotChart.Place(1, 1, 1, "z")))));
    JsonNode data = data(Page.titled(text("t")).dots(chart).html());
    assertEquals("3-", data.at("/panels/0/quarter").asText());
    assertEquals("01", data.at("/panels/1/quarter").asText());
    assertEquals("0-", data.at("/panels/0/kind").asText());
    assertEquals("21", data.at("/panels/1/kind").asText());
    assertEquals("[500,-1]", data.at("/panels/0/right").toString());
    assertEquals("[600,1000]", data.at("/panels/1/high").toString());
    assertEquals("[[0,1]]", data.path("facets").toString());
  }

  @Test
  void aDotMustFitItsChart() {
    DotChart chart = Chart.dots(text("t"), text("x"), text("y")).panel(panel(text("p"), 0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> chart.dot(dot(text("f"), "t", 0.5, 0.5, 0)));
    assertThrows(IllegalArgumentException.class, () -> new DotChart.Place(1.5, 0, 0, ""));
    assertThrows(IllegalArgumentException.class, () -> new DotChart.Place(Double.NaN, 0, 0, ""));
    assertThrows(IllegalArgumentException.class, () -> new DotChart.Place(0, 0, 3, ""));
  }

  private static DotChart.Panel panel(Text name, double x, double y) {
    DotChart.Quarter quarter = new DotChart.Quarter(name, EVIL);
    return new DotChart.Panel(name, x, y, List.of(quarter, quarter, quarter, quarter));
  }

  private static DotChart.Dot dot(Text facet, String told, double x, double y, int kind) {
    return new DotChart.Dot(
        List.of(facet), List.of(told), List.of(Optional.of(new DotChart.Place(x, y, kind, told))));
  }

  private static JsonNode data(String html) throws Exception {
    String open = "<script type=\"application/json\">";
    int from = html.indexOf(open) + open.length();
    return Json.JSON.readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  private static Text text(String text) {
    return Text.same(text);
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml.replace("<!DOCTYPE html>", ""))));
  }
}
