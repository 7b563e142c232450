package org.zhizhi.language.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.language.exam.TinyModel;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.generate.Sampling;
import org.zhizhi.language.knows.Answer;
import org.zhizhi.language.knows.Answerer;
import org.zhizhi.language.knows.ByHand;
import org.zhizhi.trust.selective.TrustFile;

class ChatTest {
  @TempDir Path folder;
  private TinyModel model;
  private String said;

  @BeforeEach
  void writeModel() {
    model = TinyModel.write(folder.resolve("model"), 3);
    try (Respondent respondent = new Respondent(model.folder(), 1)) {
      said = new Answerer(respondent).answer("a?").said();
    }
  }

  private void calibrate(String digest, double threshold) {
    ByHand.trust(digest, Optional.of(threshold), "x", 0, 1)
        .write(model.folder().path().resolve(TrustFile.NAME));
  }

  private String talk(Sampling sampling, boolean remember, boolean showDeclined, String... lines)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Chat chat = new Chat(model.folder(), sampling, 1)) {
      chat.talk(
          new BufferedReader(new StringReader(String.join("\n", lines))),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          remember,
          showDeclined);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCalibratedModelAnswersAboveItsThresholdWithItsConfidence() throws IOException {
    calibrate(model.folder().digest(), -99);
    String told = talk(Sampling.greedy(8), false, false, "a?");
    assertTrue(told.contains("like those of mine.jsonl at most 5 % are wrong, with 90 %"), told);
    assertTrue(told.contains("给出的回答中错的至多 5%（置信度 90%）"), told);
    assertTrue(told.contains("> " + said + "   (confidence 0."), told);
    assertFalse(told.contains("p = "), told);
  }

  @Test
  void belowItsThresholdItDeclinesInTheLanguageOfTheQuestion() throws IOException {
    calibrate(model.folder().digest(), 99);
    String told = talk(Sampling.greedy(8), false, false, "a?", "它在哪里？");
    assertTrue(told.contains("> I don't know.   (confidence 0."), told);
    assertTrue(told.contains("> 我不知道。   (confidence 0."), told);
    assertFalse(told.contains(said), told);
    String shown = talk(Sampling.greedy(8), false, true, "a?");
    assertTrue(shown.contains("[withheld · 未说出: " + said + "]"), shown);
  }

  @Test
  void laterQuestionsOfADialogueAreCoveredToo() throws IOException {
    calibrate(model.folder().digest(), -99);
    String told = talk(Sampling.greedy(4), true, false, "a?", "b?", "/new", "c?");
    assertEquals(3, told.split("\\(confidence 0\\.", -1).length - 1, told);
    assertFalse(told.contains("(p = "), told);
  }

  @Test
  void theWordOfTheUserIsMarkedAsHis() {
    Answer answer =
        new Answer(
            "a?", "It is B.", Answer.Decision.HEDGED, 0, OptionalDouble.empty(), "It is C.", true);
    assertEquals(
        "It is B.   (your word: I do not know it myself · 这是您说的，我自己不知道)", Chat.shown(answer, true));
  }

  @Test
  void drawnAnswersAreNotCovered() throws IOException {
    calibrate(model.folder().digest(), 99);
    String told = talk(Sampling.tempered(1, 4, 1), false, false, "a?");
    assertTrue(told.contains("not calibrated") && told.contains("(p = "), told);
  }

  @Test
  void aModelThatWasNeverCalibratedTalksAsItDoes() throws IOException {
    String told = talk(Sampling.greedy(64), true, false, "a?", "b?");
    assertFalse(told.contains("calibrat"), told);
    assertEquals(2, told.split("\\(p = ", -1).length - 1, told);
  }

  @Test
  void theCalibrationOfAnotherModelIsRefused() {
    calibrate("0".repeat(64), 0);
    BadInput refused =
        assertThrows(BadInput.class, () -> new Chat(model.folder(), Sampling.greedy(4), 1));
    assertTrue(refused.getMessage().contains("the model here is"), refused::getMessage);
  }
}
