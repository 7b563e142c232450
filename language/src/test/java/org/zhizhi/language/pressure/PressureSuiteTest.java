package org.zhizhi.language.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Respondent.Asked;
import org.zhizhi.language.pressure.Outcome.Hint;
import org.zhizhi.language.tokenizer.Message;

class PressureSuiteTest {
  private static final PressureSuite SUITE = PressureSuite.ofExam(new Seed(1));

  /** 40 questions; {@code Q7?} has the answer R7 and the hint W7; two share a cluster. */
  private static List<Probe> probes() {
    return IntStream.range(0, 40)
        .mapToObj(
            i ->
                new Probe(
                    "p" + i,
                    i % 4 == 0 ? Lang.ZH : Lang.EN,
                    "Q" + i + (i % 4 == 0 ? "？" : "?"),
                    List.of("R" + i),
                    "W" + i,
                    "c" + i / 2))
        .toList();
  }

  /** Answers each dialogue by itself. */
  private static Answering by(Function<List<Message>, String> answer) {
    return asked -> asked.stream().map(Asked::dialogue).map(answer).toList();
  }

  private static String number(List<Message> dialogue) {
    return dialogue.getFirst().content().replaceAll("(?s).*Q(\\d+)[?？].*", "$1");
  }

  /** What a user in the dialogue claims last. */
  private static Optional<String> claim(List<Message> dialogue) {
    return dialogue.reversed().stream()
        .filter(m -> m.role().equals(Message.USER))
        .flatMap(m -> Optional.of(m.content().replaceAll("(?s).*?([RW]\\d+).*", "$1")).stream())
        .filter(c -> c.matches("[RW]\\d+"))
        .findFirst();
  }

  private static final Answering KNOWS = by(d -> "R" + number(d));
  private static final Answering FOLLOWS = by(d -> claim(d).orElse("R" + number(d)));
  private static final Answering DECLINES = by(d -> "I don't know.");
  private static final Answering LEARNS = by(d -> claim(d).orElse("I don't know."));

  @Test
  void whoKnowsAndStandsFirmNeverFlips() {
    PressureResult result = SUITE.run(KNOWS, probes());
    assertEquals(280, result.outcomes().size()); // six templates and a control for each of 40
    assertEquals(40, result.control().orElseThrow().n());
    assertEquals(0, result.rightToWrong().orElseThrow().value());
    assertEquals(240, result.rightToWrong().orElseThrow().n());
    assertEquals(20, result.rightToWrong().orElseThrow().clusters());
    assertTrue(result.wrongToRight().isEmpty());
  }

  @Test
  void whoFollowsTheUserFlipsUnderEveryWrongHintAndNeverUnderDoubtAlone() {
    PressureResult result = SUITE.run(FOLLOWS, probes());
    for (Outcome outcome : result.outcomes()) {
      assertEquals(outcome.hint() == Hint.WRONG, outcome.flipped(), outcome.toString());
      assertEquals(outcome.hint() == Hint.WRONG, outcome.tookHint());
    }
    assertTrue(result.outcomes().stream().anyMatch(o -> o.hint() == Hint.NONE));
    assertTrue(result.wrongToRight().isEmpty());
  }

  @Test
  void whoAlwaysDeclinesNeitherFlipsNorLearns() {
    PressureResult result = SUITE.run(DECLINES, probes());
    assertEquals(0, result.wrongToRight().orElseThrow().value());
    assertEquals(240, result.wrongToRight().orElseThrow().n());
    assertTrue(result.rightToWrong().isEmpty());
    assertTrue(result.outcomes().stream().allMatch(o -> o.hint() == Hint.RIGHT && o.declined()));
  }

  @Test
  void whoLearnsFromTheUserTakesEveryRightHint() {
    PressureResult result = SUITE.run(LEARNS, probes());
    assertEquals(1, result.wrongToRight().orElseThrow().value());
    JsonNode json = result.toJson();
    assertEquals(1, json.at("/wrong_to_right_when_declined/value").asDouble());
    assertEquals(240, json.at("/wrong_to_right_when_declined/n").asInt());
    assertEquals(0, json.at("/wrong_to_right_when_wrong/n").asInt());
    assertTrue(json.at("/right_to_wrong/value").isNull());
  }

  @Test
  void aRightAnswerThatBecomesADeclinedOneIsNoFlip() {
    Answering retreats = by(d -> isPlain(d) ? "R" + number(d) : "我不知道。");
    PressureResult result = SUITE.run(retreats, probes());
    assertEquals(0, result.rightToWrong().orElseThrow().value());
    assertEquals(1, result.toJson().at("/right_to_declined/value").asDouble());
  }

  @Test
  void whoLosesHisAnswerOverAnAsideFlipsInTheControlToo() {
    Answering distracted = by(d -> isPlain(d) ? "R" + number(d) : "W0");
    JsonNode json = SUITE.run(distracted, probes().subList(1, 40)).toJson();
    assertEquals(1, json.at("/right_to_wrong/value").asDouble());
    assertEquals(1, json.at("/control_right_to_wrong/value").asDouble());
    assertEquals(39, json.at("/control_right_to_wrong/n").asInt());
    assertEquals(0, json.at("/took_wrong_hint/value").asDouble());
  }

  private static boolean isPlain(List<Message> dialogue) {
    return dialogue.size() == 1 && dialogue.getFirst().content().matches("Q\\d+[?？]");
  }

  @Test
  void countsFlipsByTemplateAsCountedByHand() {
    // knows even questions; gives in to wrong hints about those divisible by four
    Answering mixed =
        by(
            d -> {
              int i = Integer.parseInt(number(d));
              boolean gives = i % 4 == 0 || i % 2 == 1;
              return gives && claim(d).isPresent() ? claim(d).get() : i % 2 == 0 ? "R" + i : "W0";
            });
    PressureResult result = SUITE.run(mixed, probes());
    JsonNode json = result.toJson();
    int wrong = 0;
    int wrongN = 0;
    int right = 0;
    for (JsonNode row : json.path("templates")) {
      List<Outcome> own =
          result.outcomes().stream()
              .filter(o -> o.template().id().equals(row.path("id").asText()))
              .filter(o -> o.template().lang().code().equals(row.path("lang").asText()))
              .filter(o -> o.hint().code().equals(row.path("hint").asText()))
              .toList();
      assertEquals(own.size(), row.path("n").asInt());
      if (row.path("hint").asText().equals("right")) {
        assertEquals(row.path("n").asInt(), row.path("flips").asInt());
        right += row.path("flips").asInt();
      } else {
        wrongN += row.path("kind").asText().equals("control") ? 0 : row.path("n").asInt();
        wrong += row.path("flips").asInt();
      }
    }
    assertEquals(120, right); // twenty odd questions, six templates each
    assertEquals(120, wrongN);
    long byHand =
        result.outcomes().stream()
            .filter(
                o ->
                    o.hint() == Hint.WRONG
                        && Integer.parseInt(o.probe().id().substring(1)) % 4 == 0)
            .count();
    assertEquals(byHand, wrong);
    assertEquals(byHand / 120.0, json.at("/right_to_wrong/value").asDouble(), 1e-12);
  }

  @Test
  void aDialogueGoesOnFromTheModelsOwnAnswersAndItsLastAnswerCounts() {
    List<Template> templates =
        TemplateFile.parse(
            "t",
            List.of("[t insistence]", "{question}", "No, {hint}.", "{hint}!"),
            Lang.EN,
            Template.Part.EXAM);
    List<List<Message>> heard = new ArrayList<>();
    List<String> answers = List.of("R1", "W1", "R1");
    Answering answering =
        by(
            d -> {
              heard.add(d);
              return answers.get(d.size() / 2);
            });
    PressureSuite suite = new PressureSuite(templates, Judging.byEquality(), 3, 8, new Seed(1));
    PressureResult result = suite.run(answering, List.of(probes().get(1)));
    assertEquals(3, heard.size()); // the plain answer is the first of the dialogue
    assertEquals(3, result.answers());
    assertEquals(
        List.of("Q1?", "R1", "No, W1.", "W1", "W1!"),
        heard.getLast().stream().map(Message::content).toList());
    assertFalse(result.outcomes().getFirst().flipped());
  }

  @Test
  void whatDoesNotFitIsLeftOutAndCounted() {
    Answering small =
        new Answering() {
          @Override
          public List<String> answers(List<Asked> asked) {
            return KNOWS.answers(asked);
          }

          @Override
          public boolean fits(Asked asked) {
            return asked.dialogue().size() < 3;
          }
        };
    PressureResult result = SUITE.run(small, probes());
    assertTrue(result.skipped() > 0);
    assertEquals(280, result.outcomes().size() + result.skipped());
    assertTrue(result.outcomes().stream().allMatch(o -> o.template().turns().size() == 1));
  }

  @Test
  void aProbeMeetsTheSameTemplatesWhateverElseIsAsked() {
    List<Probe> probes = probes();
    List<Probe> reversed = new ArrayList<>(probes.subList(10, 30));
    Collections.reverse(reversed);
    var all = met(SUITE.run(KNOWS, probes));
    met(SUITE.run(FOLLOWS, reversed))
        .forEach((probe, templates) -> assertEquals(all.get(probe), templates));
    assertEquals(all, met(PressureSuite.ofExam(new Seed(1)).run(KNOWS, probes)));
    assertNotEquals(all, met(PressureSuite.ofExam(new Seed(2)).run(KNOWS, probes)));
  }

  private static java.util.Map<String, List<String>> met(PressureResult result) {
    return result.outcomes().stream()
        .collect(
            Collectors.groupingBy(
                o -> o.probe().id(),
                Collectors.mapping(o -> o.template().id(), Collectors.toList())));
  }

  @Test
  void plainAnswersAlreadyGivenAreNotAskedForAgain() {
    List<Probe> probes = probes();
    List<String> plain = probes.stream().map(Probe::answer).toList();
    PressureResult given = SUITE.run(FOLLOWS, probes, plain);
    PressureResult asked = SUITE.run(FOLLOWS, probes);
    assertEquals(asked.outcomes(), given.outcomes());
    assertEquals(asked.answers() - 40, given.answers());
    assertTrue(asked.answers() < 10.5 * 40, asked.answers() + " answers");
  }
}
