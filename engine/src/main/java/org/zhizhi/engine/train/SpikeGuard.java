package org.zhizhi.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import org.zhizhi.base.Json;

/**
 * Notices a batch whose loss stands far out of the recent ones, so that its update can be skipped
 * (as PaLM did by hand, arXiv:2204.02311, section 5.1). Gives up guarding after several skips in a
 * row: then it is the model that changed, not the batch.
 */
final class SpikeGuard {
  private static final double MEMORY = 0.98;
  private static final int LEARN = 50;
  private static final double DEVIATIONS = 6;
  private static final int IN_A_ROW = 5;

  private long seen;
  private double mean;
  private double variance;
  private int skips;

  /** Whether a batch of this loss should be skipped; counts it as seen where not. */
  boolean isSpike(double loss) {
    double allowed = mean + DEVIATIONS * Math.sqrt(variance) + 0.1 * mean;
    if (seen >= LEARN && loss > allowed && skips < IN_A_ROW) {
      skips++;
      return true;
    }
    skips = 0;
    if (seen++ == 0) {
      mean = loss;
    }
    double difference = loss - mean;
    mean += (1 - MEMORY) * difference;
    variance = MEMORY * (variance + (1 - MEMORY) * difference * difference);
    return false;
  }

  JsonNode save() {
    return Json.object()
        .put("seen", seen)
        .put("mean", mean)
        .put("variance", variance)
        .put("skips", skips);
  }

  void restore(JsonNode saved) {
    seen = saved.path("seen").asLong();
    mean = saved.path("mean").asDouble();
    variance = saved.path("variance").asDouble();
    skips = saved.path("skips").asInt();
  }
}
