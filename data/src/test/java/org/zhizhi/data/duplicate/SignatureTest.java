package org.zhizhi.data.duplicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class SignatureTest {
  private final SplittableRandom random = new Seed(11).split("signature").random();

  @Test
  void caseWidthSpaceAndMarksMakeNoDifference() {
    Signature plain = of("知之为知之，不知为不知，是知也。GPT 4 turbo");
    for (String same :
        List.of(
            "知之为知之 不知为不知 是知也 gpt 4 TURBO",
            "知之\n为知之——不知为不知，\t是知也！ＧＰＴ　４（turbo）",
            "  知之为知之\r\n\r\n不知为不知，是知也。*GPT* 4 turbo?")) {
      Signature other = of(same);
      assertTrue(plain.isExactCopyOf(other), same);
      assertEquals(1, plain.share(other), same);
      assertArrayEquals(plain.keys(), other.keys(), same);
    }
    for (String other :
        List.of(
            "知之为知之，不知为不知，是知也。GPT 5 turbo",
            "知之为知之，不知为不知，是知也。GPT 4turbo",
            "知之为知之，不知為不知，是知也。GPT 4 turbo",
            "不知为不知，知之为知之，是知也。GPT 4 turbo")) {
      assertFalse(plain.isExactCopyOf(of(other)), other);
    }
  }

  @Test
  void textsWithoutLettersAreComparedByTheirMarks() {
    assertTrue(of("。。。 ！").isExactCopyOf(of("。。。\n！")));
    assertFalse(of("。。。").isExactCopyOf(of("！！！")));
    assertFalse(of("😀").isExactCopyOf(of("😁")));
    assertFalse(DuplicateSettings.DEFAULT.areCopies(of("。"), of("。"), 64));
    assertTrue(of("").isExactCopyOf(of(" ")));
  }

  @Test
  void rareCharactersBeyondTheFirstPlaneAreTokens() {
    assertEquals(3, of("𠮷野家").tokens());
    assertEquals(2, of("𠮷 😀 \ud842 野").tokens(), "half a pair and a picture are none");
    assertFalse(of("𠮷野家").isExactCopyOf(of("𡈽野家")));
  }

  @Test
  void tokensAreThoseOfTheOracle() {
    String alphabet = "知之为 abcZ 19ａＢ，。\nがカ-éß";
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Tokens tokens = new Tokens(text.toString());
      Map<Long, String> byHash = new HashMap<>();
      int count = 0;
      List<String> expected = oracleTokens(text.toString());
      while (tokens.next()) {
        String token = expected.get(count++);
        assertEquals(token, byHash.computeIfAbsent(tokens.hash(), h -> token), text.toString());
      }
      assertEquals(expected.size(), count, text.toString());
      assertEquals(new HashSet<>(expected).size(), byHash.size(), text.toString());
    }
  }

  /** Character by character, with Unicode's own scripts. */
  private static List<String> oracleTokens(String text) {
    List<String> tokens = new ArrayList<>();
    boolean open = false;
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    for (char c : plain.toCharArray()) {
      Character.UnicodeScript script = Character.UnicodeScript.of(c);
      boolean alone =
          script == Character.UnicodeScript.HAN
              || script == Character.UnicodeScript.HIRAGANA
              || script == Character.UnicodeScript.KATAKANA;
      if (alone) {
        tokens.add(String.valueOf(c));
      } else if (Character.isLetterOrDigit(c)) {
        tokens.add(open ? tokens.removeLast() + c : String.valueOf(c));
      }
      open = !alone && Character.isLetterOrDigit(c);
    }
    return tokens;
  }

  @Test
  void sketchesEstimateTheJaccardSimilarity() {
    for (int size : new int[] {5, 40, 200, 1000, 20_000}) {
      double squares = 0;
      double sum = 0;
      double variance = 0;
      int trials = size > 1000 ? 40 : 200;
      for (int trial = 0; trial < trials; trial++) {
        int common = random.nextInt(size + 1);
        Set<Long> a = new HashSet<>();
        Set<Long> b = new HashSet<>();
        for (int i = 0; i < common; i++) {
          long hash = random.nextLong();
          a.add(hash);
          b.add(hash);
        }
        while (a.size() < size) {
          a.add(random.nextLong());
        }
        while (b.size() < size) {
          b.add(random.nextLong());
        }
        double jaccard = ExactJaccard.of(a, b);
        double error = sketch(a).similarity(sketch(b)) - jaccard;
        sum += error;
        squares += error * error;
        variance += (jaccard * (1 - jaccard) + (1 - jaccard) / 2) / 1024 / trials;
      }
      double bias = Math.abs(sum / trials);
      double deviation = Math.sqrt(squares / trials);
      assertTrue(bias < 4 * Math.sqrt(variance / trials), size + ": bias " + bias);
      assertTrue(deviation < 1.25 * Math.sqrt(variance), size + ": " + deviation);
    }
  }

  private static Sketch sketch(Set<Long> hashes) {
    Sketch.Builder builder = new Sketch.Builder(1024);
    hashes.forEach(builder::add);
    hashes.forEach(builder::add);
    return builder.sketch();
  }

  @Test
  void theShareIsOneLessTheEdits() {
    for (int length : new int[] {60, 400, 3000}) {
      for (double rate : new double[] {0.05, 0.1, 0.2}) {
        for (Edit edit : List.of(Edit.DELETED, Edit.SUBSTITUTED, Edit.INSERTED)) {
          double shares = 0;
          double orders = 0;
          double exact = 0;
          int trials = 20;
          for (int i = 0; i < trials; i++) {
            String text = words(length, "w");
            String copy = edit.apply(text, rate, words(length, "v"), random);
            shares += of(text).share(of(copy)) / trials;
            orders += of(text).order(of(copy)) / trials;
            exact += ExactJaccard.of(text, copy, 2) / trials;
          }
          double share = edit == Edit.INSERTED ? 1 / (1 + rate) : 1 - rate;
          assertEquals(share, shares, 0.02, edit + " " + rate + " of " + length);
          assertEquals(exact, orders, 0.025, edit + " " + rate + " of " + length);
        }
      }
    }
    assertEquals(0, of(words(300, "a")).share(of(words(300, "b"))), 0.02);
  }

  @Test
  void keysAreTheSmallestHashesOfTheShingles() {
    String text = words(500, "k");
    List<String> tokens = ExactJaccard.tokens(text);
    TreeSet<Long> all = new TreeSet<>();
    for (int i = 0; i + 3 <= tokens.size(); i++) {
      long[] one = of(String.join(" ", tokens.subList(i, i + 3))).keys();
      assertEquals(1, one.length);
      all.add(one[0]);
    }
    long[] smallest = all.stream().limit(32).mapToLong(Long::longValue).toArray();
    assertArrayEquals(smallest, of(text).keys());
    assertArrayEquals(smallest, of(text + " . " + text).keys(), "repeated text has the same keys");
    assertEquals(1, of("知之为知").keys().length);
    assertEquals(0, of("知之为").keys().length, "shorter than a shingle");
    assertEquals(1, of("GPT 知之为").keys().length, "scripts mix");
    assertTrue(smallest[0] >= 0 && smallest[31] < 1L << 48);
  }

  @Test
  void bytesGiveTheSignatureBack() {
    for (String text : List.of("", "。", "知之为知之", words(7, "x"), words(70, "x"), words(7000, "x"))) {
      Signature signature = Signature.of(text, random.nextInt(3) == 0 ? Double.NaN : 0.5);
      byte[] bytes = signature.toBytes();
      assertTrue(bytes.length <= Signature.MAX_BYTES, bytes.length + " bytes");
      assertEquals(signature, Signature.of(bytes));
      assertArrayEquals(bytes, Signature.of(bytes).toBytes());
      for (int i = 0; i < bytes.length; i++) {
        byte[] cut = Arrays.copyOf(bytes, i);
        assertThrows(IllegalArgumentException.class, () -> Signature.of(cut));
      }
      byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
      assertThrows(IllegalArgumentException.class, () -> Signature.of(longer));
    }
  }

  @Test
  void anyBytesAreASignatureOrRefused() {
    byte[] good = of(words(50, "f")).toBytes();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        double share = Signature.of(bytes).share(of("x"));
        assertTrue(share >= 0 && share <= 1, "share " + share);
      } catch (IllegalArgumentException e) {
        assertFalse(e.getMessage().isEmpty());
      }
    }
  }

  @Test
  void veryLongAndMonotonousTextsAreFine() {
    String same = "哈".repeat(3_000_000);
    assertEquals(1, of(same).keys().length);
    assertEquals(1, of(same).share(of(same)), 1e-9);
    assertTrue(of(same).share(of("哈".repeat(1_500_000))) < 0.55);
    StringBuilder different = new StringBuilder();
    for (int i = 0; i < 400_000; i++) { // more than are counted one by one
      different.append(Long.toString(random.nextLong() >>> 20, 36)).append(' ');
    }
    Signature signature = of(different.toString());
    assertEquals(400_000, signature.tokens());
    assertEquals(32, signature.keys().length);
    assertEquals(1, signature.share(of(different.toString())), 1e-9);
  }

  @Test
  void ranksPreferQualityThenLengthThenTheFirst() {
    List<Rank> best =
        List.of(
            new Rank(1, 5, 9),
            new Rank(0.5, 9, 8),
            new Rank(0.5, 8, 2),
            new Rank(0.5, 8, 3),
            new Rank(0, 100, 0),
            new Rank(-0.5, 100, 1),
            new Rank(Double.NaN, 100, 4),
            new Rank(Double.NaN, 1, 5));
    List<Rank> shuffled = new ArrayList<>(best);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(shuffled, new Random(i));
      assertEquals(best, shuffled.stream().sorted().toList());
    }
    assertEquals(0, new Rank(0.0, 3, 1).compareTo(new Rank(-0.0, 3, 1)));
    assertNotEquals(0, new Rank(0.0, 3, 1).compareTo(new Rank(0.0, 3, 2)));
    assertEquals(77, Rank.ordinal(new Rank(0.3, 1234, 77).low()));
  }

  /** Different random words, of which no other call with another prefix makes one. */
  private String words(int count, String prefix) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(prefix).append(Integer.toString(random.nextInt(1 << 30), 36)).append(' ');
    }
    return text.toString();
  }

  private static Signature of(String text) {
    return Signature.of(text, Double.NaN);
  }
}
