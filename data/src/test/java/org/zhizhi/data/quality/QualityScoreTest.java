package org.zhizhi.data.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class QualityScoreTest {
  private static final String CHINESE =
      "渭河平原的农民在秋收之后把麦秸运到村口，孩子们在草垛之间捉迷藏，老人坐在墙根下晒太阳。"
          + "那一年雨水很少，井里的水位比往年低了许多，人们因此开始讨论修建水库的事情。"
          + "镇上派来了两位技术员，他们带着仪器沿着河岸走了三天，最后认为上游的峡谷是合适的地点。";
  private static final String ENGLISH =
      "The harbour had been dredged twice before the war, but the channel filled again every winter,"
          + " and the larger ships waited outside for the tide. Most of the pilots were sons of"
          + " pilots, who knew the banks by the colour of the water and trusted no chart that was"
          + " older than a year.";

  @Test
  void proseIsGoodAndJunkIsNot() {
    SplittableRandom random = new Seed(1).split("prose").random();
    assertTrue(QualityScore.of(CHINESE) > 0.8, "" + QualityScore.of(CHINESE));
    assertTrue(QualityScore.of(ENGLISH) > 0.8, "" + QualityScore.of(ENGLISH));
    for (String junk :
        List.of(
            Junk.menu(random, true),
            Junk.menu(random, false),
            Junk.keywords(random, true),
            Junk.keywords(random, false),
            Junk.table(random),
            Junk.letters(random),
            "好的".repeat(200),
            CHINESE.substring(0, 40).repeat(20),
            Junk.shuffleWords(ENGLISH.repeat(3), random),
            "\ufffd\ufffd锟斤拷".repeat(50))) {
      assertTrue(QualityScore.of(junk) < 0.5, QualityScore.of(junk) + " for " + junk);
    }
  }

  @Test
  void whatHasNoLettersScoresNothing() {
    for (String empty : List.of("", " \n\t", "12345 67.8", "。。。", "😀😀", "\ud83d")) {
      assertEquals(0, QualityScore.of(empty), empty);
    }
  }

  @Test
  void anyTextScoresBetweenZeroAndOne() {
    SplittableRandom random = new Seed(2).split("any").random();
    for (int trial = 0; trial < 3000; trial++) {
      char[] chars = new char[random.nextInt(200)];
      for (int i = 0; i < chars.length; i++) {
        chars[i] =
            (char)
                switch (random.nextInt(4)) {
                  case 0 -> random.nextInt(65536);
                  case 1 -> random.nextInt(0x4e00, 0x9fff);
                  case 2 -> "的和，。\n a'B1!".charAt(random.nextInt(11));
                  default -> random.nextInt(128);
                };
      }
      double score = QualityScore.of(new String(chars));
      assertTrue(score >= 0 && score <= 1, score + " for " + new String(chars));
    }
  }

  @Test
  void aLongTextIsJudgedByAllOfIt() {
    String prose = (CHINESE + "\n" + ENGLISH + "\n").repeat(2000);
    SplittableRandom random = new Seed(3).split("long").random();
    StringBuilder junk = new StringBuilder();
    while (junk.length() < prose.length()) {
      junk.append(Junk.menu(random, true)).append('\n');
    }
    double whole = QualityScore.of(Junk.shuffleChunks(prose, 1 << 14, random));
    assertTrue(
        QualityScore.of(prose + junk) < 0.9 * whole || whole < 0.2, "junk at the end counts");
  }

  /**
   * Ranks real text above junk of ten kinds, each kind against text of its own language. Measured
   * on other excerpts than the thresholds were chosen on.
   */
  @Test
  void ranksRealTextAboveJunk() {
    SplittableRandom random = new Seed(20).split("excerpts").random();
    List<String> wiki = SharedText.excerpts("zh-wiki", 300, random);
    List<String> laws = SharedText.excerpts("zh-laws", 300, random);
    List<String> books = SharedText.excerpts("en-books", 300, random);
    List<Double> good = new ArrayList<>();
    List.of(wiki, laws, books).forEach(l -> l.forEach(t -> good.add(QualityScore.of(t))));
    Map<String, IntFunction<String>> kinds = new TreeMap<>();
    kinds.put("shuffled words, en", i -> Junk.shuffleWords(books.get(i), random));
    kinds.put("shuffled characters, zh", i -> Junk.shuffleChunks(wiki.get(i), 1, random));
    kinds.put("shuffled pairs, zh", i -> Junk.shuffleChunks(wiki.get(i), 2, random));
    kinds.put("scanned badly, zh", i -> Junk.ocr(laws.get(i), 0.12, random));
    kinds.put("scanned badly, en", i -> Junk.ocr(books.get(i), 0.12, random));
    kinds.put("menu, zh", i -> Junk.menu(random, true));
    kinds.put("menu, en", i -> Junk.menu(random, false));
    kinds.put("keywords, zh", i -> Junk.keywords(random, true));
    kinds.put("keywords, en", i -> Junk.keywords(random, false));
    kinds.put("numbers", i -> Junk.table(random));
    kinds.put("letters", i -> Junk.letters(random));
    kinds.put("repeated", i -> wiki.get(i).substring(0, 60).repeat(12));
    List<Double> all = new ArrayList<>();
    StringBuilder measured = new StringBuilder();
    kinds.forEach(
        (name, kind) -> {
          List<Double> bad =
              IntStream.range(0, 300).mapToObj(i -> QualityScore.of(kind.apply(i))).toList();
          all.addAll(bad);
          double auroc = auroc(good, bad);
          measured.append(String.format("%s %.4f; ", name, auroc));
          double least = name.startsWith("shuffled pairs") ? 0.88 : 0.95;
          assertTrue(auroc >= least, name + ": " + auroc);
        });
    assertTrue(auroc(good, all) >= 0.98, measured + "all " + auroc(good, all));
    System.out.println("QualityScore against junk: " + measured + "all " + auroc(good, all));
  }

  /** Every pair is compared: slow, and plainly what the figure means. */
  private static double auroc(List<Double> good, List<Double> bad) {
    double wins = 0;
    for (double g : good) {
      for (double b : bad) {
        wins += g > b ? 1 : g == b ? 0.5 : 0;
      }
    }
    return wins / good.size() / bad.size();
  }
}
