package org.zhizhi.language.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class ShinglesTest {
  private static final SplittableRandom RANDOM = new Seed(5).random();

  private static List<String> words(int n, boolean chinese) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      words.add(
          chinese ? Character.toString(0x4e00 + RANDOM.nextInt(2000)) : "w" + RANDOM.nextInt(3000));
    }
    return words;
  }

  private static String text(List<String> words, boolean chinese) {
    return String.join(chinese ? "" : " ", words);
  }

  private static List<String> edited(List<String> words, double share, boolean chinese) {
    List<String> edited = new ArrayList<>(words);
    for (int i = 0; i < edited.size(); i++) {
      if (RANDOM.nextDouble() < share) {
        edited.set(i, words(1, chinese).getFirst());
      }
    }
    return edited;
  }

  @Test
  void marksSpacesAndCaseSayNothing() {
    assertArrayEquals(
        Shingles.of("The quick brown fox jumps over the lazy dog 知之为知之"),
        Shingles.of("the  quick, brown\nFOX jumps over the lazy dog: 知之，为知之。"));
    assertEquals(2, Shingles.of("一二三四五六七八九").length);
    assertEquals(1, Shingles.of("short").length);
    assertEquals(1, Shingles.of("").length);
    assertEquals(1, Shingles.of("？！").length);
    assertEquals(1, Shingles.of("一二三四五六七八".repeat(1)).length);
    assertEquals(8, Shingles.of("一二三四五六七八".repeat(20)).length, "each once");
  }

  @Test
  void hashesAreThoseOfTheWindowsOneByOne() {
    for (boolean chinese : new boolean[] {true, false}) {
      List<String> words = words(60, chinese);
      Set<Long> expected = new HashSet<>();
      for (int i = 0; i + 8 <= words.size(); i++) {
        long[] one = Shingles.of(text(words.subList(i, i + 8), chinese));
        assertEquals(1, one.length);
        expected.add(one[0]);
      }
      Set<Long> found = new HashSet<>();
      for (long hash : Shingles.of(text(words, chinese))) {
        found.add(hash);
      }
      assertEquals(expected, found);
    }
  }

  @Test
  void copiesDrawTogetherAsOftenAsTheyShareShingles() {
    int together = 0;
    double shared = 0;
    List<Double> drawn = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      List<String> words = words(100 + RANDOM.nextInt(300), true);
      long[] one = Shingles.of(text(words, true));
      long[] other = Shingles.of(text(edited(words, 0.02, true), true));
      drawn.add(Shingles.drawn(one));
      together += Shingles.drawn(one) == Shingles.drawn(other) ? 1 : 0;
      Set<Long> both = new HashSet<>();
      for (long s : one) {
        both.add(s);
      }
      int same = 0;
      for (long s : other) {
        same += both.contains(s) ? 1 : 0;
        both.add(s);
      }
      shared += (double) same / both.size();
    }
    assertEquals(shared / 600, together / 600.0, 0.06, "the MinHash property");
    for (int tenth = 0; tenth < 10; tenth++) {
      double low = tenth / 10.0;
      long in = drawn.stream().filter(d -> d >= low && d < low + 0.1).count();
      assertEquals(60, in, 30, "long texts draw as evenly as short ones");
    }
  }

  @Test
  void theGuardKnowsNearCopiesAndNothingElse() {
    for (boolean chinese : new boolean[] {true, false}) {
      List<String> words = words(400, chinese);
      Held held = new Held("1", 0, "a/b", text(words, chinese), text(words, chinese));
      Guard guard = new Guard(List.of(held));
      assertTrue(guard.isLike(Shingles.of(text(words, chinese))));
      int caught = 0;
      for (int i = 0; i < 50; i++) {
        caught += guard.isLike(Shingles.of(text(edited(words, 0.1, chinese), chinese))) ? 1 : 0;
        assertFalse(guard.isLike(Shingles.of(text(words(400, chinese), chinese))));
      }
      assertTrue(caught >= 48, caught + " of 50 with a tenth of the words changed");
      List<String> book = words(60_000, chinese); // of which one shingle in eight is remembered
      Held large = new Held("2", 0, "a/b", text(book, chinese), text(book, chinese));
      Guard small = new Guard(List.of(held, large));
      assertTrue(small.toString().contains("of 2 texts"), small::toString);
      assertTrue(small.isLike(Shingles.of(text(edited(book, 0.1, chinese), chinese))));
      assertTrue(small.isLike(Shingles.of(text(book.subList(500, 1500), chinese))));
      assertFalse(small.isLike(Shingles.of(text(words(60_000, chinese), chinese))));
      List<String> half = new ArrayList<>(words.subList(0, 150)); // an excerpt in a longer text
      half.addAll(words(900, chinese));
      assertTrue(guard.isLike(Shingles.of(text(half, chinese))));
    }
  }
}
