package org.zhizhi.language.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;

class HeldOutTest {
  /** A document that is its content, so many tokens long. */
  private record Text(String content, int tokens) {}

  private record Sides(List<Text> train, List<Text> held) {}

  private static Sides sides(HeldOut rule, List<Text> corpus) {
    HeldOut.Choice<Text> choice = rule.new Choice<>();
    List<Text> train = new ArrayList<>();
    for (Text text : corpus) {
      train.addAll(choice.add(text, HeldOut.hash(text.content), text.tokens));
    }
    return new Sides(train, choice.held());
  }

  @Test
  void whatIsHeldOutIsSpreadOverTheWholeCorpus() {
    List<Text> corpus = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      corpus.add(new Text("document " + i, 100));
    }
    List<Text> held = sides(new HeldOut(0.1, 40_000), corpus).held;
    assertEquals(400, held.size());
    int[] quarters = new int[4];
    held.forEach(text -> quarters[corpus.indexOf(text) / 10_000]++);
    for (int quarter : quarters) { // binomial: 100 expected, standard deviation 8.7
      assertEquals(100, quarter, 35);
    }
    assertTrue(corpus.indexOf(held.getFirst()) < corpus.indexOf(held.getLast()), "in order");
  }

  @Test
  void onePassChoosesWhatSortingTheWholeCorpusByHashWould() {
    SplittableRandom random = new Seed(11).split("held").random();
    for (int trial = 0; trial < 300; trial++) {
      List<Text> corpus = new ArrayList<>();
      Map<String, Integer> lengths = new HashMap<>();
      for (int i = random.nextInt(200); i > 0; i--) {
        String content = "text " + random.nextInt(150); // some are copies
        int length = lengths.computeIfAbsent(content, c -> random.nextInt(1, 400));
        corpus.add(new Text(content, length));
      }
      HeldOut rule = new HeldOut(random.nextInt(4) / 3.0, random.nextInt(4) * 300L);
      Set<String> held = sorted(rule, corpus);
      Sides sides = sides(rule, corpus);
      assertEquals(corpus.stream().filter(t -> held.contains(t.content)).toList(), sides.held);
      Comparator<Text> any = Comparator.comparing(Text::content);
      assertEquals(
          corpus.stream().filter(t -> !held.contains(t.content)).sorted(any).toList(),
          sides.train.stream().sorted(any).toList());
    }
  }

  /** The contents that are held out, found by sorting. */
  private static Set<String> sorted(HeldOut rule, List<Text> corpus) {
    List<String> byHash =
        corpus.stream()
            .map(Text::content)
            .distinct()
            .filter(content -> (HeldOut.hash(content) >>> 11) * 0x1p-53 < rule.share())
            .sorted((a, b) -> Long.compareUnsigned(HeldOut.hash(a), HeldOut.hash(b)))
            .toList();
    Set<String> held = new HashSet<>();
    long tokens = 0;
    for (String content : byHash) {
      List<Text> copies = corpus.stream().filter(t -> t.content.equals(content)).toList();
      tokens += copies.stream().mapToLong(Text::tokens).sum();
      boolean one = rule.maxTokens() > 0 && held.isEmpty() && copies.size() == 1;
      if (tokens > rule.maxTokens() && !one) {
        break;
      }
      held.add(content);
    }
    return held;
  }

  @Test
  void aCorpusOfLongDocumentsHoldsOutOne() {
    List<Text> corpus = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      corpus.add(new Text("book " + i, 3_000_000));
    }
    assertEquals(1, sides(new HeldOut(1, 1_000_000), corpus).held.size());
    assertEquals(50, sides(HeldOut.NONE, corpus).train.size());
  }

  @Test
  void underTheBoundTheOrderStays() {
    List<Text> corpus = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      corpus.add(new Text("document " + i, 7));
    }
    Sides sides = sides(HeldOut.DEFAULT, corpus);
    assertEquals(40, sides.held.size(), 25);
    Set<Text> held = new HashSet<>(sides.held);
    assertEquals(corpus.stream().filter(t -> !held.contains(t)).toList(), sides.train);
  }
}
