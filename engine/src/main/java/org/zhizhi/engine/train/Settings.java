package org.zhizhi.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import org.zhizhi.base.Json;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;

/**
 * How to train, whatever is trained.
 *
 * @param steps updates in all; 0: as many as {@code minutes} allow
 * @param minutes bound on the time spent in steps; 0: none
 * @param batch examples an update
 * @param micro examples a worker learns from at once; batch = workers * micro * passes
 * @param workers threads that learn side by side, each with gradients of its own; part of what
 *     decides the bits of the result
 * @param optimizer the rule of the update
 * @param rate peak learning rate
 * @param warmup steps to reach it
 * @param decay share of the steps over which it falls to zero at the end
 * @param weightDecay decoupled, on matrices and tables
 * @param beta1 of AdamW
 * @param beta2 of AdamW
 * @param clip largest norm of the gradient; a larger one is scaled down to it
 * @param dtype what is computed in; master weights and moments are always F32
 * @param device where
 * @param checkpointSeconds time between checkpoints
 * @param checkpointSteps steps between checkpoints; 0: by time
 */
public record Settings(
    long steps,
    double minutes,
    int batch,
    int micro,
    int workers,
    Optimizer.Rule optimizer,
    double rate,
    int warmup,
    double decay,
    double weightDecay,
    double beta1,
    double beta2,
    double clip,
    DType dtype,
    Device device,
    double checkpointSeconds,
    long checkpointSteps) {

  public Settings {
    if (batch % (workers * micro) != 0) {
      throw new IllegalArgumentException(
          "batch " + batch + " is no multiple of " + workers + " workers times " + micro);
    }
  }

  /** Micro-batches that each worker learns from before an update. */
  public int passes() {
    return batch / (workers * micro);
  }

  public JsonNode toJson() {
    return Json.JSON.valueToTree(this);
  }

  public static Settings of(JsonNode json) {
    return Json.JSON.convertValue(json, Settings.class);
  }
}
