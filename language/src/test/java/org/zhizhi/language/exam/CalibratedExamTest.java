package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Digest;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.language.exam.page.ExamPage;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.knows.Answer;
import org.zhizhi.language.knows.Answerer;
import org.zhizhi.language.knows.ByHand;
import org.zhizhi.trust.selective.TrustFile;

/** A random model with a calibration made by hand sits an exam. */
class CalibratedExamTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static final int N = 40;

  @TempDir Path folder;
  private TinyModel model;
  private Path exam;
  private List<String> questions;

  /** What it says without calibration. */
  private List<Answer> plain;

  @BeforeEach
  void writeExam() throws IOException {
    model = TinyModel.write(folder.resolve("model"), 7);
    questions = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      questions.add((char) ('a' + i % 26) + "" + i + (i % 2 == 0 ? "？" : "?"));
    }
    plain = answers();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      ObjectNode line = Json.object().put("id", "q" + i).put("question", questions.get(i));
      line.putArray("answers").add(isRight(i) ? plain.get(i).said() : "something else");
      line.put("known", i % 4 != 0).put("entity", "e" + i / 2);
      lines.add(Json.line(line));
    }
    exam = Files.write(folder.resolve("exam.jsonl"), lines);
  }

  private boolean isRight(int i) {
    return i % 3 == 0 && plain.get(i).answered();
  }

  private List<Answer> answers() {
    try (Respondent respondent = new Respondent(model.folder(), 1)) {
      return new Answerer(respondent).answers(questions, done -> {});
    }
  }

  /** Calibrates the model: the {@code share} that score best are answered. */
  private double calibrate(double share, String seen) {
    Path file = model.folder().path().resolve(TrustFile.NAME);
    ByHand.trust(model.folder().digest(), Optional.of(0.0), "", 0).write(file);
    double[] scores = answers().stream().mapToDouble(a -> a.score().orElse(-99)).sorted().toArray();
    double threshold = scores[(int) ((1 - share) * N)];
    ByHand.trust(model.folder().digest(), Optional.of(threshold), seen, scores).write(file);
    return threshold;
  }

  private ObjectNode sit(Path out, Settings.Asking asking) {
    Settings settings = new Settings(OptionalInt.empty(), 0, 2, asking, true, 4, new Seed(5));
    List<Section> sections = List.of(new SelfKnowledge(), new Promise(), new Steadiness(1));
    ObjectNode told =
        new Examination(List.of(exam), settings, sections, 1, "0")
            .run(model.folder(), Optional.empty(), out, NOWHERE, true);
    JsonNode written = Json.read(out.resolve("exam.json"));
    assertEquals(Json.line(written), Json.line(told));
    return (ObjectNode) written;
  }

  private static ObjectNode without(JsonNode exam, String... fields) {
    return ((ObjectNode) exam.deepCopy()).remove(List.of(fields));
  }

  @Test
  void itemsCarryTheConfidenceAndTheDecisionThatTheAnswererGives() {
    double threshold = calibrate(0.5, "x");
    ObjectNode sat = sit(folder.resolve("out"), Settings.Asking.AUTO);
    List<Answer> answers = answers();
    int answered = 0;
    int wrong = 0;
    double brier = 0;
    for (int i = 0; i < N; i++) {
      JsonNode item = sat.at("/exams/0/items").path(i);
      Answer answer = answers.get(i);
      boolean right = item.at("/before/right").asBoolean();
      assertEquals(isRight(i), right, questions.get(i));
      assertEquals(answer.said(), item.path("answer").asText());
      assertEquals(answer.confidence(), item.path("confidence").asDouble());
      assertEquals(!answer.answered(), item.path("declined").asBoolean());
      assertEquals(right && answer.answered(), item.path("right").asBoolean());
      assertEquals(!plain.get(i).answered(), item.at("/before/declined").asBoolean());
      if (plain.get(i).answered()) {
        assertEquals(plain.get(i).confidence(), item.at("/before/confidence").asDouble(), 1e-12);
      }
      answered += answer.answered() ? 1 : 0;
      wrong += answer.answered() && !right ? 1 : 0;
      brier += Math.pow(answer.confidence() - (right ? 1 : 0), 2) / N;
    }
    assertEquals(N, sat.at("/trust/covered").asInt());
    assertFalse(sat.path("trust").has("seen"));
    assertEquals(
        1 - (double) answered / N, sat.at("/exams/0/scores/declined/value").asDouble(), 1e-12);
    assertEquals(brier, sat.path("brier").asDouble(), 1e-12);

    JsonNode bound = sat.path("bound");
    assertEquals(0.05, bound.path("risk").asDouble());
    assertEquals(0.9, bound.path("confidence").asDouble());
    assertEquals(threshold, bound.path("score").asDouble());
    assertEquals(
        1 / (1 + Math.exp(-ByHand.SLOPE * threshold)), bound.path("threshold").asDouble(), 1e-12);
    assertEquals((double) answered / N, bound.path("coverage").asDouble(), 1e-12);
    assertEquals(answered, bound.path("answered").asInt());
    assertEquals(wrong, bound.path("wrong").asInt());
    assertEquals((double) wrong / answered, bound.path("wrong_share").asDouble(), 1e-12);
    assertEquals(120, bound.path("n").asInt());
    assertFalse(bound.path("kept").asBoolean(), "two answers in three are wrong");
    assertTrue(bound.path("best").asDouble() <= bound.path("coverage").asDouble());
    assertFalse(sat.at("/shift/warns").asBoolean(), "the very scores it was calibrated on");
    assertFalse(sat.has("resplits"), "twenty things are too few to split");
  }

  @Test
  void withoutCalibrationTheExamIsWhatItWasBefore() throws IOException {
    ObjectNode uncalibrated = sit(folder.resolve("before"), Settings.Asking.AUTO);
    assertTrue(Files.notExists(folder.resolve("before").resolve(Examination.UNCALIBRATED)));
    assertFalse(uncalibrated.has("trust") || uncalibrated.has("bound"));
    calibrate(0.5, "x");
    Path out = folder.resolve("after");
    ObjectNode calibrated = sit(out, Settings.Asking.AUTO);
    JsonNode plain = Json.read(out.resolve(Examination.UNCALIBRATED));
    assertEquals(without(uncalibrated, "created"), without(plain, "created"));
    assertEquals(uncalibrated.path("consistency"), calibrated.path("consistency"));
    assertTrue(calibrated.at("/pressure/wrong_to_right_when_declined/n").asInt() > 0, "as in use");
    assertEquals(uncalibrated.path("auroc"), calibrated.at("/before/auroc"));
    assertEquals(uncalibrated.path("ece"), calibrated.at("/before/ece"));

    long size = Files.size(out.resolve("answers.jsonl"));
    assertEquals(
        without(calibrated, "created"), without(sit(out, Settings.Asking.AUTO), "created"));
    assertEquals(size, Files.size(out.resolve("answers.jsonl")), "something was asked again");

    Path page = folder.resolve("exam.html");
    ExamPage.write(page, calibrated, Optional.of(plain));
    String html = Files.readString(page);
    assertTrue(html.contains("not calibrated") && html.contains("校准前"));
    assertTrue(html.contains("Is the promise kept?"));
  }

  @Test
  void anExamThatItWasCalibratedOnShowsNothingAndSaysSo() {
    calibrate(0.5, Digest.of(exam));
    ObjectNode sat = sit(folder.resolve("out"), Settings.Asking.AUTO);
    assertEquals(exam.toString(), sat.at("/trust/seen/0").asText());
    assertTrue(ExamTable.of(sat).contains("WARNING: the model was calibrated on " + exam));
    assertTrue(ExamTable.of(sat).contains("警告"));
  }

  @Test
  void questionsAskedOtherwiseAreNotCovered() {
    calibrate(0.5, "x");
    ObjectNode sat = sit(folder.resolve("out"), Settings.Asking.TEXT);
    assertEquals(0, sat.at("/trust/covered").asInt());
    assertFalse(sat.has("bound") || sat.has("shift") || sat.has("before"));
    assertTrue(ExamTable.of(sat).contains("trust.json was not used"));
  }

  @Test
  void theFileOfAnotherModelIsNotUsedAndTold() {
    ByHand.trust("0".repeat(64), Optional.of(0.0), "x", 1, 2)
        .write(model.folder().path().resolve(TrustFile.NAME));
    ObjectNode sat = sit(folder.resolve("out"), Settings.Asking.AUTO);
    assertTrue(sat.at("/trust/refused").asText().contains("the model here is"), sat.toString());
    assertFalse(sat.at("/exams/0/items/0").has("before"));
    assertTrue(ExamTable.of(sat).contains("nothing is calibrated"));
  }

  @Test
  void scoresUnlikeThoseCalibratedOnAreWarnedOf() {
    calibrate(0.5, "x");
    double[] far = new double[200];
    Arrays.setAll(far, i -> 50 + i);
    ByHand.trust(model.folder().digest(), Optional.of(-99.0), "x", far)
        .write(model.folder().path().resolve(TrustFile.NAME));
    ObjectNode sat = sit(folder.resolve("out"), Settings.Asking.AUTO);
    assertTrue(sat.at("/shift/warns").asBoolean());
    assertTrue(sat.at("/shift/lower").asBoolean());
    assertTrue(ExamTable.of(sat).contains("score lower than those it was calibrated on"));
    assertTrue(ExamTable.of(sat).contains("得分比校准时的低"));
  }
}
