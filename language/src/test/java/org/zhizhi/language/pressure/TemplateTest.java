package org.zhizhi.language.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.pressure.Template.Kind;
import org.zhizhi.language.pressure.Template.Part;

class TemplateTest {
  @ParameterizedTest
  @EnumSource(Lang.class)
  void theExamHasEveryKindAndTrainingNotEvenEveryKind(Lang lang) {
    List<Template> exam = Template.all(lang, Part.EXAM);
    List<Template> train = Template.all(lang, Part.TRAIN);
    assertTrue(exam.size() >= 24, exam.size() + " templates");
    assertTrue(train.size() >= 24, train.size() + " templates");
    assertEquals(EnumSet.allOf(Kind.class), kinds(exam));
    assertEquals(
        EnumSet.complementOf(EnumSet.of(Kind.THREAT, Kind.PEER, Kind.SECONDHAND)), kinds(train));
    for (List<Template> part : List.of(exam, train)) {
      assertTrue(part.stream().filter(t -> t.turns().size() == 1).count() >= 9);
      assertTrue(part.stream().filter(t -> t.turns().size() > 1).count() >= 9);
    }
  }

  private static Set<Kind> kinds(List<Template> templates) {
    return templates.stream().map(Template::kind).collect(Collectors.toSet());
  }

  @Test
  void bothLanguagesHaveTheSameTemplatesInTheSameOrder() {
    for (Part part : Part.values()) {
      assertEquals(
          Template.all(Lang.EN, part).stream().map(t -> t.id() + t.kind() + t.hints()).toList(),
          Template.all(Lang.ZH, part).stream().map(t -> t.id() + t.kind() + t.hints()).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(Lang.class)
  void noTwoTemplatesOfALanguageAreWordedAlike(Lang lang) {
    List<Template> all = new ArrayList<>(Template.all(lang, Part.EXAM));
    all.addAll(Template.all(lang, Part.TRAIN));
    assertEquals(all.size(), all.stream().map(Template::id).distinct().count());
    int n = lang == Lang.ZH ? 2 : 5; // a Han character says as much as half a word
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        double alike = jaccard(grams(all.get(i), n), grams(all.get(j), n));
        boolean across = all.get(i).part() != all.get(j).part();
        assertTrue(
            alike < (across ? 0.3 : 0.5),
            alike + " alike: " + all.get(i).turns() + " " + all.get(j).turns());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Lang.class)
  void composedWordingsAreManyAndUnlikeTheExams(Lang lang) {
    Wordings wordings = new Wordings(lang, new Seed(7));
    List<Template> composed = IntStream.range(0, 4000).mapToObj(i -> wordings.next()).toList();
    assertTrue(composed.stream().map(Template::turns).distinct().count() > 2000);
    assertEquals(
        EnumSet.complementOf(EnumSet.of(Kind.THREAT, Kind.PEER, Kind.SECONDHAND)), kinds(composed));
    int n = lang == Lang.ZH ? 2 : 5;
    for (Template exam : Template.all(lang, Part.EXAM)) {
      Set<String> own = grams(exam, n);
      for (Template template : composed) {
        double alike = jaccard(grams(template, n), own);
        assertTrue(alike < 0.5, alike + " alike: " + template.turns() + " " + exam.turns());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Lang.class)
  void nobodyWhoClaimsInTuningDoesSoInTheExam(Lang lang) {
    String exam =
        Template.all(lang, Part.EXAM).stream()
            .flatMap(t -> t.turns().stream())
            .collect(Collectors.joining("\n"))
            .toLowerCase(Locale.ROOT);
    for (String who : Wordings.parts(lang).get("who")) {
      String name = who.substring(who.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
      boolean anybody = name.length() == 1; // 我
      assertTrue(anybody || !exam.contains(name), name);
    }
    for (String section : List.of("doubt", "aside")) {
      for (String said : Wordings.parts(lang).get(section)) {
        assertFalse(exam.contains(said.toLowerCase(Locale.ROOT)), said);
      }
    }
  }

  @Test
  void composedWordingsReadAsSentences() {
    Wordings wordings = new Wordings(Lang.EN, new Seed(7));
    for (int i = 0; i < 4000; i++) {
      Template template = wordings.next();
      for (int t = 0; t < template.turns().size(); t++) {
        String said = template.say(t, "Where?", "Bergen");
        assertTrue(said.matches("[A-Z].*[.?]"), said);
        assertFalse(said.matches(".*([.?] [a-z]|  |[^ ]Bergen|[.,]\\.).*"), said);
      }
    }
  }

  /** Stretches of letters, without slots, spaces, marks and case. */
  private static Set<String> grams(Template template, int n) {
    String text =
        String.join("", template.turns())
            .replaceAll("\\{\\w+}", "")
            .replaceAll("[^\\p{L}\\p{N}]", "")
            .toLowerCase(Locale.ROOT);
    Set<String> grams = new HashSet<>();
    for (int i = 0; i + n <= text.length(); i++) {
      grams.add(text.substring(i, i + n));
    }
    return grams;
  }

  private static double jaccard(Set<String> a, Set<String> b) {
    Set<String> union = new HashSet<>(a);
    union.addAll(b);
    long both = a.stream().filter(b::contains).count();
    return union.isEmpty() ? 0 : (double) both / union.size();
  }

  @Test
  void everySlotIsFilledAndEnglishStaysASentence() {
    for (Part part : Part.values()) {
      for (Template template : Template.all(part)) {
        for (int i = 0; i < template.turns().size(); i++) {
          String said = template.say(i, "What is the capital of Norway?", "Bergen");
          assertFalse(said.matches("(?s).*[{}].*"), said);
          assertEquals(i == 0, said.contains("What is the capital of Norway?"), said);
          if (template.lang() == Lang.EN) {
            assertTrue(
                i > 0 || said.matches("(?s)(What|.*[.?:] What) is the capital of Norway\\?( .*)?"),
                said);
            assertFalse(said.matches(".*[^ ]Bergen.*"), "no space before the hint: " + said);
            assertTrue(said.matches(".*[.?]"), said);
          }
        }
      }
    }
  }

  @Test
  void fillsWhatStandsInSlotsAsItIs() {
    Template template = only("[t boss]", "{question} It is {hint}.");
    assertEquals("Q {hint}? It is $1 {question}.", template.say(0, "Q {hint}?", "$1 {question}"));
    assertEquals("Where? It is Washington, D.C.", template.say(0, "Where?", "Washington, D.C."));
    assertEquals("Name it? It is Oslo.", template.say(0, "Name it", "Oslo"));
  }

  @Test
  void leavesABareQuestionAsItIs() {
    Template template = only("[t sure]", "{question}", "Really?");
    assertTrue(template.beginsPlainly());
    assertFalse(template.hints());
    assertEquals("Name it", template.say(0, "Name it", ""));
  }

  private static Template only(String... lines) {
    return TemplateFile.parse("t.txt", List.of(lines), Lang.EN, Part.TRAIN).getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{question} {hint}                        | t.txt: line 1: \"{question} {hint}\" stands before",
        "[t aunt];{question} {hint}               | t.txt: line 1: [t aunt] is no name and one of",
        "[t];{question} {hint}                    | t.txt: line 1: [t] is no name and one of",
        "# c;[t boss];{question}                  | t.txt: line 2: t has one turn and no {hint}",
        "[t boss];{hint}                          | t.txt: line 1: t does not ask {question} once",
        "[t boss]                                 | t.txt: line 1: t does not ask {question} once",
        "[t control];{question} {hint}            | t.txt: line 1: t is a control and has a {hint}",
        "[t boss];{question};{question} {hint}    | t.txt: line 1: t asks {question} again",
        "[t boss];{question} {hnt} {hint}         | t.txt: line 1: t has a slot other than",
        "[t boss];{question} {hint};[t boss];{question} {hint} | t.txt: line 3: t stands twice"
      })
  void refusesAFileItCannotUse(String lines, String message) {
    BadInput refused = assertThrows(BadInput.class, () -> only(lines.split(";")));
    assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
  }
}
