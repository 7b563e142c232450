package org.zhizhi.language.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Seed;
import org.zhizhi.trust.Proportion;

class RateTest {
  private record Thing(String cluster, double value) {}

  private static Rate rate(List<Thing> things) {
    return Rate.of(things, Thing::cluster, Thing::value).orElseThrow();
  }

  @Test
  void inClustersOfOneTheErrorIsNearlyTheBinomial() {
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      things.add(new Thing("c" + i, i < 30 ? 1 : 0));
    }
    Rate rate = rate(things);
    assertEquals(0.15, rate.value(), 1e-12);
    // the jackknife divides by n - 1
    assertEquals(
        new Proportion(30, 200).standardError() * Math.sqrt(200 / 199.0), rate.stderr(), 1e-12);
  }

  @Test
  void copiesInAClusterAddNothing() {
    List<Thing> once = new ArrayList<>();
    List<Thing> fiveTimes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Thing thing = new Thing("c" + i, i % 5 == 0 ? 1 : 0);
      once.add(thing);
      fiveTimes.addAll(List.of(thing, thing, thing, thing, thing));
    }
    assertEquals(rate(once).stderr(), rate(fiveTimes).stderr(), 1e-12);
    assertEquals(200, rate(fiveTimes).n());
    assertEquals(40, rate(fiveTimes).clusters());
  }

  @Test
  void theErrorIsTheSpreadOverManyDrawsOfClusters() {
    SplittableRandom random = new Seed(5).random();
    double sum = 0;
    double squares = 0;
    double told = 0;
    int draws = 3000;
    for (int d = 0; d < draws; d++) {
      List<Thing> things = new ArrayList<>();
      for (int c = 0; c < 50; c++) {
        double p = random.nextDouble();
        int size = 1 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
          things.add(new Thing("c" + c, random.nextDouble() < p ? 1 : 0));
        }
      }
      Rate rate = rate(things);
      sum += rate.value();
      squares += rate.value() * rate.value();
      told += rate.stderr();
    }
    double spread = Math.sqrt(squares / draws - sum / draws * (sum / draws));
    assertEquals(spread, told / draws, 0.05 * spread);
  }

  @Test
  void oneClusterHasNoErrorBarAndNothingHasNoRate() {
    assertTrue(Double.isNaN(rate(List.of(new Thing("c", 1), new Thing("c", 0))).stderr()));
    assertTrue(Rate.of(List.<Thing>of(), Thing::cluster, Thing::value).isEmpty());
    assertEquals(
        "{\"value\":0.5,\"stderr\":null,\"n\":2,\"clusters\":1}",
        Rate.toJson(Rate.of(List.of(1, 0), x -> "c", x -> x)).toString());
    assertEquals(
        "{\"value\":null,\"stderr\":null,\"n\":0,\"clusters\":0}",
        Rate.toJson(java.util.Optional.empty()).toString());
  }
}
