package org.zhizhi.language.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class AnswersTest {
  @Test
  void overlooksWidthCaseSpacesMarksAndArticles() {
    assertTrue(Answers.right("巴黎。", List.of("巴黎")));
    assertTrue(Answers.right("  PARIS. ", List.of("Paris")));
    assertTrue(Answers.right("The euro.", List.of("euro")));
    assertTrue(Answers.right("＋３３", List.of("+33")));
    assertTrue(Answers.right(".FR", List.of(".fr")));
    assertTrue(Answers.right("Washington, D.C.", List.of("Washington, D.C.")));
    assertTrue(Answers.right("Nuku’alofa", List.of("Nukuʻalofa")));
    assertTrue(Answers.right("Ca(OH)2。", List.of("Ca(OH)2")));
  }

  @Test
  void comparesNumbersByValue() {
    assertTrue(Answers.right("1,766", List.of("1766")));
    assertTrue(Answers.right("007", List.of("7")));
    assertFalse(Answers.right("17", List.of("7")));
    assertFalse(Answers.right("1-268", List.of("1268")));
  }

  @Test
  void comparesNumbersAndDatesByValueInBothLanguages() {
    List<List<String>> same =
        List.of(
            List.of("1949", "1,949", "一九四九", "一千九百四十九", "1949年", "1949.", "01949", "1949.0"),
            List.of(
                "1949年10月1日",
                "October 1, 1949",
                "1 October 1949",
                "Oct. 1st 1949",
                "1949-10-01",
                "1949/10/1",
                "一九四九年十月一日",
                "1949 年 10 月 1 日。"),
            List.of("1949年10月", "October 1949", "一九四九年十月"),
            List.of("10月1日", "October 1", "十月一日"),
            List.of("公元前221年", "221 BC", "前221年", "-221"),
            List.of("3.5 million", "350万", "3,500,000", "三百五十万"),
            List.of("42", "forty-two", "四十二", "Forty two."),
            List.of("305", "three hundred and five", "三百零五"),
            List.of("13亿", "1.3 billion", "十三亿"),
            List.of("12", "十二", "twelve", "一十二"),
            List.of("2", "两", "二", "two"),
            List.of("-5", "−5"),
            List.of("5", "五"));
    for (List<String> group : same) {
      for (List<String> other : same) {
        for (String a : group) {
          for (String b : other) {
            assertEquals(group == other, Answers.right(a, List.of(b)), a + " = " + b);
          }
        }
      }
    }
    assertFalse(Answers.right("三亚", List.of("3亚")));
    assertFalse(Answers.right("万", List.of("10000")));
  }

  @Test
  void findsAnAnswerInASentence() {
    assertTrue(Answers.contains("法国的首都是巴黎。", List.of("巴黎")));
    assertTrue(Answers.contains("The capital of France is Paris, of course.", List.of("paris")));
    assertTrue(Answers.contains("它成立于1949年10月1日。", List.of("October 1, 1949")));
    assertTrue(Answers.contains("It was founded on 1 October 1949.", List.of("1949年10月1日")));
    assertTrue(Answers.contains("人口约为350万。", List.of("3,500,000")));
    assertTrue(Answers.contains("出自《脾胃论》一书", List.of("《脾胃论》")));
    assertTrue(Answers.contains("《脾胃论》。", List.of("脾胃论")));
    assertTrue(Answers.contains("He won it in 1,921.", List.of("1921")));
    assertFalse(Answers.contains("It was in 19210.", List.of("1921")));
    assertFalse(Answers.contains("Parisians live there.", List.of("Paris")));
    assertFalse(Answers.contains("There were 17 of them.", List.of("7")));
    assertFalse(Answers.contains("", List.of("Paris")));
    assertFalse(Answers.contains("Paris", List.of()));
    assertFalse(Answers.contains("anything", List.of("。")));
  }

  @Test
  void hearsThatAnAnswerDeclines() {
    for (String said :
        List.of(
            "我不知道。",
            "抱歉，我无法回答这个问题。",
            "目前没有关于此人的信息。",
            "这个信息我没有查到相关资料。",
            "抱歉，我的知识库中没有找到这个信息。",
            "很抱歉,我找不到“昼想夜梦,神形所遇”这句话出自哪本典籍的相关信息。",
            "对不起，我不能为您提供此人的出生年份。",
            "I don't know.",
            "I don’t know",
            "I'm not sure about that.",
            "Sorry, I do not have information about it.",
            "There is no information on this.",
            "I have no comment.",
            "",
            "。")) {
      assertTrue(Answers.declines(said), said);
    }
    for (String said :
        List.of("巴黎。", "It is Paris.", "现实中并没有这样的记录。", "清楚", "Knowles", "未知数", "1949")) {
      assertFalse(Answers.declines(said), said);
    }
  }

  @Test
  void acceptsAnyAnswerThatIsListedAndNothingElse() {
    assertTrue(Answers.right("yuan", List.of("renminbi", "yuan")));
    assertFalse(Answers.right("", List.of("yuan")));
    assertFalse(Answers.right("。", List.of("。")));
    assertFalse(Answers.right("Paris or London", List.of("Paris")));
    assertFalse(Answers.right("Paris", List.of()));
  }

  @Test
  void everyFactsOwnAnswerIsRightAndNoOtherValueOfItsRelationIs() {
    FactBase base = FactBase.load();
    Draw draw = new Draw(new Seed(3));
    Map<Relation, List<Fact>> relations =
        base.facts().stream().collect(Collectors.groupingBy(Fact::relation));
    for (Fact fact : base.facts()) {
      for (Lang lang : Lang.values()) {
        assertTrue(Answers.right(World.answer(fact, lang), fact.accepted(lang)), fact.toString());
        String other = draw.one(relations.get(fact.relation())).value(lang);
        boolean same = fact.accepted(lang).stream().anyMatch(other::equalsIgnoreCase);
        assertEquals(same, Answers.right(other, fact.accepted(lang)), fact + ": " + other);
      }
    }
  }
}
