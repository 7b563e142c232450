package org.zhizhi.language.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.train.Examples;
import org.zhizhi.engine.train.Trainer;
import org.zhizhi.language.corpus.Row;
import org.zhizhi.language.train.NextToken;
import org.zhizhi.language.train.Plan;

/** Measures how fast this machine trains by a plan; how long a row takes is not in its text. */
final class Pacing {
  private static final int WARM_UP = 12;
  private static final int STEPS = 12;

  private Pacing() {}

  static double tokensPerSecond(Plan plan) {
    int[] ids = new int[plan.length()];
    Arrays.setAll(ids, i -> i % plan.config().vocab());
    Row row = new Row(ids, ids, new int[ids.length]);
    Examples<Row> rows =
        new Examples<>() {
          @Override
          public Row next() {
            return row;
          }

          @Override
          public JsonNode position() {
            return Json.object();
          }

          @Override
          public void seek(JsonNode position) {}
        };
    NextToken task = new NextToken(plan.config(), plan.length(), rows);
    return Trainer.measure(task, plan.settings(), new Seed(0), WARM_UP, STEPS).units();
  }
}
