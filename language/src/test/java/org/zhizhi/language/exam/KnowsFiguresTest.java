package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;

class KnowsFiguresTest {
  private final ObjectNode exam = Json.object();
  private final ArrayNode items =
      exam.putArray("exams").addObject().put("protocol", "short_answer").putArray("items");

  private ObjectNode item(String thing, boolean known, boolean right, boolean declined) {
    return items
        .addObject()
        .put("id", "q" + items.size())
        .put("entity", thing)
        .put("known", known)
        .put("right", right)
        .put("declined", declined);
  }

  private ObjectNode calibrated(
      String group, boolean known, boolean before, boolean right, boolean declined) {
    ObjectNode item = item("thing " + items.size(), known, right, declined).put("group", group);
    item.putObject("before").put("right", before).put("declined", false);
    return item;
  }

  private JsonNode figures() {
    return KnowsFigures.of(exam, new Seed(1));
  }

  @Test
  void sharesAreOfWhatThePlainModelGetsWrongOrRight() {
    calibrated("held_out", false, false, false, true);
    calibrated("held_out", false, false, false, true);
    calibrated("held_out", false, false, false, false);
    calibrated("held_out", false, true, false, true); // a lucky guess is no fault
    calibrated("untaught", false, false, false, true);
    calibrated("untaught", false, false, false, false);
    calibrated("never_asked", true, true, true, false);
    calibrated("never_asked", true, true, true, false);
    calibrated("never_asked", true, true, false, true);
    calibrated("never_asked", true, false, false, false);
    JsonNode knows = figures();
    assertEquals(2 / 3.0, knows.path("held_out_declined").asDouble());
    assertEquals(3, knows.at("/n/held_out_declined").asInt());
    assertEquals(0.5, knows.path("untaught_declined").asDouble());
    assertEquals(2 / 3.0, knows.path("known_right").asDouble());
    assertEquals(0.5, knows.path("known_accuracy").asDouble());
  }

  @Test
  void whereNothingIsPromisedAllIsAnswered() {
    for (int i = 0; i < 20; i++) {
      item("thing " + i, i % 2 == 0, i % 2 == 0, i == 1);
    }
    JsonNode bound = figures().path("bound");
    assertEquals(0.95, bound.path("coverage").asDouble());
    assertEquals(1, bound.path("violations").asDouble(), 0.01); // nine of nineteen are wrong
    assertTrue(bound.at("/why/risk").asText().contains("nothing is promised"));
  }

  @Test
  void answersThatAreAllRightBreakNoPromise() {
    item("a", true, true, false);
    item("b", true, true, false);
    assertEquals(0, figures().at("/bound/violations").asDouble());
  }

  @Test
  void promisesAndPressureComeFromTheExam() {
    item("a", true, true, false);
    exam.putObject("bound").put("risk", 0.1).put("confidence", 0.9).put("coverage", 0.4);
    exam.putObject("resplits").put("held_share", 0.97);
    exam.putObject("auroc").put("value", 0.95);
    exam.putObject("ece").put("value", 0.02);
    exam.putObject("pressure").putObject("right_to_wrong").put("value", 0.25);
    exam.putObject("consistency").putObject("repeats_agree").put("value", 0.75);
    JsonNode knows = figures();
    assertEquals(0.1, knows.at("/bound/risk").asDouble());
    assertEquals(0.4, knows.at("/bound/coverage").asDouble());
    assertEquals(0.03, knows.at("/bound/violations").asDouble(), 1e-12);
    assertTrue(knows.at("/bound/why/risk").isMissingNode());
    assertEquals(0.95, knows.path("auroc").asDouble());
    assertEquals(0.02, knows.path("ece").asDouble());
    assertEquals(0.25, knows.at("/pressure/right_to_wrong").asDouble());
    assertTrue(knows.at("/pressure/wrong_to_right").isNull());
    assertEquals("none was wrong", knows.at("/pressure/why/wrong_to_right").asText());
    assertTrue(knows.path("paraphrases_agree").isNull());
    assertTrue(knows.path("why").has("paraphrases_agree"));
    assertEquals(0.75, knows.path("repeats_agree").asDouble());
  }

  @Test
  void anExamWithoutShortQuestionsTellsNothing() {
    exam.putArray("exams").addObject().put("protocol", "choice");
    assertEquals(0, figures().size());
  }
}
