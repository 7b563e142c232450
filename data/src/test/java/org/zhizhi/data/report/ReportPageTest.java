package org.zhizhi.data.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;

class ReportPageTest {
  @Test
  void changesAreMarkedAndTheRestIsTheTextThatCameOut() throws Exception {
    assertEquals("a b<del>↵</del> c", marked("a b\n c", "a b c"));
    assertEquals(
        "call <del>13800138000</del><ins>&lt;phone&gt;</ins> now",
        marked("call 13800138000 now", "call <phone> now"));
    assertEquals("知之为知<del>之</del>", marked("知之为知之", "知之为知"));
    assertEquals("same", marked("same", "same"));
    assertEquals("知<del>[200B]</del>之 w", marked("知\u200b之 w", "知之 w"));
    // tokens that are the same by chance are part of the change
    assertEquals("<del>one␣two</del><ins>six␣ten</ins>", marked("one two", "six ten"));
    // what follows the last stretch that both have may be in the part that is not shown
    assertEquals(
        "head <del>menu</del> the body goes…",
        marked("head menu the body goes…", "head  the body goes on and on and on…"));
  }

  @Test
  void whateverChangedTheRestIsWhole() throws Exception {
    SplittableRandom random = new Seed(3).split("differences").random();
    for (int i = 0; i < 500; i++) {
      String before = text(random);
      String after = text(random);
      Document page = parse(before, after);
      StringBuilder put = new StringBuilder();
      NodeList parts = page.getElementsByTagName("pre").item(0).getChildNodes();
      for (int n = 0; n < parts.getLength(); n++) {
        if (!parts.item(n).getNodeName().equals("del")) {
          put.append(parts.item(n).getTextContent());
        }
      }
      assertEquals(after, put.toString(), before);
    }
  }

  @Test
  void aReportOfAnythingIsWellFormed() throws Exception {
    ObjectNode report = Json.object().put("recipe", "<b>");
    assertTrue(ReportPage.of(report).html().contains("&lt;b&gt;"));
    parse(ReportPage.of(report).html());
    report
        .putArray("stages")
        .addObject()
        .put("name", "rules")
        .put("in", 10)
        .put("out", 7)
        .put("rejected", 3)
        .put("bytes_in", 100)
        .put("bytes_out", 50)
        .put("bytes_rejected", 30)
        .putObject("reasons")
        .putObject("too <few>")
        .put("documents", 3)
        .put("bytes", 30);
    report
        .putArray("examples")
        .addObject()
        .put("stage", "rules")
        .put("reason", "too <few>")
        .put("id", "&")
        .put("before", "</pre>")
        .put("after", "");
    String html = ReportPage.of(report).html();
    parse(html);
    assertTrue(html.contains("too &lt;few&gt;"), html);
    assertTrue(html.contains("质量规则"), html);
    assertEquals(new Text("language fr", "语种 fr"), Words.of("language fr"));
    assertEquals(Text.same("strange thing"), Words.of("strange thing"));
  }

  @Test
  void whatIsTooLittleToBeSeenIsOneBar() throws Exception {
    ObjectNode report = Json.object();
    ObjectNode languages = report.putObject("languages");
    languages.putObject("zh").put("bytes", 219_937_319);
    languages.putObject("en").put("bytes", 67_658_938);
    languages.putObject("ro").put("bytes", 5_821);
    languages.putObject("da").put("bytes", 98);
    report.putObject("licenses").putObject("").put("bytes", 287_602_176);
    String html = ReportPage.of(report).html();
    parse(html);
    assertTrue(html.contains(">220<") && html.contains(">67.7<"), html);
    assertTrue(html.contains("2 others") && html.contains(">0.00592<"), html);
    assertTrue(html.contains("No document names its licence."), html);
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(25); n > 0; n--) {
      text.append(java.util.List.of("ab", "知", "之", "c1", ".", "，").get(random.nextInt(6)));
    }
    return text.toString();
  }

  private static String marked(String before, String after) {
    String html = Page.titled(Text.same("")).passage(Differences.of(before, after)).html();
    return html.replaceAll("(?s).*<pre class=\"passage\">(.*?)</pre>.*", "$1");
  }

  private static Document parse(String before, String after) throws Exception {
    return parse(Page.titled(Text.same("")).passage(Differences.of(before, after)).html());
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
  }
}
