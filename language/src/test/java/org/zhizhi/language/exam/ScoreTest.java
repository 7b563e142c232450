package org.zhizhi.language.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.language.exam.Answered.Mark;
import org.zhizhi.trust.Proportion;

class ScoreTest {
  private static Answered item(int i, Optional<String> entity, Map<String, Mark> marks) {
    return new Answered(
        Question.open("q" + i, "?", List.of("x")).withEntity(entity),
        "",
        false,
        false,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        marks,
        Map.of());
  }

  @Test
  void aShareOfIndependentQuestionsHasTheErrorOfAProportion() {
    List<Answered> items = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      items.add(item(i, Optional.empty(), Map.of("acc", Mark.of(i % 5 == 0))));
    }
    Score score = Score.of("acc", items).orElseThrow();
    assertEquals(0.2, score.value(), 1e-12);
    // the sample's variance has n - 1 below, a proportion's n
    double expected = new Proportion(10, 50).standardError() * Math.sqrt(50 / 49.0);
    assertEquals(expected, score.standardError().orElseThrow(), 1e-12);
    assertEquals(50, score.clusters());
  }

  @Test
  void questionsThatShareAnEntityWidenTheError() {
    SplittableRandom random = new SplittableRandom(4);
    List<Answered> items = new ArrayList<>();
    Map<String, double[]> sums = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      String entity = "e" + random.nextInt(25);
      boolean right = (entity.hashCode() & 1) == 0 ^ random.nextInt(10) == 0;
      items.add(item(i, Optional.of(entity), Map.of("acc", Mark.of(right))));
      double[] sum = sums.computeIfAbsent(entity, k -> new double[2]);
      sum[0] += right ? 1 : 0;
      sum[1]++;
    }
    Score score = Score.of("acc", items).orElseThrow();
    double variance = 0; // the sandwich of Liang and Zeger: cluster by cluster, residuals squared
    for (double[] sum : sums.values()) {
      variance += Math.pow((sum[0] - score.value() * sum[1]) / 300, 2);
    }
    double sandwich = Math.sqrt(variance * 25 / 24);
    assertEquals(sandwich, score.standardError().orElseThrow(), 0.06 * sandwich);
    assertTrue(score.standardError().orElseThrow() > 0.05, "as if independent it would be 0.029");
    assertEquals(25, score.clusters());
  }

  @Test
  void theScoresOfSimpleQaFollowTheirDefinitions() {
    List<Answered> items = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double correct = i < 10 ? 1 : 0;
      double attempted = i < 25 ? 1 : 0;
      items.add(
          item(
              i,
              Optional.empty(),
              Map.of(
                  "f",
                  new Mark(2 * correct, 1 + attempted),
                  "given",
                  new Mark(correct, attempted))));
    }
    double overall = 10 / 40.0;
    double given = 10 / 25.0;
    assertEquals(given, Score.of("given", items).orElseThrow().value(), 1e-12);
    assertEquals(
        2 * overall * given / (overall + given), Score.of("f", items).orElseThrow().value(), 1e-12);
    assertEquals(25, Score.of("given", items).orElseThrow().n());
    assertEquals(Optional.empty(), Score.of("f", List.of()));
  }

  @Test
  void theLongestChoiceIsTakenOfEqualsAtRandom() {
    List<Answered> items = new ArrayList<>();
    for (List<String> choices :
        List.of(
            List.of("aaa", "b", "c"), // right is the longest
            List.of("a", "bbb", "ccc"), // it is not
            List.of("aa", "bb", "c"))) { // one of two
      Question question = Question.choice("q" + items.size(), "?", choices, List.of(0));
      items.add(
          new Answered(
              question,
              "",
              false,
              false,
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              Map.of(),
              Map.of()));
    }
    Baseline baseline = Baseline.of("acc", items).orElseThrow();
    assertEquals(0.5, baseline.longest(), 1e-12);
    assertEquals(1 / 3.0, baseline.chance(), 1e-12);
    assertEquals(Optional.empty(), Baseline.of("right", items));
  }
}
