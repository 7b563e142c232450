package org.zhizhi.base.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.zhizhi.base.Seed;

class PageTest {
  private static final String EVIL =
      "</script><script>alert(1)</script>\" onload='x' & \u0000\ud800 ]]> <!--";

  @Test
  void whateverItIsGivenStaysText() throws Exception {
    Text evil = Text.same(EVIL);
    Page page =
        Page.titled(evil)
            .tile(evil, EVIL, evil)
            .section(evil)
            .paragraph(new Text(EVIL, "<b>"))
            .table(Table.of(evil).row(EVIL))
            .code(EVIL)
            .passage(new Passage().plain(EVIL).removed(EVIL).added(EVIL))
            .fold(evil, inside -> inside.paragraph(evil))
            .chart(
                Chart.flow(evil, Double::toString, evil, evil, evil)
                    .stage(evil, 9, 3, 2, 1, evil)
                    .end(evil))
            .lead(evil)
            .note(evil)
            .part(evil)
            .beside(
                Chart.bars(evil, evil)
                    .half()
                    .names(evil, evil)
                    .heading(evil)
                    .bar(evil, 1, 0.5, 2)
                    .former(2, 1, 3)
                    .standard(evil, 1))
            .beside(left -> left.tile(evil, EVIL, evil), right -> right.paragraph(evil))
            .chart(
                Chart.lines(evil, evil, evil)
                    .former(evil, new double[] {1}, new double[] {2})
                    .ideal(evil, new double[] {1}, new double[] {2})
                    .guide(evil, 0, 0, 1, 1)
                    .mark(evil, 1, 2)
                    .counts(evil, new double[] {0}, new double[] {1}, new double[] {9}))
            .chart(Chart.lines(evil, evil, evil).series(evil, new double[] {1}, new double[] {2}))
            .chart(Chart.scatter(evil, evil, evil).series(evil, new double[1], new double[1]));
    Document parsed = parse(page.html());
    assertEquals(1, parsed.getElementsByTagName("script").getLength());
    assertEquals(0, parsed.getElementsByTagName("b").getLength());
    assertFalse(page.html().contains("onload='"));
    String shown = parsed.getElementsByTagName("pre").item(0).getTextContent();
    assertEquals(EVIL.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd'), shown);
  }

  @Test
  void itsPolicyAllowsItsOwnScriptAndStyleAndNothingElse() throws Exception {
    Document page = parse(sample().html());
    String policy =
        page.getElementsByTagName("meta")
            .item(1)
            .getAttributes()
            .getNamedItem("content")
            .getNodeValue();
    assertTrue(policy.startsWith("default-src 'none'; "), policy);
    for (String tag : List.of("script", "style")) {
      byte[] content =
          page.getElementsByTagName(tag).item(0).getTextContent().getBytes(StandardCharsets.UTF_8);
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(content);
      String hash = "sha256-" + Base64.getEncoder().encodeToString(sha);
      assertTrue(policy.contains(tag + "-src '" + hash + "'"), policy);
    }
    String html = sample().html().replace("http://www.w3.org/2000/svg", "");
    for (String reference : List.of("http:", "https:", "src=", "href=", "url(", "style=\"")) {
      assertFalse(html.contains(reference), reference);
    }
  }

  @Test
  void bothLanguagesAreThereOnceEach() throws Exception {
    String html = Page.titled(new Text("Loss", "损失")).paragraph(Text.same("42")).html();
    assertTrue(html.contains("<h1 lang=\"en\">Loss</h1><h1 lang=\"zh\">损失</h1>"), html);
    assertTrue(html.contains("<p>42</p>"), html);
  }

  @Test
  void chartsOfAnyNumbersAreWellFormed() throws Exception {
    SplittableRandom random = new Seed(6).split("charts").random();
    double[] odd = {
      0,
      -0.0,
      1,
      -1,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.MIN_VALUE,
      1e-9,
      5e9,
      1e300
    };
    for (int i = 0; i < 1500; i++) {
      int n = random.nextInt(6);
      double[][] v =
          IntStream.range(0, 3)
              .mapToObj(
                  k ->
                      DoubleStream.generate(
                              () ->
                                  random.nextInt(3) == 0
                                      ? odd[random.nextInt(odd.length)]
                                      : random.nextDouble(-50, 50))
                          .limit(n)
                          .toArray())
              .toArray(double[][]::new);
      Text t = Text.same("t");
      XyChart chart = random.nextBoolean() ? Chart.lines(t, t, t) : Chart.scatter(t, t, t);
      chart.series(t, v[0], v[1], v[2]).series(t, v[1], v[0]).series(t, v[0], v[1], v[2], v[1]);
      if (random.nextBoolean()) {
        chart.half().percent().counts(t, v[0], v[1], v[2]).former(t, v[2], v[1]);
      }
      if (n > 0) {
        chart.mark(t, v[0][0], v[1][0]).guide(t, v[0][0], v[1][0], v[2][0], v[1][0]);
      }
      if (random.nextBoolean()) {
        chart.logX();
      }
      if (random.nextBoolean()) {
        chart.logY();
      }
      BarChart bars = Chart.bars(t, t);
      for (int b = 0; b < n; b++) {
        bars.bar(t, v[0][b], v[1][b], v[2][b]);
        if (random.nextBoolean()) {
          bars.former(v[1][b], v[0][b], v[2][b]).standard(t, v[2][b]).heading(t);
        }
      }
      FlowChart flow = Chart.flow(t, Double::toString, t, t, t);
      for (int b = 0; b < n; b++) {
        flow.stage(t, v[0][b], v[1][b], v[2][b], v[0][n - 1 - b], t);
      }
      for (String svg : List.of(chart.svg(), bars.svg(), flow.svg())) {
        parse(svg);
        assertFalse(svg.contains("NaN\"") || svg.contains("Infinity\""), svg);
      }
    }
  }

  @Test
  void axesHaveRoundTicksInFewCharacters() {
    assertEquals(List.of("0", "20", "40", "60", "80", "100"), labels(3, 97, false));
    assertEquals(List.of("0.5", "1", "1.5", "2", "2.5", "3"), labels(0.6, 2.9, false));
    assertEquals(
        List.of("0", "10k", "20k", "30k"),
        labels(0, 30000, false).stream().filter(l -> !l.contains("5")).toList());
    assertEquals(List.of("1", "10", "100", "1000", "10k", "100k"), labels(1, 1e5, true));
    assertEquals(List.of("2", "5", "10", "20", "50"), labels(2, 80, true));
    assertEquals("2e-5", Axis.label(0.00002));
    assertEquals("0.0003", Axis.label(0.0003));
    assertEquals("1.2346M", Axis.label(1234567));
    assertEquals("1536", Axis.label(1536));
  }

  @Test
  void longCurvesAreThinnedButKeepTheirSpikes() {
    double[] x = IntStream.range(0, 100_000).asDoubleStream().toArray();
    double[] y = new double[100_000];
    y[77_777] = 9;
    String svg =
        Chart.lines(Text.same("t"), Text.same("x"), Text.same("y"))
            .series(Text.same("s"), x, y)
            .svg();
    assertTrue(svg.length() < 60_000, "characters: " + svg.length());
    assertTrue(svg.contains(">8<") || svg.contains(">10<"), "the axis reaches the spike");
  }

  @Test
  void aFlowIsAsWideAsWhatFlows() throws Exception {
    String svg =
        Chart.flow(Text.same("t"), v -> (long) v + "", text("lost"), text("cut"), text("added"))
            .stage(text("first"), 1000, 250, 0, 0, text("why"))
            .stage(text("second"), 750, 0, 150, 500, text(""))
            .end(text("end"))
            .svg();
    Document drawn = parse(svg);
    List<String> bars = new java.util.ArrayList<>();
    for (int i = 0; i < drawn.getElementsByTagName("rect").getLength(); i++) {
      var bar = drawn.getElementsByTagName("rect").item(i);
      String kind = bar.getAttributes().getNamedItem("class").getNodeValue();
      if (kind.startsWith("bar")) {
        bars.add(kind + " " + bar.getAttributes().getNamedItem("width").getNodeValue());
      }
    }
    // the widest row, 750 + 500, is 328 wide
    assertEquals(
        List.of(
            "bar s0 196.8",
            "bar s1 65.6",
            "bar s0 157.4",
            "bar s2 131.2",
            "bar s4 39.4",
            "bar s0 288.6"),
        bars);
    assertTrue(svg.contains("−250 (25.0 %)"), svg);
    assertTrue(svg.contains("+500 (66.7 %)"), svg);
    assertTrue(svg.contains("lost: 250 (25.0 %)"), svg);
  }

  private static Text text(String text) {
    return Text.same(text);
  }

  @Test
  void longLabelsAreCutWholeCharactersAtATime() {
    assertEquals(new Text("abcd…", "知之…"), new Text("abcdef", "知之为").shortened(4));
    assertEquals(new Text("abc", "😀…"), new Text("abc", "😀😀").shortened(3));
  }

  @Test
  void rowsMustFitTheirHeadings() {
    Table table = Table.of(Text.same("a"), Text.same("b"));
    assertThrows(IllegalArgumentException.class, () -> table.row(1));
    assertTrue(table.row("x", 12.5).html().contains("<td class=\"figure\"><span>12.5"));
  }

  @Test
  void writesItsFileWhole(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.html");
    sample().write(file);
    assertEquals(sample().html(), Files.readString(file));
  }

  private static Page sample() {
    SplittableRandom random = new Seed(1).random();
    double[] x = IntStream.range(1, 400).mapToDouble(i -> 10 * i).toArray();
    double[] train =
        DoubleStream.of(x).map(s -> 8 / Math.sqrt(s) + random.nextDouble() / 9).toArray();
    double[] held = {2.6, 1.1, 0.62, 0.45, 0.36};
    double[] at = {10, 100, 400, 1500, 3990};
    return Page.titled(new Text("A model of the world's facts", "世界常识模型"))
        .paragraph(new Text("Trained on this machine.", "在本机训练。"))
        .tile(new Text("parameters", "参数"), "9.40M", Text.same("Qwen3"))
        .tile(new Text("time", "用时"), "9 min 12 s", new Text("of 15 min", "上限 15 分钟"))
        .tile(new Text("never asked", "从未问过"), "98.5 %", Text.same("± 0.4 %"))
        .section(new Text("Loss", "损失"))
        .chart(
            Chart.lines(
                    new Text("Loss by step", "每步损失"),
                    new Text("step", "步"),
                    new Text("loss (nats)", "损失（奈特）"))
                .series(new Text("training", "训练"), x, train)
                .series(new Text("held out", "留出"), at, held, new double[] {.3, .2, .1, .05, .05})
                .logX())
        .section(new Text("Exam", "考试"))
        .chart(
            Chart.bars(new Text("Accuracy", "正确率"), new Text("share right", "正确比例"))
                .showing(1)
                .bar(new Text("capital", "首都"), 0.985, 0.97, 0.992)
                .bar(new Text("currency", "货币"), 0.93, 0.9, 0.955)
                .bar(new Text("unseen forms", "未见问法"), 0.71, 0.66, 0.76))
        .chart(
            Chart.scatter(
                    new Text("Confidence", "置信度"), new Text("said", "自报"), new Text("was", "实际"))
                .series(
                    new Text("bins", "分箱"),
                    new double[] {.1, .3, .5, .7, .9},
                    new double[] {.05, .25, .6, .75, .93}))
        .table(
            Table.of(new Text("question", "问题"), new Text("answer", "回答"), Text.same("n"))
                .row("法国的首都是哪里？", new Text("Paris", "巴黎"), 120)
                .row("What is the symbol of gold?", "Au", "1.2k"))
        .code("./zhizhi demo --seed 1");
  }

  private static List<String> labels(double low, double high, boolean log) {
    return Axis.over(new double[] {low, high}, log, 0, 100).ticks().stream()
        .map(Axis::label)
        .toList();
  }

  private static Document parse(String xml) throws Exception {
    String body = xml.replace("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(body)));
  }
}
