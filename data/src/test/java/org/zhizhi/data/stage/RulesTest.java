package org.zhizhi.data.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.zhizhi.data.stage.Texts.document;
import static org.zhizhi.data.stage.Texts.json;
import static org.zhizhi.data.stage.Texts.reason;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

class RulesTest {
  private static final Rules DOCUMENTS = Rules.of(null);
  private static final Rules WEB = Rules.of(json("{\"profile\": \"web\"}"));

  private static final String POEM = "静夜思\n李白\n床前明月光，疑是地上霜。\n举头望明月，低头思故乡。";
  private static final String STATUTE =
      "第一条 为了规范口岸开放，提高通关效率，制定本条例。\n（一）违反本条例规定的，由市人民政府责令改正；\n"
          + "（二）违反本条例规定的，由市人民政府处以罚款；\n（三）违反本条例规定的，由市人民政府吊销执照。";
  private static final String MANUAL =
      "array_push\nPush one or more elements onto the end of array\narray\nThe input array.\n"
          + "function push(array &$array, mixed ...$values) { return count($array); }\n7.3.0\n8.0.0";

  @Test
  void whatPeopleKeepPasses() {
    for (String text : List.of(POEM, STATUTE, MANUAL, "今天天气很好，我们去公园。")) {
      assertEquals("", reason(DOCUMENTS, text), text);
    }
  }

  @Test
  void whatNobodyShouldKeepIsRefused() {
    String[][] refused = {
      {"too few words", "测试"},
      {"too few words", "Page not found"},
      {"too few words with letters", "1.2 3.4 5.6 7.8\n".repeat(50)},
      {"words too long", "aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=\n".repeat(20)},
      {"too few letters", "★☆★☆ ◆◇◆◇ ★ 好 ☆★☆★ ◆◇◆◇ ★☆★☆ ◆◇◆◇ 评 分 六 七 八 九 十 一 二"},
      {"too many curly brackets", "{ab{cd{ef}gh}ij} ".repeat(12)},
      {"lorem ipsum", "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod."},
      {"repeated lines", "加载中，请稍候片刻\n".repeat(20)},
      {"one pair of words repeated", "关键词优化 ".repeat(40)},
      {"one pair of words repeated", "buy now ".repeat(60)},
      {"too many lines end in an ellipsis", "The story goes on and on...\nAnd then…\n".repeat(6)},
    };
    for (String[] pair : refused) {
      assertEquals(pair[0], reason(DOCUMENTS, pair[1]), pair[1]);
    }
  }

  @Test
  void theWebProfileHasThePublishedLimits() {
    assertEquals(50, Rules.Settings.WEB.spaced().get("min_words"), "Gopher");
    assertEquals(0.12, Rules.Settings.WEB.spaced().get("ended_lines"), "FineWeb");
    assertEquals(3, Rules.Settings.WEB.spaced().get("sentences"), "C4");
    assertEquals(0.106, Rules.Settings.WEB.chinese().get("ended_lines"), "FineWeb2");
    assertEquals(0.3, Rules.Settings.WEB.chinese().get("ideographs"), "ChineseWebText");
    assertEquals(0.198, Rules.Settings.WEB.chinese().get("repeated_5"), "FineWeb2");
    assertEquals("too few words", reason(WEB, POEM));
    assertEquals("too many curly brackets", reason(WEB, (MANUAL + "\n").repeat(3)));
    String prose =
        "The history of human growth and development is at the same time the history of the terrible"
            + " struggle of every new idea heralding the approach of a brighter dawn. In its tenacious"
            + " hold on tradition, the old has never hesitated to make use of the foulest means to stay"
            + " the advent of the new. Nor need we retrace our steps into the distant past to see that.";
    assertEquals("", reason(WEB, document(prose).withLang("en")));
    assertEquals(
        "too few stop words",
        reason(
            WEB,
            document(prose.replaceAll("\\b(the|and|of|to|that|be|have|with)\\b", "x"))
                .withLang("en")));
    assertEquals(
        "",
        reason(WEB, document(prose.replaceAll("\\b(the|and|of|to|that)\\b", "x")).withLang("nl")));
  }

  @Test
  void limitsCanBeSetAndLifted() {
    assertEquals(
        "too few words", reason(Rules.of(json("{\"chinese\": {\"min_words\": 50}}")), POEM));
    assertEquals("", reason(Rules.of(json("{\"chinese\": {\"min_words\": \"off\"}}")), "测试"));
    assertEquals(
        "",
        reason(
            Rules.of(json("{\"spaced\": {\"lorem_ipsum\": null}}")),
            "Lorem ipsum dolor sit amet est"));
    assertEquals(
        "too many bullet lines",
        reason(
            Rules.of(json("{\"spaced\": {\"bullet_lines\": 0.9}}")),
            "- one item here\n- two items here\n- three items"));
    message("{\"profile\": \"strict\"}", "rules.profile is \"strict\"; give one of documents, web");
    message("{\"spaced\": {\"min_word\": 5}}", "rules.spaced: has no setting \"min_word\"");
    message(
        "{\"spaced\": {\"min_words\": \"many\"}}",
        "rules.spaced.min_words is \"many\"; give a number from 0");
    message(
        "{\"min_words\": 5}",
        "rules: has no setting \"min_words\"; there are profile, spaced, chinese");
  }

  private static void message(String settings, String start) {
    BadInput thrown = assertThrows(BadInput.class, () -> Rules.of(json(settings)));
    assertTrue(thrown.getMessage().startsWith(start), thrown.getMessage());
  }

  @Test
  void theScriptDecidesWhereNoLanguageIsKnown() {
    String chinese = "汉字 ".repeat(30);
    assertEquals("one pair of words repeated", reason(DOCUMENTS, chinese));
    assertEquals("", reason(DOCUMENTS, "今天天气很好，我们去公园。"));
    assertEquals("too few words", reason(DOCUMENTS, document("今天天气很好，我们去公园。").withLang("en")));
  }

  /** The shares as the papers define them, by lists and maps of words. */
  @Test
  void repeatedRunsAreCountedAsPlainCollectionsDo() {
    SplittableRandom random = new Seed(6).split("grams").random();
    for (int trial = 0; trial < 400; trial++) {
      List<String> words = new ArrayList<>();
      int kinds = 2 + random.nextInt(30);
      IntStream.range(0, 20 + random.nextInt(200))
          .forEach(i -> words.add("w".repeat(1 + random.nextInt(3)) + random.nextInt(kinds)));
      WordGrams grams =
          new WordGrams(String.join(random.nextBoolean() ? " " : ", ", words).toCharArray());
      double before = 1;
      for (int n = 1; n < 11; n++) {
        double repeated = grams.repeated(n);
        assertEquals(repeated(words, n), repeated, 1e-12);
        assertTrue(repeated <= before, "never grows with n");
        before = repeated;
      }
      for (int n = 2; n < 5; n++) {
        WordGrams.Top top = grams.top(n);
        assertEquals(top(words, n), top.share(), 1e-12);
        assertTrue(grams.top(n + 1).share() <= top.bound() * (n + 1) + 1e-12);
      }
    }
  }

  private static double repeated(List<String> words, int n) {
    Set<List<String>> seen = new HashSet<>();
    boolean[] covered = new boolean[words.size()];
    for (int i = 0; i + n <= words.size(); i++) {
      if (!seen.add(words.subList(i, i + n))) {
        for (int k = i; k < i + n; k++) {
          covered[k] = true;
        }
      }
    }
    double characters = 0;
    for (int i = 0; i < covered.length; i++) {
      characters += covered[i] ? words.get(i).length() : 0;
    }
    return characters / String.join("", words).length();
  }

  private static double top(List<String> words, int n) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= words.size(); i++) {
      counts.merge(words.subList(i, i + n), 1, Integer::sum);
    }
    int most = counts.values().stream().mapToInt(c -> c).max().orElse(0);
    if (most < 2) {
      return 0;
    }
    // Of several that are equally frequent, the one that was so first.
    Map<List<String>, Integer> again = new HashMap<>();
    for (int i = 0; i + n <= words.size(); i++) {
      List<String> gram = words.subList(i, i + n);
      if (again.merge(gram, 1, Integer::sum) == most) {
        return most * (double) String.join("", gram).length() / String.join("", words).length();
      }
    }
    throw new AssertionError();
  }

  @Test
  void longTextsAreJudgedBlockByBlock() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 150_000; i++) {
      text.append("word").append(i).append(' ');
    }
    WordGrams fresh = new WordGrams(text.toString().toCharArray());
    assertEquals(0, fresh.repeated(5));
    assertEquals(0, fresh.top(2).share());
    WordGrams same = new WordGrams("again ".repeat(150_000).toCharArray());
    assertTrue(same.repeated(5) > 0.99);
    assertTrue(same.top(2).share() > 0.99);
  }

  @Test
  void measuresCountWhatTheySay() {
    Measures measures =
        Measures.of(
            "• One two, three...\n\n  Short line\n这是一句话。这是第二句！！\n{x} #1 and the end".toCharArray());
    assertEquals(4, measures.lines);
    assertEquals(1, measures.bulletLines);
    assertEquals(1, measures.ellipsisLines);
    assertEquals(1, measures.ellipses);
    assertEquals(10, measures.ideographs);
    assertEquals(2, measures.endedLines);
    assertEquals(3, measures.sentences);
    assertEquals(2, measures.braces);
    assertEquals(1, measures.hashes);
    assertEquals(1, measures.digits);
    assertEquals(12, measures.tokens);
    assertEquals(2, Integer.bitCount(measures.englishStops));
    assertEquals(5, measures.chineseStops, "这, 是, 一, 这, 是");
  }
}
