package org.zhizhi.language.train;

import com.fasterxml.jackson.databind.JsonNode;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;
import org.zhizhi.engine.train.Optimizer;
import org.zhizhi.engine.train.Settings;
import org.zhizhi.language.model.Qwen3Config;

/**
 * What a user may set of a training run; null or 0 leaves it to the rules.
 *
 * @param size the dial
 * @param vocab tokens of the tokenizer
 * @param length tokens in a row
 * @param width of the residual stream
 * @param layers blocks
 * @param tokens to train on in all
 * @param minutes bound on the training itself
 * @param batch rows an update
 * @param rate peak learning rate
 * @param optimizer rule of the update
 * @param workers threads that learn side by side
 * @param device where
 * @param seed from which everything random follows
 * @param checkpointSteps steps between checkpoints; 0: every minute
 */
public record Options(
    Size size,
    int vocab,
    int length,
    int width,
    int layers,
    long tokens,
    double minutes,
    int batch,
    double rate,
    Optimizer.Rule optimizer,
    int workers,
    Device device,
    long seed,
    long checkpointSteps) {

  /** Of 512, 1,024 and 2,048 the fastest a step (10M and 110M parameters, 2 cores with 2 MB L2). */
  private static final int MICRO_TOKENS = 1024;

  private static final double CHECKPOINT_SECONDS = 60;

  /** Passes over the same text beyond which it teaches little more (arXiv:2305.16264). */
  private static final double PASSES = 4;

  /** Tokens a parameter that train a model of its size best (arXiv:2203.15556). */
  private static final double TOKENS_PER_PARAMETER = 20;

  /** Floating-point operations a second to plan with before any were measured. */
  private static final double FORECAST_SHARE = 0.45;

  /** The same options for another size. */
  public Options sized(Size other) {
    return with(other, length, tokens, minutes, batch, optimizer, workers);
  }

  /** The same options for rows of another length and batches of so many rows. */
  public Options shaped(int otherLength, int otherBatch) {
    return with(size, otherLength, tokens, minutes, otherBatch, optimizer, workers);
  }

  /** The same options under another rule of the update. */
  public Options ruled(Optimizer.Rule other) {
    return with(size, length, tokens, minutes, batch, other, workers);
  }

  /** The same options for so many tokens in all, learned by so many workers. */
  public Options bounded(long otherTokens, int otherWorkers) {
    return with(size, length, otherTokens, 0, batch, optimizer, otherWorkers);
  }

  private Options with(
      Size size,
      int length,
      long tokens,
      double minutes,
      int batch,
      Optimizer.Rule optimizer,
      int workers) {
    return new Options(
        size,
        vocab,
        length,
        width,
        layers,
        tokens,
        minutes,
        batch,
        rate,
        optimizer,
        workers,
        device,
        seed,
        checkpointSteps);
  }

  Seed seedOf(String part) {
    return new Seed(seed).split(part);
  }

  /**
   * The vocabulary: as asked for, or by the size, but no more than so many bytes of text support.
   */
  public int vocabularyFor(long corpusBytes) {
    if (vocab > 0) {
      return vocab;
    }
    int most = size.vocabulary();
    while (most > 512 && most > corpusBytes / 100) {
      most /= 2;
    }
    return most;
  }

  int lengthOrUsual() {
    return length > 0 ? length : size.length();
  }

  /**
   * Settles what the options leave open.
   *
   * @param vocabulary of the tokenizer
   * @param corpusTokens to learn from
   * @param peakFlops of this machine
   */
  public Plan plan(int vocabulary, long corpusTokens, double peakFlops) {
    int t = lengthOrUsual();
    Qwen3Config c =
        width > 0 || layers > 0
            ? Size.shape(
                vocabulary,
                t,
                width > 0 ? width : size.config(vocabulary, t).hidden(),
                layers > 0 ? layers : size.config(vocabulary, t).layers())
            : size.config(vocabulary, t);
    return plan(c, t, corpusTokens, peakFlops);
  }

  /** As above, for a given shape. */
  public Plan plan(Qwen3Config c, int t, long corpusTokens, double peakFlops) {
    double flopsPerToken = 6.0 * c.parameters() + 12.0 * c.layers() * c.heads() * c.headDim() * t;
    double expected =
        tokens > 0
            ? tokens
            : minutes > 0
                ? minutes * 60 * FORECAST_SHARE * peakFlops / flopsPerToken
                : Math.min(TOKENS_PER_PARAMETER * c.parameters(), PASSES * corpusTokens);
    int most = Math.max(1, MICRO_TOKENS / t);
    int share = // rows that each worker learns from in a step
        batch > 0
            ? (batch + workers - 1) / workers
            : (int) Math.max(1, Math.round(Plan.batchTokens(expected) / t / workers));
    if (batch == 0 && share > most) {
      share = Math.round((float) share / most) * most;
    }
    int micro = Math.min(most, share);
    while (share % micro != 0) {
      micro--;
    }
    int rows = share * workers;
    long steps =
        minutes > 0 && tokens == 0 ? 0 : Math.max(1, Math.round(expected / ((double) rows * t)));
    double n = c.parameters() - (double) c.vocab() * c.hidden();
    Settings settings =
        new Settings(
            steps,
            minutes,
            rows,
            micro,
            workers,
            optimizer,
            rate > 0 ? rate : Plan.rate(n, expected),
            (int) Math.max(10, Math.min(200, expected / ((double) rows * t) / 20)),
            0.3,
            0.1,
            0.9,
            0.95,
            1.0,
            DType.BF16,
            device,
            CHECKPOINT_SECONDS,
            checkpointSteps);
    return new Plan(c, t, settings, corpusTokens);
  }

  JsonNode toJson() {
    return Json.JSON.valueToTree(this);
  }

  static Options of(JsonNode json) {
    return Json.JSON.convertValue(json, Options.class);
  }
}
