package org.zhizhi.language.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Respondent.Asked;
import org.zhizhi.language.pressure.Consistency.Agreement;
import org.zhizhi.language.pressure.Consistency.Choice;
import org.zhizhi.language.pressure.Consistency.Item;

class ConsistencyTest {
  private static final Consistency CONSISTENCY =
      new Consistency(Judging.byEquality(), 32, new Seed(1));

  private static Item item(String id, String... forms) {
    return new Item(id, "c" + id, List.of(forms), List.of("Oslo", "奥斯陆"));
  }

  @Test
  void repeatsAgreeByTheShareOfPairs() {
    List<String> said = List.of("It is Oslo.", "Oslo", "奥斯陆", "Bergen", "I don't know.");
    Answering answering = asked -> said.subList(0, asked.size());
    Agreement agreement =
        CONSISTENCY.repeats(answering, List.of(item("a", "Q?")), 5, 0.7).getFirst();
    assertEquals(3 / 10.0, agreement.agree()); // three pairs of the three that say Oslo
    assertEquals(said, agreement.said());
  }

  @Test
  void eachRepeatHasAStreamOfItsOwnThatFollowsFromItsItem() {
    List<Asked> heard = new ArrayList<>();
    Answering answering =
        asked -> {
          heard.addAll(asked);
          return asked.stream().map(a -> "x").toList();
        };
    CONSISTENCY.repeats(answering, List.of(item("a", "Q?"), item("b", "Q?")), 4, 0.7);
    assertEquals(8, heard.stream().map(Asked::stream).distinct().count());
    assertTrue(heard.stream().allMatch(a -> a.sampling().temperature() == 0.7));
    List<Asked> before = List.copyOf(heard);
    heard.clear();
    CONSISTENCY.repeats(answering, List.of(item("b", "Q?")), 4, 0.7);
    assertEquals(before.subList(4, 8), heard);
    heard.clear();
    new Consistency(Judging.byEquality(), 32, new Seed(2))
        .repeats(answering, List.of(item("b", "Q?")), 4, 0.7);
    assertNotEquals(before.subList(4, 8), heard);
  }

  @Test
  void repeatsEstimateHowProbablyTwoTriesAgreeWhateverTheirNumber() {
    SplittableRandom random = new Seed(9).random();
    Answering answering =
        asked -> asked.stream().map(a -> random.nextDouble() < 0.8 ? "Oslo" : "Bergen").toList();
    List<Item> items = IntStream.range(0, 4000).mapToObj(i -> item("i" + i, "Q?")).toList();
    for (int k : new int[] {2, 5}) {
      Rate rate = Consistency.rate(CONSISTENCY.repeats(answering, items, k, 0.7)).orElseThrow();
      assertEquals(0.8 * 0.8 + 0.2 * 0.2, rate.value(), 4 * rate.stderr());
    }
  }

  @Test
  void oneTryCannotAgreeOrDisagree() {
    assertThrows(
        IllegalArgumentException.class, () -> CONSISTENCY.repeats(a -> List.of(), List.of(), 1, 1));
  }

  @Test
  void paraphrasesAgreeByTheShareOfPairsOfForms() {
    Answering answering =
        asked -> asked.stream().map(a -> a.dialogue().getFirst().content()).toList();
    List<Agreement> all =
        CONSISTENCY.paraphrases(
            answering,
            List.of(item("a", "Oslo", "奥斯陆", "Bergen"), item("b", "Q?"), item("c", "x", "x")));
    assertEquals(List.of("a", "c"), all.stream().map(Agreement::id).toList());
    assertEquals(1 / 3.0, all.getFirst().agree(), 1e-12);
    assertEquals(1, all.getLast().agree());
    Rate rate = Consistency.rate(all).orElseThrow();
    assertEquals(2 / 3.0, rate.value(), 1e-12);
    assertEquals(1 / 3.0, rate.stderr(), 1e-12); // half the difference of two
    var json = Consistency.toJson(List.of(), all, List.of());
    assertEquals(2, json.at("/paraphrases_agree/n").asInt());
    assertEquals(rate.value(), json.at("/paraphrases_agree/value").asDouble());
    assertEquals(1, json.size()); // what was not measured is left out
  }

  @Test
  void whoChoosesByContentAgreesAndWhoChoosesByPlaceDoesNot() {
    Choice choice = new Choice("a", "c", Lang.EN, "Q?", List.of("x", "y", "z"));
    List<List<String>> shown = new ArrayList<>();
    Choosing content =
        s -> {
          shown.add(s.options());
          return OptionalInt.of(s.options().indexOf("y"));
        };
    Agreement agreement = CONSISTENCY.rotations(content, List.of(choice)).getFirst();
    assertEquals(1, agreement.agree());
    assertEquals(
        List.of(List.of("x", "y", "z"), List.of("y", "z", "x"), List.of("z", "x", "y")), shown);
    Agreement first = CONSISTENCY.rotations(s -> OptionalInt.of(0), List.of(choice)).getFirst();
    assertEquals(0, first.agree());
    assertEquals(List.of("x", "y", "z"), first.said());
    assertTrue(CONSISTENCY.rotations(s -> OptionalInt.empty(), List.of(choice)).isEmpty());
  }

  @Test
  void blindChoiceAgreesAsOftenAsChanceHasIt() {
    SplittableRandom random = new Seed(4).random();
    List<Choice> choices =
        IntStream.range(0, 6000)
            .mapToObj(i -> new Choice("i" + i, "c" + i, Lang.ZH, "问？", List.of("甲", "乙", "丙")))
            .toList();
    Rate rate =
        Consistency.rate(CONSISTENCY.rotations(s -> OptionalInt.of(random.nextInt(3)), choices))
            .orElseThrow();
    assertEquals(1 / 9.0, rate.value(), 4 * rate.stderr());
  }

  @Test
  void optionsAreShownBehindLetters() {
    assertEquals(
        "Q?\nA. x\nB. y\nAnswer with the letter of the option.",
        new Choosing.Shown(Lang.EN, "Q?", List.of("x", "y")).text());
    assertThrows(
        IllegalArgumentException.class, () -> new Choosing.Shown(Lang.EN, "Q?", List.of("x")));
  }
}
