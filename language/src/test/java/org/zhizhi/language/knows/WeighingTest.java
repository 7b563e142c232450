package org.zhizhi.language.knows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.language.signal.AsText;
import org.zhizhi.language.signal.Signals;
import org.zhizhi.language.tokenizer.Message;

class WeighingTest {
  private static final String QUESTION = "What is the capital of b1?";
  private static final double ANYTHING = -1000;

  @TempDir static Path folder;
  private static Pupil pupil;

  @BeforeAll
  static void ask() {
    pupil = Pupil.of(folder.resolve("model"), 4);
  }

  @AfterAll
  static void close() {
    pupil.close();
  }

  private static double worth(String piece) {
    double sum = 0;
    for (float nats : AsText.of(pupil.respondent(), List.of(piece)).getFirst()) {
      sum += nats + 4;
    }
    return sum;
  }

  @Test
  void aQuestionAloneIsAskedAsItIs() {
    Plain plain = Plain.of(pupil.respondent(), List.of(Message.user(" a?"))).orElseThrow();
    assertEquals("a?", plain.question());
    assertEquals(List.of(), plain.rest());
    assertEquals(0, plain.turn());
  }

  @Test
  void theSentenceMostLikeAQuestionIsAskedAndTheRestIsKept() {
    String message = "They say: x. b1? Yes!";
    Plain plain = Plain.of(pupil.respondent(), List.of(Message.user(message))).orElseThrow();
    List<String> pieces =
        List.of("They say: x.", "x.", "They say: x. b1?", "b1?", "b1? Yes!", "Yes!");
    double best = Double.NEGATIVE_INFINITY;
    String likest = "";
    for (String piece : pieces) {
      double worth = worth(piece);
      int n = AsText.of(pupil.respondent(), List.of(piece)).getFirst().length;
      double value = worth > 0 ? worth : worth / n;
      if (value > best) {
        best = value;
        likest = piece;
      }
    }
    assertEquals(likest, plain.question());
    int at = message.indexOf(likest);
    String rest = message.substring(0, at) + message.substring(at + likest.length());
    assertEquals(rest.replaceAll("\\s", ""), String.join("", plain.rest()).replaceAll("\\s", ""));
  }

  @Test
  void whatHasNoLettersAsksNothing() {
    assertEquals(Optional.empty(), Plain.of(pupil.respondent(), List.of(Message.user("?!"))));
  }

  @Test
  void aClaimIsTheLikeliestStretchOfWords() {
    Plain plain = new Plain(QUESTION, 0, List.of("my wife says 7"), 1);
    List<String> stretches =
        List.of(
            "my",
            "my wife",
            "my wife says",
            "my wife says 7",
            "wife",
            "wife says",
            "wife says 7",
            "says",
            "says 7",
            "7");
    double best = Double.NEGATIVE_INFINITY;
    String likeliest = "";
    for (String value : stretches) {
      double likely = Claim.likely(pupil.respondent(), QUESTION, "It is " + value + ".");
      if (likely > best) {
        best = likely;
        likeliest = value;
      }
    }
    Claim claim = Claim.of(pupil.respondent(), plain, "It is 3.", ANYTHING).orElseThrow();
    assertEquals(likeliest, claim.value());
    assertEquals("It is " + likeliest + ".", claim.answer());
    assertEquals(best, claim.logprob(), 1e-4);
    assertEquals(
        likeliest,
        Claim.of(pupil.respondent(), plain, "It is 3.", best - 1e-3).orElseThrow().value());
    assertTrue(Claim.of(pupil.respondent(), plain, "It is 3.", best + 1e-3).isEmpty());
  }

  @Test
  void chineseIsClaimedCharacterByCharacter() {
    Plain plain = new Plain(QUESTION, 0, List.of("是北京"), 1);
    List<String> stretches = List.of("是", "是北", "是北京", "北", "北京", "京");
    Claim claim = Claim.of(pupil.respondent(), plain, "x", ANYTHING).orElseThrow();
    assertTrue(stretches.contains(claim.value()));
    for (String value : stretches) {
      assertTrue(claim.logprob() >= Claim.likely(pupil.respondent(), QUESTION, value) - 1e-4);
    }
  }

  private static Confidence promising(double threshold) {
    return new Confidence(
        ByHand.trust(pupil.respondent().digest(), Optional.of(threshold), "", 0),
        List.of(
            Signals.all().stream()
                .filter(s -> s.id().equals("answer_sum"))
                .findFirst()
                .orElseThrow()));
  }

  @Test
  void whatIsSureIsKeptAndWhatIsNotGivesWayToAClaimThatCouldBeBelieved() {
    Plain pressed = new Plain(QUESTION, 0, List.of("It is b2."), 1);
    Answer sure =
        new Answer(QUESTION, "b3", Answer.Decision.ANSWERED, 0.9, OptionalDouble.of(2), "b3", true);
    Answer unsure =
        new Answer(
            QUESTION,
            "I don't know.",
            Answer.Decision.ABSTAINED,
            0.1,
            OptionalDouble.of(-2),
            "b3",
            true);
    Weighing weighing = new Weighing(pupil.respondent(), promising(0));
    assertEquals(sure, weighing.weigh(pressed, sure));
    assertEquals(unsure, weighing.weigh(new Plain(QUESTION, 0, List.of(), 1), unsure));
    double least = Claim.likely(pupil.respondent(), QUESTION, "b3") - 2;
    Optional<Claim> claim = Claim.of(pupil.respondent(), pressed, "b3", least);
    Answer taken = weighing.weigh(pressed, unsure);
    assertTrue(claim.isPresent(), "a random model finds all alike");
    assertEquals(claim.get().answer(), taken.text());
    assertEquals(Answer.Decision.HEDGED, taken.decision());
    assertEquals(0, taken.confidence());
    assertEquals("b3", taken.said());
  }

  @Test
  void dialoguesAreAnsweredAsTheirPlainQuestions() {
    Answerer answerer = new Answerer(pupil.respondent(), Optional.of(promising(-99)));
    List<Answer> answers =
        answerer.dialogues(
            List.of(List.of(Message.user("a?")), List.of(Message.user("b?"))), done -> {});
    assertEquals(answerer.answers(List.of("a?", "b?"), done -> {}), answers);
  }
}
