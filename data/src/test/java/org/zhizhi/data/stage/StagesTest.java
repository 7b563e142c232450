package org.zhizhi.data.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zhizhi.base.Seed;
import org.zhizhi.data.Document;

/** What holds for every stage, whatever the text. */
class StagesTest {
  private static final List<Stage> STAGES =
      List.of(
          Repair.of(null),
          Language.of(null),
          Boilerplate.of(null),
          Rules.of(null),
          Rules.of(Texts.json("{\"profile\": \"web\"}")),
          Repeats.of(null),
          Repeats.of(Texts.json("{\"min_width\": 1, \"max_share\": 1}")));

  @Test
  void anyCharactersHaveOneOutcomeThatNeitherGrowsNorIsBlank() {
    SplittableRandom random = new Seed(9).split("stages").random();
    for (int trial = 0; trial < 1200; trial++) {
      String text = random(random);
      for (Stage stage : STAGES) {
        Document document = Texts.document(text);
        Stage.Outcome outcome = stage.apply(document);
        assertEquals(outcome, stage.apply(Texts.document(text)));
        if (outcome instanceof Stage.Kept kept && !text.isBlank()) {
          assertFalse(kept.document().text().isBlank(), stage.name());
          assertTrue(kept.document().text().length() <= 3 * text.length(), stage.name());
        }
      }
    }
  }

  /** Characters of all planes, of few kinds, phrases of furniture, line ends. */
  private static String random(SplittableRandom random) {
    String kinds = "中文，。a Z1\n\n\t-|#>.…{ü\u0301\u200d\ud83d\ude00\ud800\ufffd１　";
    String[] phrases = {"上一页", "- 3 -", "https://a.b", "```", "    x", "© 2020", "the and of"};
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(120);
    int mode = random.nextInt(3);
    for (int i = 0; i < length; i++) {
      switch (mode) {
        case 0 -> text.append((char) random.nextInt(1 << 16));
        case 1 -> text.append(kinds.charAt(random.nextInt(kinds.length())));
        default ->
            text.append(phrases[random.nextInt(phrases.length)])
                .append(random.nextBoolean() ? "\n" : " ");
      }
    }
    return text.toString();
  }

  /** What could make work grow with the square of the length: it would not end for hours. */
  @Test
  @Timeout(120)
  void endlessLinesTakeLinearTime() {
    int n = 10_000_000;
    for (String piece :
        List.of(
            "a",
            "字",
            " ",
            "\n",
            "\u0301",
            "a\u0301\u0323",
            "Ã©",
            "鏁版嵁",
            "\ud800",
            "{",
            "- 1 -\n",
            "上一页\n",
            "a-\nb",
            "a|",
            "the a. ",
            "锟斤拷",
            "\u200d",
            "　",
            "...",
            "1\n",
            "http://a ")) {
      Document document = Texts.document(piece.repeat(n / 100 / piece.length()));
      STAGES.forEach(stage -> stage.apply(document));
    }
    Document line = Texts.document("一行没有尽头的文字，".repeat(n / 10));
    STAGES.forEach(stage -> stage.apply(line));
  }

  @Test
  void stagesSayTheirNamesAndKeepWhatTheyDoNotChange() {
    assertEquals(
        List.of("repair", "language", "boilerplate", "rules", "rules", "repeats", "repeats"),
        STAGES.stream().map(Stage::name).toList());
    Document document = new Document("1", "今天天气很好，我们去公园。", "s", "zh", "CC0").withQuality(0.5);
    for (Stage stage : STAGES) {
      if (stage.apply(document) instanceof Stage.Kept kept) {
        assertEquals(document.text(), kept.document().text());
        assertEquals(document.license(), kept.document().license());
        assertEquals(document.quality(), kept.document().quality());
      }
    }
  }
}
