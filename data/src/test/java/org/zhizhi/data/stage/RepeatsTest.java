package org.zhizhi.data.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.zhizhi.data.stage.Texts.json;
import static org.zhizhi.data.stage.Texts.kept;
import static org.zhizhi.data.stage.Texts.reason;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class RepeatsTest {
  private static final Repeats STAGE = Repeats.of(null);
  private static final String LONG =
      "国务院办公厅近日印发通知，要求各地区各部门认真做好防汛抗旱工作。通知指出，今年气候年景总体偏差，极端天气可能偏多，要早作准备。";
  private static final String OTHER = "此外还有很多别的内容要说，所以这一篇文章远远不止是重复而已。";

  @Test
  void theFirstOfEqualLinesStays() {
    assertEquals(
        LONG + "\n" + OTHER + "\n尾", kept(STAGE, LONG + "\n" + OTHER + "\n" + LONG + "\n尾"));
    assertEquals(
        LONG + "\n\n" + OTHER + "\n\n尾",
        kept(STAGE, LONG + "\n\n" + OTHER + "\n\n" + LONG + "\n\n尾"),
        "no hole is left");
  }

  @Test
  void sentencesSaidBeforeInARowGo() {
    assertEquals(
        OTHER + LONG + "\n另外，" + OTHER, kept(STAGE, OTHER + LONG + "\n另外，" + OTHER + LONG));
    String once = OTHER + LONG + "\n另外，" + OTHER + LONG.substring(0, LONG.indexOf('。') + 1);
    assertEquals(once, kept(STAGE, once), "a single sentence may be meant");
  }

  @Test
  void versesTablesHeadingsAndCodeAreSpared() {
    for (String text :
        List.of(
            "啊，朋友再见！\n啊，朋友再见！\n啊，朋友再见吧，再见吧，再见吧！\n如果我在战斗中牺牲，\n啊，朋友再见！",
            "| 名称 | 说明 |\n| --- | --- |\n| a | 是否必填 |\n| --- | --- |\n| b | 是否必填 |",
            "语法:\n示例:\n语法:\n示例:\n参数:",
            "    " + LONG + "\n    " + LONG + "\n" + OTHER + OTHER,
            "```\n" + LONG + "\n" + LONG + "\n```\n" + OTHER + OTHER)) {
      assertEquals(text, kept(STAGE, text));
    }
  }

  @Test
  void whatSaysLittleElseIsRefused() {
    assertEquals("mostly repetition", reason(STAGE, (LONG + "\n").repeat(10)));
    assertEquals(LONG, kept(Repeats.of(json("{\"max_share\": 1}")), (LONG + "\n").repeat(10)));
  }

  @Test
  void keepsTheFirstOfEachLongLineAsAPlainSetDoes() {
    SplittableRandom random = new Seed(4).split("repeats").random();
    Repeats all = Repeats.of(json("{\"min_width\": 20, \"max_share\": 1}"));
    for (int trial = 0; trial < 2000; trial++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        lines.add("line without an end " + "x".repeat(random.nextInt(3)) + random.nextInt(4));
        lines.add("short " + random.nextInt(2));
      }
      Set<String> seen = new HashSet<>();
      String expected =
          lines.stream()
              .filter(line -> line.length() < 20 || seen.add(line))
              .collect(Collectors.joining("\n"));
      assertEquals(expected, kept(all, String.join("\n", lines)));
    }
  }
}
