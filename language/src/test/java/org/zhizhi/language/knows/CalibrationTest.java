package org.zhizhi.language.knows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.language.exam.TinyModel;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.facts.Lang;
import org.zhizhi.language.generate.Completion;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.language.signal.Signals;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.guarantee.Aim;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.selective.TrustFile;

class CalibrationTest {
  private static final Aim AIM = new Aim(0.1, 0.9);
  private static final int N = 198;
  private static final int HALF = N / 2;

  @TempDir static Path folder;
  private static Pupil pupil;

  @BeforeAll
  static void ask() {
    pupil = Pupil.of(folder.resolve("model"), N);
  }

  @AfterAll
  static void close() {
    pupil.close();
  }

  @AfterEach
  void forget() throws IOException {
    Files.deleteIfExists(pupil.folder().resolve(TrustFile.NAME));
    Files.deleteIfExists(pupil.folder().resolve("probe.txt"));
  }

  private static QuestionSet set(List<QuestionSet.Item> items) {
    return new QuestionSet("mine.jsonl", "d", items);
  }

  private static Calibration calibration(Aim aim) {
    return new Calibration(pupil.respondent(), aim, new Seed(1));
  }

  /** The first half of the questions tunes, the second calibrates. */
  private static Found halves(List<QuestionSet.Item> items, Aim aim) {
    return calibration(aim)
        .of(
            List.of(),
            List.of(set(items.subList(0, HALF))),
            List.of(set(items.subList(HALF, N))),
            done -> {});
  }

  @Test
  void whatIsFoundIsWhatAnsweringByTheFileGives() {
    List<QuestionSet.Item> items = pupil.items(12, 5);
    Found found = halves(items, AIM);
    Path file = found.write(pupil.folder());
    List<QuestionSet.Item> held = items.subList(HALF, N);
    List<Answer> answers =
        new Answerer(pupil.respondent())
            .answers(held.stream().map(QuestionSet.Item::question).toList(), done -> {});
    int answered = 0;
    int wrong = 0;
    double wins = 0;
    long pairs = 0;
    for (int i = 0; i < held.size(); i++) {
      Answer a = answers.get(i);
      boolean right = held.get(i).right(a.said());
      answered += a.answered() ? 1 : 0;
      wrong += a.answered() && !right ? 1 : 0;
      assertTrue(a.calibrated());
      assertEquals(
          a.answered() ? a.said() : Answer.declining(Lang.of(a.question())), a.text(), "" + a);
      for (int j = 0; j < held.size(); j++) {
        if (right && !held.get(j).right(answers.get(j).said())) {
          double difference = a.score().orElseThrow() - answers.get(j).score().orElseThrow();
          wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    Guarantee.Reached reached = (Guarantee.Reached) found.guarantee();
    assertEquals(reached.answered(), answered);
    assertEquals(reached.wrong(), wrong);
    assertEquals(HALF, reached.n());
    assertEquals(HALF / 3, reached.groups());
    assertEquals(wins / pairs, found.auroc().orElseThrow().value(), 1e-12);
    assertTrue(found.coverage() > 0.2 && found.coverage() <= found.perfect(), found::summary);
    assertTrue(found.needed().isEmpty());

    TrustFile read = TrustFile.read(file, pupil.respondent().digest());
    assertEquals(
        List.of(
            new TrustFile.Source("mine.jsonl", "d", "tuning", HALF),
            new TrustFile.Source("mine.jsonl", "d", "calibration", HALF)),
        read.data());
    assertEquals(Signals.quick().stream().map(Signal::id).toList(), read.signals());
    JsonNode json = found.json();
    assertTrue(json.path("reached").asBoolean());
    assertEquals(reached.threshold(), json.at("/bound/score").asDouble());
    assertEquals(
        read.selective().confidenceAtThreshold().orElseThrow(),
        json.at("/bound/threshold").asDouble(),
        1e-12);
    assertTrue(found.summary().contains("at most 10 % are wrong, with 90 % confidence"));
    assertTrue(found.summary().contains("错的至多 10%（置信度 90%）"));
  }

  @Test
  void oneQuestionIsAnsweredAsAmongMany() {
    halves(pupil.items(12, 5), AIM).write(pupil.folder());
    Answerer answerer = new Answerer(pupil.respondent());
    List<String> questions = List.of("a12的首都是哪里？", "What is it?", "x");
    List<Answer> together = answerer.answers(questions, done -> {});
    for (int i = 0; i < questions.size(); i++) {
      assertEquals(together.get(i), answerer.answer(questions.get(i)));
    }
  }

  @Test
  void theSameSeedWritesTheSameFile() {
    List<QuestionSet.Item> items = pupil.items(12, 5);
    List<ObjectNode> written = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      Found found =
          new Calibration(pupil.respondent(), AIM, new Seed(seed))
              .of(List.of(set(items.subList(0, 132))), done -> {});
      ObjectNode json = (ObjectNode) Json.read(found.write(pupil.folder()));
      json.remove("created");
      written.add(json);
    }
    assertEquals(written.get(0), written.get(1));
    assertNotEquals(written.get(0), written.get(2));
  }

  @Test
  void aModelWhoseSurestAnswersAreWrongGetsNoPromiseButAConfidence() {
    List<QuestionSet.Item> items = pupil.items(0, 0.5); // right whatever it shows
    Found found = halves(items, AIM);
    Guarantee.Unreached unreached = (Guarantee.Unreached) found.guarantee();
    assertEquals(HALF, unreached.n());
    assertTrue(found.needed().isEmpty());
    assertEquals(0, found.coverage());
    assertTrue(found.summary().contains("more questions will not help"), found::summary);
    assertFalse(found.json().path("reached").asBoolean());
    found.write(pupil.folder());
    Answer answer = new Answerer(pupil.respondent()).answer("What is it?");
    assertEquals(Answer.Decision.ANSWERED, answer.decision());
    double share = (double) found.right() / found.n();
    assertEquals(share, answer.confidence(), 0.35);
  }

  @Test
  void tooFewGoodAnswersAreToldWithHowManyQuestionsItTakes() {
    List<QuestionSet.Item> items = pupil.items(400, -100);
    Found found =
        new Calibration(
                pupil.respondent(),
                Signals.quick().subList(0, 1),
                Learning.NONE,
                new Aim(0.05, 0.95),
                new Seed(1))
            .of(
                List.of(),
                List.of(set(items.subList(0, 99))),
                List.of(set(items.subList(99, 165))),
                done -> {});
    Guarantee.Unreached unreached = (Guarantee.Unreached) found.guarantee();
    assertTrue(unreached.tooFew(), unreached::toString);
    assertTrue(found.summary().contains("too few to tell (at least 59 are"), found::summary);
  }

  /** A probe that knows the right answers, to see that it is used, kept and found again. */
  private static final class Oracle implements Learning {
    private final Map<String, Boolean> right = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    private Signal signal() {
      return new Signal() {
        @Override
        public String id() {
          return "probe";
        }

        @Override
        public Cost cost() {
          return Cost.READING;
        }

        @Override
        public double of(Evidence evidence) {
          return right.get(evidence.question()) ? 1 : 0;
        }
      };
    }

    @Override
    public int least() {
      return N / 3;
    }

    @Override
    public boolean samples() {
      return true;
    }

    @Override
    public Learned fit(List<Evidence> evidence, boolean[] outcomes, Groups groups, Seed seed) {
      assertEquals(evidence.size(), outcomes.length);
      assertEquals(evidence.size(), groups.n());
      assertEquals(evidence.size(), 3 * groups.count());
      for (int i = 0; i < outcomes.length; i++) {
        assertEquals(right.get(evidence.get(i).question()), outcomes[i]);
        assertEquals(3, evidence.get(i).samples().size());
        asked.add(evidence.get(i).question());
      }
      return new Learned() {
        @Override
        public List<Signal> signals() {
          return List.of(signal());
        }

        @Override
        public void write(Path model, String digest) {
          try {
            Files.writeString(model.resolve("probe.txt"), digest);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        }
      };
    }

    @Override
    public List<Signal> read(Path model, String digest) {
      return Files.exists(model.resolve("probe.txt")) ? List.of(signal()) : List.of();
    }
  }

  @Test
  void whatMustBeLearnedFirstHasQuestionsOfItsOwn() {
    Oracle oracle = new Oracle();
    List<QuestionSet.Item> items = pupil.items(0, 0.5);
    items.forEach(
        item -> oracle.right.put(item.question(), item.right(pupil.said(item.question()))));
    Calibration calibration =
        new Calibration(pupil.respondent(), Signals.quick(), oracle, AIM, new Seed(1));
    long[] last = {0};
    Found found = calibration.of(List.of(set(items)), done -> last[0] = done);
    assertEquals(N, last[0]);
    assertEquals(N / 3, oracle.asked.size());
    assertEquals(
        List.of("probes " + N / 3, "tuning " + N / 3, "calibration " + N / 3),
        found.trust().data().stream().map(s -> s.use() + " " + s.n()).toList());
    assertEquals(1, found.auroc().orElseThrow().value());
    assertTrue(found.summary().contains("0 of them wrong, are too few"), found::summary);

    found.write(pupil.folder());
    assertEquals(
        "probe",
        Confidence.of(pupil.respondent(), oracle).orElseThrow().trust().signals().getLast());
    BadInput unknown = assertThrows(BadInput.class, () -> Confidence.of(pupil.respondent()));
    assertTrue(unknown.getMessage().contains("signal \"probe\" is not known"), unknown::getMessage);
  }

  @Test
  void tooFewQuestionsAndThingsOnBothSidesAreRefused() {
    List<QuestionSet.Item> items = pupil.items(12, 5);
    BadInput few =
        assertThrows(
            BadInput.class,
            () -> calibration(AIM).of(List.of(set(items.subList(0, 36))), done -> {}));
    assertEquals(
        "mine.jsonl: 18 questions about 6 things for tuning, at least 22 about 20 are needed; give"
            + " 88 questions or more, better 880",
        few.getMessage());
    BadInput shared =
        assertThrows(
            BadInput.class,
            () ->
                calibration(AIM)
                    .of(
                        List.of(),
                        List.of(set(items.subList(0, 100))),
                        List.of(set(items.subList(100, N))),
                        done -> {}));
    assertTrue(shared.getMessage().contains("for tuning and for calibration"), shared::getMessage);
  }

  @Test
  void theFileOfAnotherModelIsRefused() throws IOException {
    Path file = halves(pupil.items(12, 5), AIM).write(pupil.folder());
    TinyModel other = TinyModel.write(folder.resolve("other"), 4);
    Files.copy(file, other.folder().path().resolve(TrustFile.NAME));
    try (Respondent respondent = new Respondent(other.folder(), 1)) {
      BadInput refused = assertThrows(BadInput.class, () -> new Answerer(respondent));
      assertTrue(refused.getMessage().contains("the model here is"), refused::getMessage);
    }
  }

  @Test
  void withoutCalibrationEverythingIsAnsweredAndSoItSays() {
    Answer answer = new Answerer(pupil.respondent()).answer("What is it?");
    assertFalse(answer.calibrated());
    assertTrue(answer.answered());
    assertEquals(answer.said(), answer.text());
    assertEquals(OptionalDouble.empty(), answer.score());
    Completion said =
        new Questioning(pupil.respondent(), List.of())
            .ask(List.of("What is it?"), done -> {})
            .getFirst()
            .answer();
    assertEquals(Math.exp(said.logprob()), answer.confidence());
    assertEquals(
        "[text, decision, confidence, calibrated]",
        answer.json().propertyStream().map(Map.Entry::getKey).toList().toString());
  }

  @Test
  void whoSaysThatItDoesNotKnowGivesNoAnswer() {
    Evidence given =
        new Questioning(pupil.respondent(), List.of()).ask(List.of("x"), done -> {}).getFirst();
    Evidence declined =
        new Evidence(
            "它在哪里？",
            new Completion(List.of(), " 我不知道。", Completion.End.STOP),
            given.text(),
            given.reading(),
            List.of(),
            OptionalDouble.empty());
    Answer answer = new Answerer(pupil.respondent()).answer("它在哪里？", declined);
    assertEquals(Answer.Decision.ABSTAINED, answer.decision());
    assertEquals("我不知道。", answer.text());
    assertEquals(0, answer.confidence());

    QuestionSet.Item item = new QuestionSet.Item("x", List.of(given.said()), "x");
    Asked asked =
        Asked.of(Part.of("tuning", List.of(set(List.of(item, item)))), List.of(declined, given));
    assertEquals(2, asked.n());
    assertEquals(List.of(given), asked.evidence());
    assertTrue(asked.right()[0]);
  }

  @Test
  void theWordsForDecliningCountAsSuch() {
    for (Lang lang : Lang.values()) {
      assertTrue(Answers.declines(Answer.declining(lang)));
      assertEquals(lang, Lang.of(Answer.declining(lang)));
    }
  }
}
