package org.zhizhi.data.report;

import static org.zhizhi.data.report.ReportPage.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.zhizhi.base.Figures;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Passage;
import org.zhizhi.base.page.Text;

/** Examples of what each stage changed and rejected. */
final class ExampleSection {
  /** What stands in the place of something private. */
  private static final Pattern MASK = Pattern.compile("<[A-Z]{2,12}>");

  private final JsonNode report;
  private final Page page;

  ExampleSection(JsonNode report, Page page) {
    this.report = report;
    this.page = page;
  }

  /** Adds it to the page, if there are any. */
  void add() {
    if (report.path("examples").isEmpty()) {
      return;
    }
    page.section(text("Examples", "示例"))
        .paragraph(
            text(
                "Drawn by a fixed hash, so not chosen to please. Marked text was taken out or put"
                    + " in; ↵ is a line end, ␣ a space.",
                "由固定的散列抽取，并非挑选。标出的是删去或加入的内容；↵ 为换行，␣ 为空格。"));
    for (JsonNode stage : report.path("stages")) {
      String name = stage.path("name").asText();
      List<JsonNode> changed = new ArrayList<>();
      List<JsonNode> rejected = new ArrayList<>();
      for (JsonNode example : report.path("examples")) {
        if (example.path("stage").asText().equals(name)) {
          (example.path("reason").asText().isEmpty() ? changed : rejected).add(example);
        }
      }
      fold(name, text("changed", "改动"), changed, stage.path("changed").asLong());
      fold(name, text("rejected", "剔除"), rejected, stage.path("rejected").asLong());
    }
  }

  private void fold(String stage, Text what, List<JsonNode> examples, long of) {
    if (examples.isEmpty()) {
      return;
    }
    Text name = Words.of(stage);
    page.fold(
        new Text(
            name.en() + ": " + examples.size() + " of " + Figures.count(of) + " " + what.en(),
            name.zh()
                + "："
                + what.zh()
                + " "
                + Figures.count(of)
                + " 篇中的 "
                + examples.size()
                + " 篇"),
        inside -> examples.forEach(example -> show(inside, example)));
  }

  private static void show(Page page, JsonNode example) {
    String reason = example.path("reason").asText();
    String id = example.path("id").asText();
    Text word = Words.of(reason);
    page.paragraph(
        reason.isEmpty()
            ? Text.same(id)
            : new Text(word.en() + " · " + id, word.zh() + " · " + id));
    String before = example.path("before").asText();
    String after = example.path("after").asText();
    if (!reason.isEmpty()) {
      page.code(before);
    } else if (before.isEmpty()) {
      page.passage(masked(after));
    } else {
      page.passage(Differences.of(before, after));
    }
  }

  /** A text of which nobody is to see what it was before. */
  private static Passage masked(String text) {
    Passage passage = new Passage();
    int end = 0;
    for (MatchResult mask : MASK.matcher(text).results().toList()) {
      passage.plain(text.substring(end, mask.start())).added(mask.group());
      end = mask.end();
    }
    return passage.plain(text.substring(end));
  }
}
