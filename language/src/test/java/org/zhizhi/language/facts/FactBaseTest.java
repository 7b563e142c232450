package org.zhizhi.language.facts;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

class FactBaseTest {
  private static final FactBase BASE = FactBase.load();

  /** Known to any atlas or textbook; kept here apart from the tables. */
  private static final String KNOWN =
      """
      country.capital 法国 巴黎; country.capital Japan Tokyo; country.capital Kenya Nairobi
      country.capital 蒙古国 乌兰巴托; country.capital Australia Canberra; country.capital 加拿大 渥太华
      country.currency 日本 日元; country.currency the_United_Kingdom pound; country.currency 印度 印度卢比
      country.currency Germany euro; country.continent 埃及 非洲; country.continent Brazil South_America
      country.calling_code China +86; country.calling_code 法国 +33
      country.calling_code the_United_States 1
      country.alpha2 Germany DE; country.alpha2 瑞士 CH; country.alpha3 Spain ESP
      country.domain the_United_Kingdom .uk; country.domain 日本 .jp; country.language 巴西 葡萄牙语
      country.language Mexico Spanish; country.driving 日本 左侧; country.driving France right
      element.symbol 金 Au; element.symbol iron Fe; element.symbol 钨 W; element.symbol potassium K
      element.number oxygen 8; element.number 铀 92; element.number 铜 29; element.group carbon 14
      element.period 钠 3; element.group 氯 17; element.category helium noble_gas
      element.block iron d
      element.state mercury liquid; element.state 氖 气态; element.discovered 锗 1886
      province.capital 广东 广州; province.abbreviation 山东 鲁; province.region Shaanxi Northwest_China
      province.level 西藏 自治区; cncity.province 苏州 江苏; cncity.plate 深圳 粤B
      cncity.province Xiamen Fujian; city.country Barcelona Spain; city.continent 悉尼 大洋洲
      usstate.capital 得克萨斯州 奥斯汀; usstate.abbreviation California CA; usstate.admitted Hawaii 1959
      usstate.largest New_York_State New_York; jpprefecture.capital 爱知县 名古屋; language.code 德语 de
      jpprefecture.region Okinawa_Prefecture Kyushu; language.family Finnish Uralic
      language.script 俄语 西里尔字母
      person.born Isaac_Newton 1643; person.country 弗雷德里克·肖邦 波兰
      person.field Immanuel_Kant philosophy
      laureate.year Albert_Einstein 1921; laureate.prize 屠呦呦 医学
      book.author 《红楼梦》 曹雪芹; book.author Hamlet Shakespeare; book.language 《神曲》 意大利语
      compound.formula water H2O; compound.formula 硫酸 H2SO4
      """;

  @Test
  void holdsSeveralThousandFacts() {
    assertTrue(BASE.facts().size() >= 5_500, BASE.facts().size() + " facts");
    assertTrue(BASE.entities().size() >= 1_500, BASE.entities().size() + " entities");
    assertTrue(BASE.madeUp().size() >= 60, BASE.madeUp().size() + " made-up entities");
  }

  @Test
  void saysWhatAtlasAndTextbookSay() {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (String line : KNOWN.strip().split("[;\n]")) {
      String[] part = line.strip().split(" ");
      String name = part[1].replace('_', ' ');
      for (Fact fact : BASE.facts()) {
        Entity e = fact.entity();
        if (fact.relation().id().equals(part[0])
            && (e.name().zh().equals(name) || e.name().en().equals(name))) {
          found++;
          List<String> accepted = new ArrayList<>(fact.zh());
          accepted.addAll(fact.en());
          if (!Answers.right(part[2].replace('_', ' '), accepted)) {
            wrong.add(line + " but " + accepted);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(found >= 60, found + " of the known facts found");
  }

  @Test
  void everyRelationHasItsFormsInBothLanguages() {
    Questions questions = new Questions();
    for (Entity entity : BASE.entities()) {
      for (Fact fact : BASE.facts(entity).stream().limit(1).toList()) {
        for (Lang lang : Lang.values()) {
          Phrasing forms = fact.relation().in(lang);
          int said = forms.say().size() + forms.nouns().size() * Forms.frames(lang).say().size();
          int asked = questions.allTrained(fact.relation(), entity, lang).size();
          assertTrue(said >= 8, fact.relation().id() + " is said in " + said + " forms");
          assertTrue(asked >= 20, fact.relation().id() + " is asked in " + asked + " forms");
          assertTrue(new HashSet<>(forms.unseen()).size() >= 5, fact.relation().id());
        }
      }
    }
  }

  @Test
  void everyFormNamesItsEntityAndStatementsTheirValue() {
    for (Relation relation : BASE.relations().values()) {
      for (Lang lang : Lang.values()) {
        Phrasing forms = relation.in(lang);
        List<String> questions = new ArrayList<>(forms.nouns());
        questions.addAll(forms.ask());
        questions.addAll(forms.unseen());
        for (String form : questions) {
          assertTrue(form.contains("{e}") || form.contains("{e's}"), relation.id() + ": " + form);
          assertFalse(form.contains("{v}"), relation.id() + ": " + form);
        }
        for (String form : forms.ask()) {
          assertTrue(form.matches(".*[？?。.]"), relation.id() + ": no mark ends " + form);
        }
        for (String form : forms.say()) {
          assertTrue(form.contains("{v}") || form.contains("{a v}"), relation.id() + ": " + form);
        }
      }
    }
  }

  @Test
  void noQuestionHasTwoAnswers() {
    Map<String, Fact> asked = new HashMap<>();
    for (Fact fact : BASE.facts()) {
      for (Lang lang : Lang.values()) {
        Phrasing forms = fact.relation().in(lang);
        Set<String> all = new HashSet<>(forms.nouns());
        all.addAll(forms.ask());
        all.addAll(forms.unseen());
        all.add("{e} {label}");
        for (String form : all) {
          Fact other = asked.put(forms.fill(form, fact.entity()), fact);
          assertTrue(
              other == null || other.value(lang).equals(fact.value(lang)),
              () -> forms.fill(form, fact.entity()) + ": " + fact + " and " + other);
        }
      }
    }
  }

  @Test
  void noTrainedQuestionHoldsAnUnseenOne() {
    Questions questions = new Questions();
    Map<Kind, Entity> one =
        BASE.entities().stream().collect(Collectors.toMap(Entity::kind, e -> e, (a, b) -> a));
    List<String> leaks = new ArrayList<>();
    one.forEach(
        (kind, entity) -> {
          Entity thing = new Entity(kind, new Text("某某", "Xyz"));
          for (Lang lang : Lang.values()) {
            Set<String> trained = new HashSet<>();
            BASE.relations()
                .values()
                .forEach(r -> trained.addAll(questions.allTrained(r, thing, lang)));
            for (Relation relation : BASE.relations(kind)) {
              for (String form : relation.in(lang).unseen()) {
                String core = Phrasing.core(relation.in(lang).fill(form, thing));
                trained.stream()
                    .filter(question -> question.contains(core))
                    .forEach(question -> leaks.add(core + " in " + question));
              }
            }
          }
        });
    assertEquals(List.of(), leaks);
  }

  @Test
  void refusesTablesThatAreRaggedOrHaveEmptyCells() {
    BadInput ragged =
        assertThrows(BadInput.class, () -> Resources.table("x.tsv", List.of("zh\ten", "a")));
    assertEquals(
        "facts/x.tsv: line 2: 1 cells, the header has 2; mend the resource and build again",
        ragged.getMessage());
    BadInput empty =
        assertThrows(BadInput.class, () -> Resources.table("x.tsv", List.of("zh\ten", "a\t ")));
    assertTrue(empty.getMessage().contains("line 2: column en is empty"), empty.getMessage());
  }

  @Test
  void refusesFormsThatAreOutOfPlaceAndNothingElseEverEscapes() {
    assertThrows(BadInput.class, () -> Resources.forms("x.txt", List.of("zh say {e}是{v}。")));
    assertThrows(BadInput.class, () -> Resources.forms("x.txt", List.of("[a.b]", "zh say")));
    assertThrows(BadInput.class, () -> Resources.forms("x.txt", List.of("[a.b]", "[a.b]")));
    Draw draw = new Draw(new Seed(11));
    List<String> pieces = List.of("[a]", "zh", "say", " ", "|", "#", "{e}", "\t", "]", "en ask x");
    for (int i = 0; i < 2000; i++) {
      List<String> lines = new ArrayList<>();
      for (int l = draw.below(5); l >= 0; l--) {
        StringBuilder line = new StringBuilder();
        for (int p = draw.below(6); p > 0; p--) {
          line.append(draw.one(pieces));
        }
        lines.add(line.toString());
      }
      try {
        Resources.forms("x.txt", lines);
      } catch (BadInput expected) {
        assertAll(() -> assertTrue(expected.getMessage().startsWith("facts/x.txt: line ")));
      }
    }
  }
}
