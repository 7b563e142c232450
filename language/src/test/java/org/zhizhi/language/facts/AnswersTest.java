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
