package org.zhizhi.language.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.kernel.Bandwidth;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.machine.Peak;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.engine.train.Trainer;
import org.zhizhi.language.generate.DecodeBenchmark;
import org.zhizhi.language.model.Qwen3;
import org.zhizhi.language.model.Qwen3Config;
import org.zhizhi.language.train.NextToken;
import org.zhizhi.language.train.Options;
import org.zhizhi.language.train.Plan;
import org.zhizhi.language.train.Size;

/**
 * Measures in one run the limits of this machine and what training and decoding reach of them.
 * Whole training steps are timed: examples, forward, backward and update. The peak is measured
 * before and after each training, and the best counts.
 *
 * @param options of training; their size is replaced
 * @param out for progress
 */
public record Bench(Options options, PrintStream out) {
  private static final long BANDWIDTH_BLOCK = 2L << 30;
  private static final int PASSES = 6;

  /** Bounds a batch where the size's own would make a step last minutes. */
  private static final long MOST_BATCH_TOKENS = 65_536;

  private static final double SECONDS = 20;
  private static final int GPT2_STEPS = 30;

  /** All of it as one JSON object. */
  public ObjectNode run(List<Size> sizes) {
    ObjectNode json = Json.object().put("threads", options.workers());
    try (Team team = new Team(options.workers())) {
      say("measuring the peak of %d threads", options.workers());
      double fp32 = Peak.flops(team, DType.F32, 2);
      double bf16 = Peak.flops(team, DType.BF16, 4);
      double bandwidth = Bandwidth.read(team, BANDWIDTH_BLOCK, PASSES);
      ObjectNode peak = json.putObject("peak");
      for (Size size : sizes) {
        Trainer.Speed speed = train(json, size, bf16);
        bf16 = Math.max(bf16, Peak.flops(team, DType.BF16, 4));
        say("  %s tokens/s, %.0f GFLOP/s", Figures.count(speed.units()), speed.flops() / 1e9);
      }
      for (JsonNode entry : json.path("train")) {
        ((ObjectNode) entry).put("share_of_peak", entry.path("gflops").asDouble() * 1e9 / bf16);
      }
      for (Size size : sizes) {
        bandwidth = Math.max(bandwidth, decode(json, size, team, bandwidth));
      }
      for (JsonNode entry : json.path("decode")) {
        ((ObjectNode) entry)
            .put("share_of_bandwidth", entry.path("gbs").asDouble() * 1e9 / bandwidth);
      }
      peak.put("bf16_gflops", bf16 / 1e9)
          .put("fp32_gflops", fp32 / 1e9)
          .put("bandwidth_gbs", bandwidth / 1e9);
    }
    return json;
  }

  /**
   * Training on the shapes of GPT-2 124M, four rows of 64 tokens at a time: what llm.c's trainer
   * for processors (github.com/karpathy/llm.c, train_gpt2) is usually timed on; by AdamW, as there.
   */
  public ObjectNode gpt2() {
    Qwen3Config config = new Qwen3Config(50_257, 768, 12, 12, 12, 64, 2048, 64, 10_000, 1e-6);
    Plan plan =
        options
            .ruled(Optimizer.Rule.ADAMW)
            .shaped(64, 4)
            .plan(config, 64, Long.MAX_VALUE / 64, 1e12);
    say("training %s parameters on 4 rows of 64", Figures.count(config.parameters()));
    Trainer.Speed speed =
        Trainer.measure(onNoise(config, 64), plan.settings(), new Seed(1), 5, GPT2_STEPS);
    return Json.object()
        .put("parameters", config.parameters())
        .put("tokens_per_s", speed.units())
        .put("gflops", speed.flops() / 1e9);
  }

  private static NextToken onNoise(Qwen3Config config, int length) {
    return new NextToken(config, length, new Noise(config.vocab(), length));
  }

  private Trainer.Speed train(ObjectNode json, Size size, double peak) {
    Plan usual = options.sized(size).plan(size.vocabulary(), Long.MAX_VALUE / 64, peak);
    int rows = (int) Math.min(usual.settings().batch(), MOST_BATCH_TOKENS / usual.length());
    Plan plan =
        options
            .sized(size)
            .shaped(usual.length(), Math.max(options.workers(), rows))
            .plan(size.vocabulary(), Long.MAX_VALUE / 64, peak);
    double flops = Qwen3.flopsPerRow(plan.config(), plan.length());
    int steps = (int) Math.max(2, SECONDS * 0.5 * peak / (flops * plan.settings().batch()));
    say(
        "training %s parameters: %d steps of %d rows of %d",
        Figures.count(plan.config().parameters()), steps, plan.settings().batch(), plan.length());
    Trainer.Speed speed =
        Trainer.measure(
            onNoise(plan.config(), plan.length()),
            plan.settings(),
            new Seed(1),
            Math.max(1, steps / 4),
            steps);
    json.withArray("train")
        .addObject()
        .put("size", name(size))
        .put("parameters", plan.config().parameters())
        .put("vocabulary", plan.config().vocab())
        .put("length", plan.length())
        .put("tokens_per_s", speed.units())
        .put("gflops", speed.flops() / 1e9);
    return speed;
  }

  /** Returns the bandwidth measured after, in bytes a second. */
  private double decode(ObjectNode json, Size size, Team team, double bandwidth) {
    Qwen3Config config = size.config(size.vocabulary(), 2048);
    say("decoding with %s parameters", Figures.count(config.parameters()));
    for (DecodeBenchmark.Result r : DecodeBenchmark.run(config, team, bandwidth, 100, 1000)) {
      json.withArray("decode")
          .addObject()
          .put("size", name(size))
          .put("context", r.context())
          .put("tokens_per_s", r.tokensPerSecond())
          .put("gbs", r.tokensPerSecond() * r.bytesPerToken() / 1e9);
      say("  %.1f tokens/s after %d", r.tokensPerSecond(), r.context());
    }
    return Bandwidth.read(team, BANDWIDTH_BLOCK, PASSES);
  }

  private static String name(Size size) {
    return Figures.count(size.parameters()).toLowerCase(Locale.ROOT);
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
