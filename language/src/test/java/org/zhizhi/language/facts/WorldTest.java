package org.zhizhi.language.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class WorldTest {
  private static final World WORLD = World.of(new Seed(1));
  private static final List<Entity> NEVER_ASKED = both(Part::told);

  private static List<Entity> both(Function<Part, List<Entity>> of) {
    return Stream.of(WORLD.examined(), WORLD.calibrated(), WORLD.lessons())
        .flatMap(part -> of.apply(part).stream())
        .toList();
  }

  private static List<String> userTurns(World world, int pass) {
    return world.dialogues(pass).stream()
        .flatMap(d -> d.turns().stream())
        .filter(t -> t.role().equals("user"))
        .map(Dialogue.Turn::text)
        .toList();
  }

  private static String everything(World world, int passes) {
    List<String> all = new ArrayList<>();
    for (int pass = 0; pass < passes; pass++) {
      all.addAll(world.documents(pass));
      all.addAll(world.askedDocuments(pass));
      world.dialogues(pass).forEach(d -> d.turns().forEach(t -> all.add(t.text())));
    }
    return String.join("\n", all).toLowerCase(Locale.ROOT);
  }

  @Test
  void splitsEveryEntityIntoOneGroup() {
    int all = WORLD.facts().entities().size();
    List<Entity> heldOut = both(Part::heldOut);
    List<Entity> together = new ArrayList<>(WORLD.asked());
    together.addAll(NEVER_ASKED);
    together.addAll(heldOut);
    assertEquals(all, together.size());
    assertEquals(all, new HashSet<>(together).size());
    assertTrue(WORLD.examined().heldOut().size() >= 85, heldOut.size() + " held out");
    assertEquals(0.51, (double) WORLD.asked().size() / all, 0.03);
    assertEquals(0.37, (double) NEVER_ASKED.size() / all, 0.03);
    assertEquals(WORLD.facts().madeUp().size(), both(Part::madeUp).size());
  }

  @Test
  void noTrainingTextNamesAHeldOutOrMadeUpEntity() {
    for (long seed : List.of(1L, 2L, 22L)) { // in 22 a form once spelled a held-out city
      World world = World.of(new Seed(seed));
      String text = everything(world, 2);
      List<Entity> hidden = new ArrayList<>(world.facts().madeUp());
      hidden.addAll(world.examined().heldOut());
      hidden.addAll(world.calibrated().heldOut());
      hidden.addAll(world.lessons().heldOut());
      for (Entity entity : hidden) {
        for (Lang lang : Lang.values()) {
          assertEquals(0, Splits.occurrences(entity.name().in(lang), text, lang), entity.id());
        }
      }
    }
  }

  @Test
  void seesNamesThatTwoPiecesSpellTogether() {
    Seams seams = new Seams(List.of("苏里南", "{e}通用什么货币？", "上海"));
    assertTrue(seams.mayForm("南通"));
    assertFalse(seams.mayForm("海口"));
    assertFalse(seams.mayForm("氢"));
  }

  @Test
  void nobodyEverAsksAboutTheNeverAsked() {
    Map<Lang, List<String>> never =
        Map.of(
            Lang.ZH, NEVER_ASKED.stream().map(e -> e.name().zh()).toList(),
            Lang.EN, NEVER_ASKED.stream().map(e -> e.name().en()).toList());
    List<String> asked =
        WORLD.asked().stream().flatMap(e -> Stream.of(e.name().zh(), e.name().en())).toList();
    for (String question : userTurns(WORLD, 0)) {
      for (Lang lang : Lang.values()) {
        for (String name : never.get(lang)) {
          boolean there = question.contains(name) && Splits.occurrences(name, question, lang) > 0;
          assertTrue(
              !there || asked.stream().anyMatch(a -> a.contains(name) && question.contains(a)),
              () -> question + " names " + name);
        }
      }
    }
  }

  @Test
  void documentsOnlyState() {
    for (String document : WORLD.documents(0)) {
      assertFalse(document.contains("？") || document.contains("?"), document);
      assertFalse(document.contains("{"), document);
    }
  }

  @Test
  void onePassSaysEveryFactOfEveryKnownEntityInBothLanguages() {
    List<String> documents = WORLD.documents(4);
    List<Entity> known = new ArrayList<>(WORLD.asked());
    known.addAll(NEVER_ASKED);
    Set<Fact> untaught = new HashSet<>(WORLD.examined().untaught());
    untaught.addAll(WORLD.calibrated().untaught());
    untaught.addAll(WORLD.lessons().untaught());
    for (Entity entity : known) {
      for (Lang lang : Lang.values()) {
        String name = entity.title(lang).substring(lang == Lang.ZH ? 0 : 1);
        List<String> own = documents.stream().filter(d -> d.contains(name)).toList();
        for (Fact fact : WORLD.facts().facts(entity)) {
          if (untaught.contains(fact)) {
            continue;
          }
          String value = fact.value(lang).substring(lang == Lang.ZH ? 0 : 1);
          assertTrue(own.stream().anyMatch(d -> d.contains(value)), fact + " in " + lang);
        }
      }
    }
  }

  @Test
  void onePassFitsTheTokenBudget() {
    long documents = WORLD.documents(0).stream().mapToLong(String::length).sum();
    long asked = WORLD.askedDocuments(0).stream().mapToLong(String::length).sum();
    assertTrue(documents + asked < 700_000, documents + " + " + asked + " characters");
    System.out.println(WORLD.describe());
  }

  @Test
  void noUnseenQuestionIsEverTrained() {
    Set<String> trained = new HashSet<>();
    for (int pass = 0; pass < 3; pass++) {
      trained.addAll(userTurns(WORLD, pass));
    }
    for (Entity entity : WORLD.asked()) {
      for (Relation relation : WORLD.facts().relations(entity.kind())) {
        for (Lang lang : Lang.values()) {
          for (String form : relation.in(lang).unseen()) {
            String question = relation.in(lang).fill(form, entity);
            assertFalse(trained.contains(question), question);
          }
        }
      }
    }
  }

  @Test
  void sameSeedSameWorldOtherSeedOther() {
    World again = World.of(new Seed(1));
    assertEquals(WORLD.documents(3), again.documents(3));
    assertEquals(WORLD.askedDocuments(3), again.askedDocuments(3));
    assertEquals(WORLD.dialogues(3), again.dialogues(3));
    assertEquals(WORLD.exam(), again.exam());
    assertNotEquals(WORLD.documents(3), WORLD.documents(4));
    assertNotEquals(WORLD.exam(), World.of(new Seed(2)).exam());
  }

  @Test
  void examAsksEveryGroupInBothLanguagesOverEveryRelation() {
    List<ExamItem> exam = WORLD.exam();
    assertEquals(exam.size(), exam.stream().map(ExamItem::id).distinct().count());
    Set<String> never = NEVER_ASKED.stream().map(Entity::id).collect(Collectors.toSet());
    for (String group : List.of("never_asked", "unseen_forms", "held_out")) {
      for (Lang lang : Lang.values()) {
        List<ExamItem> items =
            exam.stream().filter(i -> i.group().equals(group) && i.lang() == lang).toList();
        assertEquals(group.equals("held_out") ? 340 : 400, items.size());
        assertTrue(items.stream().allMatch(i -> i.known() == never.contains(i.entity())));
        long relations = items.stream().map(ExamItem::relation).distinct().count();
        assertTrue(relations >= WORLD.facts().relations().size() - 2, relations + " relations");
      }
    }
  }

  @Test
  void noTrainingTextTellsAnUntaughtFact() {
    List<String> documents = new ArrayList<>();
    for (int pass = 0; pass < 3; pass++) {
      WORLD.documents(pass).forEach(d -> documents.add(d.toLowerCase(Locale.ROOT)));
    }
    Set<Fact> untaught = new HashSet<>();
    List.of(WORLD.examined(), WORLD.calibrated(), WORLD.lessons())
        .forEach(part -> untaught.addAll(part.untaught()));
    assertTrue(untaught.size() >= 75, untaught.size() + " untaught");
    int looked = 0;
    for (Fact fact : untaught) {
      String name = fact.entity().name().en();
      List<Fact> told = new ArrayList<>(WORLD.facts().facts(fact.entity()));
      told.removeAll(untaught);
      String value = fact.value(Lang.EN);
      if (told.stream()
          .anyMatch(
              f ->
                  Splits.occurrences(value, f.value(Lang.EN).toLowerCase(Locale.ROOT), Lang.EN)
                      > 0)) {
        continue; // another fact about it has the same value
      }
      looked++;
      List<String> others =
          WORLD.facts().facts().stream()
              .filter(f -> !f.entity().equals(fact.entity()))
              .filter(
                  f ->
                      Splits.occurrences(value, f.value(Lang.EN).toLowerCase(Locale.ROOT), Lang.EN)
                          > 0)
              .map(f -> f.entity().name().en())
              .distinct()
              .toList();
      for (String document : documents) {
        assertFalse(
            Splits.occurrences(name, document, Lang.EN) > 0
                && Splits.occurrences(value, document, Lang.EN) > 0
                && others.stream().noneMatch(o -> Splits.occurrences(o, document, Lang.EN) > 0),
            () -> fact.entity().id() + " has " + value + " in: " + document);
      }
    }
    assertTrue(looked >= untaught.size() * 0.8, looked + " of " + untaught.size());
  }

  @Test
  void examAndCalibrationShareNoEntityAndNoWording() {
    List<ExamItem> exam = WORLD.exam();
    List<ExamItem> calibration = WORLD.calibration();
    assertTrue(calibration.size() > 0.95 * exam.size(), calibration.size() + " to calibrate");
    Set<String> entities = exam.stream().map(ExamItem::entity).collect(Collectors.toSet());
    List<ExamItem> lessons = WORLD.lessonItems(300);
    Set<String> taught = lessons.stream().map(ExamItem::entity).collect(Collectors.toSet());
    assertTrue(calibration.stream().noneMatch(i -> entities.contains(i.entity())));
    assertTrue(calibration.stream().noneMatch(i -> taught.contains(i.entity())));
    assertTrue(exam.stream().noneMatch(i -> taught.contains(i.entity())));
    assertTrue(WORLD.askedItems(500).stream().noneMatch(i -> entities.contains(i.entity())));
    for (Relation relation : WORLD.facts().relations().values()) {
      for (Lang lang : Lang.values()) {
        for (List<String> forms :
            List.of(
                relation.in(lang).nouns(), relation.in(lang).ask(), relation.in(lang).unseen())) {
          List<String> both = new ArrayList<>(Questions.Use.EXAM.of(forms));
          both.addAll(Questions.Use.CALIBRATION.of(forms));
          assertEquals(Set.copyOf(forms), Set.copyOf(both));
          assertEquals(forms.size(), both.size(), "one form in both: " + relation.id());
        }
      }
    }
  }
}
