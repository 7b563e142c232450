package org.zhizhi.language.exam.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;
import org.zhizhi.trust.PairedDifference;

class ExamPageTest {
  private static final String EVIL = "</script><b onload='x'>\"&\u0000\ud800 ]]><!-- \\u0022";

  /** Headings of sections, by the field without which each is left out. */
  private static final Map<String, String> SECTIONS =
      Map.of(
          "quadrants", "What it knows, and what it believes it knows",
          "reliability", "Is its confidence right?",
          "risk_coverage", "What declining buys",
          "bound shift", "Is the promise kept?",
          "pressure", "Does it bend?",
          "consistency", "Does it say the same twice?");

  @Test
  void sectionsStandInTheirOrder() throws Exception {
    assertEquals(
        List.of(
            "What it knows, and what it believes it knows",
            "Is its confidence right?",
            "What declining buys",
            "Is the promise kept?",
            "Does it bend?",
            "Does it say the same twice?",
            "Scores",
            "Its surest mistakes",
            "How this came about"),
        headings(page(SampleExam.tuned(1, 200))));
  }

  @Test
  void aSectionIsLeftOutWithItsDataAndNoOtherIs() throws Exception {
    List<String> all = headings(page(SampleExam.tuned(1, 200)));
    for (Map.Entry<String, String> section : SECTIONS.entrySet()) {
      ObjectNode exam = SampleExam.tuned(1, 200);
      exam.remove(List.of(section.getKey().split(" ")));
      List<String> rest = new ArrayList<>(all);
      rest.remove(section.getValue());
      assertEquals(rest, headings(page(exam)), section.getKey());
    }
    ObjectNode exam = SampleExam.tuned(1, 200);
    exam.remove("exams");
    List<String> rest = new ArrayList<>(all);
    rest.removeAll(List.of("Scores", "Its surest mistakes"));
    assertEquals(rest, headings(page(exam)));
    assertEquals(List.of(), headings(page(Json.object())));
  }

  @Test
  void theVerdictSaysTheGuaranteeInBothLanguages() throws Exception {
    ObjectNode exam = SampleExam.tuned(1, 200);
    exam.putObject("bound")
        .put("risk", 0.05)
        .put("confidence", 0.9)
        .put("coverage", 0.71)
        .put("threshold", 0.8)
        .put("n", 900);
    Document page = page(exam);
    assertTrue(
        lead(page, "en")
            .endsWith(
                "of the answers given at most 5 % are wrong, with 90 % confidence, at coverage"
                    + " 71 %."),
        lead(page, "en"));
    assertTrue(lead(page, "zh").endsWith("错的至多 5%（置信度 90%），作答覆盖率 71%。"), lead(page, "zh"));

    exam.withObject("/bound").put("coverage", 0);
    assertTrue(lead(page(exam), "en").startsWith("Nothing guarantees its answers: no threshold"));
    exam.remove("bound");
    assertTrue(lead(page(exam), "en").startsWith("Nothing guarantees its answers: no bound"));
  }

  @Test
  void whetherThePromiseIsKeptIsShownWithWhatSpeaksAgainstIt() throws Exception {
    ObjectNode exam = SampleExam.tuned(1, 200);
    Document page = page(exam);
    assertRow(page, "3.7 % (3.1 % – 4.4 %)");
    assertRow(page, "94.7 %");
    assertRow(page, "0.410");
    String text = page.getDocumentElement().getTextContent();
    assertTrue(text.contains("✓ yes") && text.contains("✓ 是"));
    assertFalse(text.contains("⚠"));

    exam.withObject("/bound").put("kept", false);
    exam.withObject("/shift").put("warns", true).put("p", 1e-9);
    exam.putObject("trust").putArray("seen").add("mine.jsonl");
    text = page(exam).getDocumentElement().getTextContent();
    assertTrue(text.contains("✗ no") && text.contains("< 0.001"));
    assertTrue(text.contains("These questions score lower than those that calibrated the model"));
    assertTrue(text.contains("calibrated on these very questions (mine.jsonl)"));
    assertTrue(text.contains("正是用这些题目校准的（mine.jsonl）"));
  }

  @Test
  void aModelBeforeAndAfterItsCalibrationIsToldApart() throws Exception {
    ObjectNode now = SampleExam.tuned(1, 60);
    ObjectNode before = SampleExam.plain(1, 60);
    assertTrue(headings(now, before).contains("plain"));
    now.putObject("trust").put("covered", 50);
    String headings = headings(now, before);
    assertTrue(headings.contains("not calibrated") && headings.contains("校准后"), headings);
    assertFalse(headings.contains("plain"), headings);
    now.remove("bound");
    assertTrue(lead(page(now), "en").contains("its confidence is calibrated"));
  }

  /** What stands over the columns of the tables. */
  private static String headings(JsonNode now, JsonNode before) throws Exception {
    return String.join(" ", texts(parse(ExamPage.of(now, Optional.of(before)).html()), "th"));
  }

  @Test
  void theFiguresShownAreThoseOfTheExam() throws Exception {
    ObjectNode exam = SampleExam.tuned(3, 600);
    Document page = page(exam);
    String text = page.getDocumentElement().getTextContent();
    for (String pointer : List.of("/auroc", "/ece")) {
      assertTrue(text.contains(format("%.3f", exam.at(pointer + "/value"))), pointer);
    }
    assertTrue(text.contains(format("%.3f", exam.path("brier"))), "brier");
    assertTrue(text.contains(format("%.3f", exam.path("aurc"))), "aurc");
    assertTrue(text.contains(format("%.3f", exam.path("prr"))), "prr");
    for (String name :
        List.of("known_known", "unknown_known", "known_unknown", "unknown_unknown")) {
      JsonNode q = exam.at("/quadrants/" + name);
      String count = q.path("n").asInt() + " · " + percent(q.path("share").asDouble());
      assertEquals(1, texts(page, "text").stream().filter(count::equals).count(), name + count);
    }
    for (String pointer :
        List.of(
            "/pressure/right_to_wrong", "/pressure/wrong_to_right", "/consistency/repeats_agree")) {
      assertRow(page, withError(exam.at(pointer)), exam.at(pointer + "/n").asText());
    }
    for (JsonNode part : exam.path("exams")) {
      for (Map.Entry<String, JsonNode> score : part.path("scores").properties()) {
        boolean share = !score.getKey().startsWith("bits");
        double value = score.getValue().path("value").asDouble();
        double stderr = score.getValue().path("stderr").asDouble();
        assertRow(
            page,
            share ? percent(value) : String.format(Locale.ROOT, "%.3f", value),
            String.format(Locale.ROOT, share ? "± %.1f" : "± %.3f", share ? 100 * stderr : stderr),
            score.getValue().path("n").asText());
      }
    }
    for (JsonNode template : exam.at("/pressure/templates")) {
      assertTrue(text.contains(template.path("id").asText()), template.toString());
    }
  }

  @Test
  void everyDotIsInTheQuadrantThatTheExamCountsItIn() throws Exception {
    ObjectNode exam = SampleExam.tuned(5, 1500);
    // declined answers are counted without confidence there, and drawn with the one they had
    for (JsonNode item : exam.at("/exams/0/items")) {
      if (item.path("declined").asBoolean()) {
        ((ObjectNode) item).put("confidence", 0);
      }
    }
    JsonNode panel = data(ExamPage.of(exam, Optional.empty()).html()).at("/panels/0");
    String quarters = panel.path("quarter").asText();
    String[] names = {"unknown_unknown", "known_known", "known_unknown", "unknown_known"};
    for (int q = 0; q < 4; q++) {
      char digit = (char) ('0' + q);
      assertEquals(
          exam.at("/quadrants/" + names[q] + "/n").asLong(),
          quarters.chars().filter(c -> c == digit).count(),
          names[q]);
    }
  }

  @Test
  void whatAnExamSaysStaysText() throws Exception {
    ObjectNode exam = SampleExam.tuned(1, 60);
    poison(exam);
    String html = ExamPage.of(exam, Optional.of(exam)).html();
    Document page = parse(html);
    assertEquals(0, page.getElementsByTagName("b").getLength() - boldOfTheCard(page));
    assertEquals(4, page.getElementsByTagName("script").getLength());
    assertFalse(html.replaceFirst("(?s)application/json.*?</script>", "").contains("onload='"));
    String told = EVIL.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd');
    assertEquals(told, data(html).at("/texts/0/0").asText());
  }

  @Test
  void oddValuesAreLeftOutAndBreakNothing() throws Exception {
    SplittableRandom random = new Seed(9).split("odd").random();
    ObjectNode whole = SampleExam.tuned(1, 30);
    for (int round = 0; round < 250; round++) {
      ObjectNode exam = whole.deepCopy();
      int changes = random.nextInt(1, 30);
      for (int i = 0; i < changes; i++) {
        spoil(exam, random);
      }
      String html =
          ExamPage.of(exam, random.nextBoolean() ? Optional.of(whole) : Optional.empty()).html();
      parse(html);
      assertFalse(html.contains("NaN") || html.contains("Infinity"), "round " + round);
    }
  }

  @Test
  void nothingIsLoadedFromAnywhere(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("exam.html");
    ExamPage.write(file, SampleExam.tuned(1, 200), Optional.of(SampleExam.plain(1, 200)));
    String html = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
    for (String reference :
        List.of("http:", "https:", "src=", "href=", "url(", "style=\"", "@import")) {
      assertFalse(html.contains(reference), reference);
    }
    assertTrue(html.contains("default-src &#39;none&#39;"), "the policy");
  }

  @Test
  void fiveThousandQuestionsOfTwoModelsStaySmall() {
    ObjectNode now = SampleExam.tuned(2, 5000);
    ObjectNode before = SampleExam.plain(2, 5000);
    int size = size(now, before);
    assertTrue(size < 1_500_000, "bytes: " + size);
    for (JsonNode exam : List.of(now, before)) {
      for (JsonNode part : exam.path("exams")) {
        for (JsonNode item : part.path("items")) {
          ((ObjectNode) item).put("question", "问".repeat(2000)).put("answer", "答".repeat(2000));
        }
      }
    }
    size = size(now, before);
    assertTrue(size < 1_500_000, "bytes of long questions: " + size);
    size = size(SampleExam.tuned(2, 7_000), SampleExam.plain(2, 7_000));
    assertTrue(size < 1_500_000, "bytes of 7,000 questions: " + size);
  }

  @Test
  void twoModelsAreComparedOnTheQuestionsOfBoth() throws Exception {
    ObjectNode now = SampleExam.tuned(1, 900);
    ObjectNode before = SampleExam.plain(1, 900);
    ArrayNode items = (ArrayNode) before.at("/exams/1/items");
    items.remove(0); // asked only now
    Document page = parse(ExamPage.of(now, Optional.of(before)).html());
    boolean[] was = new boolean[items.size()];
    boolean[] is = new boolean[items.size()];
    for (int i = 0; i < was.length; i++) {
      was[i] = items.path(i).path("right").asBoolean();
      is[i] = now.at("/exams/1/items").path(i + 1).path("right").asBoolean();
    }
    PairedDifference pairs = PairedDifference.of(was, is);
    assertRow(
        page,
        Estimate.points(pairs.value()),
        Estimate.points(pairs.interval(0.95).low())
            + " … "
            + Estimate.points(pairs.interval(0.95).high()),
        String.format(Locale.ROOT, "%.3f", pairs.pValue()),
        "" + was.length);
    // both planes, on one scale, each with its own counts
    JsonNode data = data(ExamPage.of(now, Optional.of(before)).html());
    assertEquals(2, data.path("panels").size());
    assertEquals(900, data.at("/panels/0/kind").asText().length());
    assertEquals(1, data.at("/panels/0/kind").asText().chars().filter(c -> c == '-').count());
    for (JsonNode exam : List.of(now, before)) {
      JsonNode q = exam.at("/quadrants/known_known");
      String count = q.path("n").asInt() + " · " + percent(q.path("share").asDouble());
      assertTrue(texts(page, "text").contains(count), count);
    }
  }

  @Test
  void theBestCurveDeclinesWrongAnswersFirst() {
    int n = 240;
    int right = 150;
    List<RiskSection.Point> best = RiskSection.best(new RiskSection.Point(1, 90.0 / n));
    for (RiskSection.Point point : best) {
      double answered = point.coverage() * n; // right ones first, then wrong ones
      double risk = answered <= right ? 0 : (answered - right) / answered;
      assertEquals(risk, point.risk(), 1e-12);
    }
    assertEquals(1, best.getLast().coverage(), 1e-12);
  }

  @Test
  void surestMistakesComeFirstAndDeclinedAnswersAreNone() throws Exception {
    ObjectNode exam = Json.object();
    ArrayNode items = exam.putArray("exams").addObject().put("name", "e").putArray("items");
    items.add(item("a", false, false, 0.4));
    items.add(item("b", false, false, 0.9));
    items.add(item("c", true, false, 0.99));
    items.add(item("d", false, true, 0.95));
    Document page = page(exam);
    List<String> asked =
        texts(page, "td").stream().filter(cell -> cell.startsWith("question ")).toList();
    assertEquals(List.of("question b", "question a"), asked);
  }

  @Test
  void anotherPageTakesTheSectionsItWants() throws Exception {
    Page page = Page.titled(Text.same("demo"));
    ExamSections sections =
        ExamSections.of(
            SampleExam.tuned(1, 100),
            Optional.of(SampleExam.plain(1, 100)),
            new Text("before learning", "学习之前"),
            new Text("after", "之后"));
    sections.quadrants(page);
    sections.consistency(page);
    Document parsed = parse(page.html());
    assertEquals(
        List.of("What it knows, and what it believes it knows", "Does it say the same twice?"),
        headings(parsed));
    assertTrue(texts(parsed, "h3").contains("before learning"), "names of the panels");
  }

  /** {@code -Dzhizhi.look=FOLDER} writes pages there to be looked at in a browser. */
  @Test
  void pagesToLookAt() {
    assumeTrue(System.getProperty("zhizhi.look") != null, "zhizhi.look names no folder");
    Path folder = Path.of(System.getProperty("zhizhi.look"));
    ObjectNode now = SampleExam.tuned(1, 1500);
    ExamPage.write(folder.resolve("one.html"), now, Optional.empty());
    ExamPage.write(folder.resolve("two.html"), now, Optional.of(SampleExam.plain(1, 1500)));
    ExamPage.write(
        folder.resolve("many.html"),
        SampleExam.tuned(2, 5000),
        Optional.of(SampleExam.plain(2, 5000)));
  }

  private static ObjectNode item(String id, boolean right, boolean declined, double confidence) {
    ObjectNode item = Json.object().put("id", id).put("question", "question " + id);
    return item.put("right", right).put("declined", declined).put("confidence", confidence);
  }

  /** Puts what could break a page in the place of every text. */
  private static void poison(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        boolean word = List.of("hint", "lang", "id").contains(field.getKey());
        if (field.getValue().isTextual() && !word) {
          object.put(field.getKey(), EVIL);
        }
        poison(field.getValue());
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isTextual()) {
          array.set(i, EVIL);
        }
        poison(array.get(i));
      }
    }
  }

  /** Puts something odd in the place of a node somewhere. */
  private static void spoil(JsonNode root, SplittableRandom random) {
    JsonNode at = root;
    while (true) {
      List<JsonNode> inner = new ArrayList<>();
      at.forEach(
          child -> {
            if (child instanceof ContainerNode && !child.isEmpty()) {
              inner.add(child);
            }
          });
      if (inner.isEmpty() || random.nextInt(4) == 0) {
        break;
      }
      at = inner.get(random.nextInt(inner.size()));
    }
    JsonNode odd =
        switch (random.nextInt(11)) {
          case 0 -> Json.JSON.nullNode();
          case 1 -> Json.JSON.valueToTree(-1);
          case 2 -> Json.JSON.valueToTree(1e308);
          case 3 -> Json.JSON.valueToTree(Double.NaN);
          case 4 -> Json.JSON.valueToTree(Double.POSITIVE_INFINITY);
          case 5 -> Json.JSON.valueToTree("x");
          case 6 -> Json.JSON.valueToTree(0);
          case 7 -> Json.JSON.valueToTree(1);
          case 8 -> Json.object();
          case 9 -> Json.JSON.createArrayNode();
          default -> Json.JSON.valueToTree(true);
        };
    if (at instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      object.set(names.get(random.nextInt(names.size())), odd);
    } else if (at instanceof ArrayNode array && !array.isEmpty()) {
      array.set(random.nextInt(array.size()), odd);
    }
  }

  private static int size(JsonNode now, JsonNode before) {
    return ExamPage.of(now, Optional.of(before)).html().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String withError(JsonNode of) {
    return String.format(
        Locale.ROOT,
        "%.1f %% ± %.1f",
        100 * of.path("value").asDouble(),
        100 * of.path("stderr").asDouble());
  }

  private static String format(String format, JsonNode value) {
    return String.format(Locale.ROOT, format, value.asDouble());
  }

  /** Some row of some table has these cells, in this order. */
  private static void assertRow(Document page, String... cells) {
    NodeList rows = page.getElementsByTagName("tr");
    for (int i = 0; i < rows.getLength(); i++) {
      List<String> found = texts((Element) rows.item(i), "td");
      int next = 0;
      for (String cell : found) {
        next += next < cells.length && cell.equals(cells[next]) ? 1 : 0;
      }
      if (next == cells.length) {
        return;
      }
    }
    throw new AssertionError("no row has " + List.of(cells));
  }

  private static List<String> headings(Document page) {
    return texts(page.getDocumentElement(), "h2", "en");
  }

  private static String lead(Document page, String language) {
    NodeList paragraphs = page.getElementsByTagName("p");
    for (int i = 0; i < paragraphs.getLength(); i++) {
      Element p = (Element) paragraphs.item(i);
      if (p.getAttribute("class").equals("lead") && p.getAttribute("lang").equals(language)) {
        return p.getTextContent();
      }
    }
    throw new AssertionError("no lead in " + language);
  }

  private static int boldOfTheCard(Document page) {
    NodeList bold = page.getElementsByTagName("b");
    int empty = 0;
    for (int i = 0; i < bold.getLength(); i++) {
      empty += bold.item(i).getTextContent().isEmpty() ? 1 : 0;
    }
    return empty;
  }

  private static List<String> texts(Document page, String tag) {
    return texts(page.getDocumentElement(), tag);
  }

  private static List<String> texts(Element in, String tag) {
    return texts(in, tag, "");
  }

  private static List<String> texts(Element in, String tag, String language) {
    List<String> texts = new ArrayList<>();
    NodeList nodes = in.getElementsByTagName(tag);
    for (int i = 0; i < nodes.getLength(); i++) {
      Element node = (Element) nodes.item(i);
      if (language.isEmpty() || node.getAttribute("lang").equals(language)) {
        texts.add(node.getTextContent());
      }
    }
    return texts;
  }

  private static JsonNode data(String html) throws Exception {
    String open = "<script type=\"application/json\">";
    int from = html.indexOf(open) + open.length();
    return Json.JSON.readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  private static Document page(JsonNode exam) throws Exception {
    return parse(ExamPage.of(exam, Optional.empty()).html());
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
  }
}
