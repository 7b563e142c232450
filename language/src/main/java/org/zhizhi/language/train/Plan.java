package org.zhizhi.language.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import org.zhizhi.base.Figures;
import org.zhizhi.base.Json;
import org.zhizhi.engine.train.Settings;
import org.zhizhi.language.model.Qwen3;
import org.zhizhi.language.model.Qwen3Config;

/**
 * What a run is going to do, settled before its first step and kept beside it.
 *
 * @param config shape of the model
 * @param length tokens in a row
 * @param settings of the trainer
 * @param corpusTokens to learn from
 */
public record Plan(Qwen3Config config, int length, Settings settings, long corpusTokens) {

  /** Share of the peak that a step reaches about; for the forecast only. */
  private static final double USUAL_SHARE = 0.5;

  /**
   * Peak learning rate for N parameters besides the embedding and D tokens, and tokens a batch,
   * after the step law of arXiv:2503.04715.
   */
  static double rate(double n, double d) {
    return Math.min(6e-3, 1.79 * Math.pow(n, -0.713) * Math.pow(d, 0.307));
  }

  static double batchTokens(double d) {
    return 0.58 * Math.pow(d, 0.571);
  }

  /** Tokens that all steps see; 0 where minutes decide. */
  public long tokens() {
    return settings.steps() * settings.batch() * length;
  }

  /** Bytes of weights, moments, gradients and activations, about. */
  public long bytes() {
    Qwen3Config c = config;
    long element = settings.dtype().bytes();
    long perParameter =
        12 + element + settings.workers() * (element + (settings.passes() > 1 ? 4 : 0));
    long heads = c.heads() + 2L * c.kvHeads();
    long perTokenLayer =
        4L * c.hidden()
            + 2 * heads * c.headDim()
            + (long) c.heads() * (c.headDim() + length)
            + 3L * c.intermediate();
    long perToken = c.layers() * perTokenLayer + c.vocab() + 8L * c.hidden();
    return c.parameters() * perParameter
        + perToken * element * settings.micro() * length * settings.workers();
  }

  /** Seconds the run takes on a machine of this peak, about. */
  public double seconds(double peakFlops) {
    if (settings.steps() == 0) {
      return settings.minutes() * 60;
    }
    double flops = Qwen3.flopsPerRow(config, length) * settings.batch() * settings.steps();
    return flops / (peakFlops * USUAL_SHARE);
  }

  /** Lines for the user. */
  public String describe(double peakFlops) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "model",
        Figures.count(config.parameters())
            + " parameters: "
            + config.layers()
            + " layers of width "
            + config.hidden()
            + ", "
            + config.heads()
            + " heads ("
            + config.kvHeads()
            + " for keys and values), vocabulary "
            + config.vocab());
    String passes =
        settings.steps() == 0
            ? "as many as fit "
                + Figures.duration(Duration.ofSeconds((long) (settings.minutes() * 60)))
            : Figures.count(tokens())
                + ", "
                + String.format(Locale.ROOT, "%.1f", (double) tokens() / corpusTokens)
                + " times the corpus";
    line(text, "tokens", passes + " (the corpus has " + Figures.count(corpusTokens) + ")");
    line(
        text,
        "batch",
        settings.batch()
            + " rows of "
            + length
            + " tokens on "
            + settings.workers()
            + " workers, "
            + settings.optimizer().name().toLowerCase(Locale.ROOT)
            + " at "
            + String.format(Locale.ROOT, "%.2e", settings.rate()));
    line(text, "memory", "about " + Figures.bytes(bytes()));
    line(
        text,
        "time",
        "about "
            + Figures.duration(Duration.ofSeconds((long) seconds(peakFlops)))
            + " on this machine, whose "
            + settings.dtype()
            + " peak is "
            + Math.round(peakFlops / 1e9)
            + " GFLOP/s");
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(String.format(Locale.ROOT, "  %-7s %s%n", key, value));
  }

  JsonNode toJson() {
    return Json.JSON.valueToTree(this);
  }

  static Plan of(JsonNode json) {
    return Json.JSON.convertValue(json, Plan.class);
  }
}
