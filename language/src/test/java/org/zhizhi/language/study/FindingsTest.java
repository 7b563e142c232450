package org.zhizhi.language.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.base.page.Text;
import org.zhizhi.trust.CrossedMean.Group;

class FindingsTest {
  private static final int SEEDS = 3;
  private static final int DOCUMENTS = 80;

  /** Settings whose true bits per byte are 2 plus the effects. */
  private static JsonNode answers(long seed, boolean lower, double... effects) {
    SplittableRandom random = new Seed(seed).random();
    double[] sizes = new double[DOCUMENTS];
    double[] documents = new double[DOCUMENTS];
    double[] seeds = new double[SEEDS];
    for (int i = 0; i < DOCUMENTS; i++) {
      sizes[i] = 500 * Math.exp(0.7 * random.nextGaussian());
      documents[i] = 0.3 * random.nextGaussian(); // some are hard for every model
    }
    for (int s = 0; s < SEEDS; s++) {
      seeds[s] = 0.01 * random.nextGaussian(); // paired: what a seed does to all settings
    }
    Map<String, Text> settings = new LinkedHashMap<>();
    Map<String, List<Group>> groups = new LinkedHashMap<>();
    for (int a = 0; a < effects.length; a++) {
      double[][] amounts = new double[SEEDS][DOCUMENTS];
      double[] liked = random.doubles(DOCUMENTS).map(x -> 0.02 * random.nextGaussian()).toArray();
      for (int s = 0; s < SEEDS; s++) {
        double luck = 0.005 * random.nextGaussian();
        for (int i = 0; i < DOCUMENTS; i++) {
          double rest = 0.02 * random.nextGaussian();
          amounts[s][i] =
              sizes[i] * (2 + effects[a] + documents[i] + seeds[s] + luck + liked[i] + rest);
        }
      }
      settings.put("arm" + a, Text.same("setting " + a));
      groups.put("arm" + a, List.of(new Group(amounts, sizes)));
    }
    Findings findings = new Findings();
    findings.add(
        new Findings.Measure(
            "overall", Text.same("all"), lower, new Text("bits per byte", "比特每字节"), groups::get));
    return findings.answers(new Design.Contest(Question.ORDER, settings)).path(0);
  }

  private static long shown(JsonNode answer) {
    return answer
        .path("differences")
        .valueStream()
        .filter(d -> d.path("shown").asBoolean())
        .count();
  }

  @Test
  void aDifferenceIsShownWithItsSizeAndItsError() {
    JsonNode answer = answers(1, true, 0.1, 0);
    JsonNode difference = answer.path("differences").path(0);
    assertTrue(difference.path("shown").asBoolean());
    assertEquals(-0.1, difference.path("second_less_first").asDouble(), 0.02);
    assertTrue(difference.path("high").asDouble() < 0);
    String words = answer.at("/conclusion/en").asText();
    assertTrue(
        words.matches(
            "setting 1 is better than setting 0 by 0\\.\\d{3} ± 0\\.\\d{3} bits per byte"),
        words);
    String chinese = answer.at("/conclusion/zh").asText();
    assertTrue(chinese.startsWith("setting 1 优于 setting 0（0."), chinese);
  }

  @Test
  void moreIsBetterWhereTheMeasureSaysSo() {
    assertTrue(
        answers(1, false, 0.1, 0).at("/conclusion/en").asText().startsWith("setting 0 is better"));
  }

  @Test
  void noDifferenceIsSaidToBeNone() {
    JsonNode two = answers(3, true, 0, 0);
    assertEquals(0, shown(two));
    String words = two.at("/conclusion/en").asText();
    assertTrue(words.startsWith("no difference shown (setting 1 less setting 0: "), words);
    assertTrue(two.at("/conclusion/zh").asText().startsWith("未显示差别"));
    assertTrue(
        answers(3, true, 0, 0, 0)
            .at("/conclusion/en")
            .asText()
            .startsWith("no difference shown (the largest: "));
  }

  @Test
  void theBestIsToldFromSomeAndNotFromOthers() {
    JsonNode answer = answers(5, true, 0.4, 0, 0.0005, 0.3);
    String words = answer.at("/conclusion/en").asText();
    assertTrue(words.contains("setting 0 by 0."), words);
    assertTrue(words.contains("setting 3 by 0."), words);
    assertTrue(words.contains("no difference shown to setting"), words);
  }

  /** Six pairs of settings that do not differ: any false finding in at most 5 of 100 studies. */
  @Test
  void fewStudiesOfNothingFindAnything() {
    int studies = 150;
    int wrong = 0;
    int single = 0;
    for (int i = 0; i < studies; i++) {
      JsonNode answer = answers(1000 + i, true, 0, 0, 0, 0);
      wrong += shown(answer) > 0 ? 1 : 0;
      for (JsonNode d : answer.path("differences")) {
        single += d.path("low").asDouble() > 0 || d.path("high").asDouble() < 0 ? 1 : 0;
      }
    }
    assertTrue(wrong <= 0.08 * studies, wrong + " of " + studies + " studies");
    assertTrue(single <= 0.07 * 6 * studies, single + " of " + 6 * studies + " intervals");
    assertTrue(single >= 0.01 * 6 * studies, "intervals are not needlessly wide: " + single);
  }

  @Test
  void whatIsShownHasAnIntervalWithoutZero() {
    List<JsonNode> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers(i, true, 0, 0.02, 0.04).path("differences").forEach(all::add);
    }
    int shown = 0;
    for (JsonNode d : all) {
      boolean excludes = d.path("low").asDouble() > 0 || d.path("high").asDouble() < 0;
      shown += d.path("shown").asBoolean() ? 1 : 0;
      assertFalse(d.path("shown").asBoolean() && !excludes, d::toString);
      assertTrue(d.path("p_holm").asDouble() >= d.path("p").asDouble());
    }
    assertTrue(shown > 10 && shown < all.size(), shown + " of " + all.size());
  }
}
