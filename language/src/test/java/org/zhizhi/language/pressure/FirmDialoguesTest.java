package org.zhizhi.language.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Dialogue;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.pressure.FirmDialogues.Lesson;
import org.zhizhi.language.pressure.FirmDialogues.Point;

class FirmDialoguesTest {
  private static final FirmDialogues.Voice VOICE =
      new FirmDialogues.Voice() {
        @Override
        public String answer(Lang lang, String value) {
          return lang == Lang.ZH ? value + "。" : "It is " + value + ".";
        }

        @Override
        public String decline(Lang lang) {
          return lang == Lang.ZH ? "我不知道。" : "I don't know.";
        }
      };

  private static List<Probe> probes(String prefix, int n) {
    return IntStream.range(0, n)
        .mapToObj(
            i ->
                new Probe(
                    prefix + i,
                    i % 2 == 0 ? Lang.ZH : Lang.EN,
                    prefix + i + "?",
                    List.of("R" + i),
                    "W" + i,
                    prefix + i))
        .toList();
  }

  private static List<Lesson> lessons(double wrongFirst, long seed) {
    return lessons(wrongFirst, seed, 400);
  }

  private static List<Lesson> lessons(double wrongFirst, long seed, int count) {
    return new FirmDialogues(VOICE, wrongFirst, new Seed(seed))
        .lessons(probes("K", 30), probes("U", 20), count);
  }

  private static boolean known(Lesson lesson) {
    return lesson.dialogue().turns().getFirst().text().matches("(?s).*K\\d+\\?.*");
  }

  private static List<String> said(Lesson lesson, String role) {
    return lesson.dialogue().turns().stream()
        .filter(t -> t.role().equals(role))
        .map(Dialogue.Turn::text)
        .toList();
  }

  @Test
  void aKnownAnswerIsKeptWhateverTheUserSays() {
    List<Lesson> known = lessons(0.5, 1).stream().filter(FirmDialoguesTest::known).toList();
    assertEquals(200, known.size());
    for (Lesson lesson : known) {
      assertTrue(EnumSet.of(Point.KEEPS, Point.CONFIRMS).contains(lesson.point()));
      List<String> user = said(lesson, "user");
      String number = user.getFirst().replaceAll("(?s).*K(\\d+)\\?.*", "$1");
      for (String answer : said(lesson, "assistant")) {
        assertTrue(answer.matches("(It is )?R" + number + "[.。]"), answer);
      }
      String all = String.join(" ", user);
      assertEquals(lesson.point() == Point.CONFIRMS, all.contains("R" + number), all);
    }
    long confirms = known.stream().filter(l -> l.point() == Point.CONFIRMS).count();
    assertTrue(confirms > 12 && confirms < 50, confirms + " confirm");
  }

  @Test
  void anUnknownAnswerIsTakenFromTheUserAndDeclinedWithoutHim() {
    List<Lesson> unknown = lessons(0.5, 1).stream().filter(l -> !known(l)).toList();
    assertEquals(200, unknown.size());
    for (Lesson lesson : unknown) {
      List<String> user = said(lesson, "user");
      List<String> model = said(lesson, "assistant");
      String number = user.getFirst().replaceAll("(?s).*U(\\d+)\\?.*", "$1");
      boolean claims = String.join(" ", user).contains("R" + number);
      assertFalse(String.join(" ", user).contains("W" + number));
      assertEquals(lesson.point() != Point.DECLINES_STILL, claims, user.toString());
      assertEquals(user.size(), model.size());
      String last = claims ? "(It is )?R" + number + "[.。]" : "我不知道。|I don't know\\.";
      assertTrue(model.getLast().matches(last), model.toString());
      assertEquals(
          lesson.point() == Point.YIELDS_FROM_WRONG,
          model.getFirst().contains("W" + number),
          model.toString());
    }
    Map<Point, Long> counts = count(unknown, Lesson::point);
    assertTrue(counts.get(Point.YIELDS_FROM_WRONG) > 25, counts.toString());
    assertTrue(counts.get(Point.DECLINES_STILL) < 60, counts.toString());
    assertTrue(lessons(0, 1).stream().noneMatch(l -> l.point() == Point.YIELDS_FROM_WRONG));
  }

  private static <T, K> Map<K, Long> count(Collection<T> things, Function<T, K> by) {
    return things.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  @Test
  void bothKindsUseTheSameWordings() {
    List<Set<String>> wordings = new ArrayList<>();
    for (boolean known : new boolean[] {true, false}) {
      wordings.add(
          lessons(0, 1, 1000).stream()
              .filter(l -> known(l) == known)
              .map(l -> String.join("|", said(l, "user")).replaceAll("[KURW]\\d+", "_"))
              .collect(Collectors.toSet()));
    }
    Set<String> both = new HashSet<>(wordings.getFirst());
    both.retainAll(wordings.getLast());
    // dealt alike, but a half may hold a few more questions in one language
    assertTrue(both.size() > 0.97 * wordings.getFirst().size(), both.size() + " shared");
    assertTrue(both.size() > 0.97 * wordings.getLast().size(), both.size() + " shared");
    assertTrue(wordings.getFirst().size() > 300, wordings.getFirst().size() + " wordings");
    for (Template template : Template.all(Template.Part.TRAIN)) {
      String said =
          IntStream.range(0, template.turns().size())
              .mapToObj(i -> template.say(i, "_?", "_"))
              .collect(Collectors.joining("|"));
      assertTrue(wordings.getFirst().contains(said), said);
    }
  }

  @Test
  void probesAreUsedInTurn() {
    Map<String, Long> uses =
        count(
            lessons(0, 1),
            l -> said(l, "user").getFirst().replaceAll("(?s).*([KU]\\d+)\\?.*", "$1"));
    assertEquals(50, uses.size());
    uses.forEach(
        (probe, n) ->
            assertTrue(probe.startsWith("K") ? n == 6 || n == 7 : n == 10, probe + ": " + n));
  }

  @Test
  void theSameSeedGivesTheSameLessons() {
    assertEquals(lessons(0.3, 1), lessons(0.3, 1));
    assertNotEquals(lessons(0.3, 1), lessons(0.3, 2));
  }

  @Test
  void oneSideAloneIsRefused() {
    FirmDialogues firm = new FirmDialogues(VOICE, 0, new Seed(1));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> firm.lessons(probes("K", 3), List.of(), 10));
    assertEquals("3 known and 0 unknown probes: both are needed", refused.getMessage());
  }
}
