package org.zhizhi.language.generate;

import java.util.List;
import java.util.Set;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;

/**
 * How a continuation is drawn and when it ends. The filters apply in the order of Hugging Face
 * transformers: repetition penalty, temperature, top-k, top-p, min-p.
 *
 * @param temperature divides the logits; 0 takes the most likely token
 * @param topK keeps the k most likely tokens; 0 keeps all
 * @param topP keeps the fewest most likely tokens whose probabilities reach this sum
 *     (arXiv:1904.09751); 1 keeps all
 * @param minP keeps tokens at least this share as likely as the likeliest (arXiv:2407.01082); 0
 *     keeps all
 * @param repetitionPenalty divides positive and multiplies negative logits of tokens that the
 *     sequence holds, prompt included (arXiv:1909.05858); 1 changes nothing
 * @param maxTokens most tokens drawn
 * @param stopTokens tokens that end the text and are not part of it
 * @param stopStrings strings that end the text and are not part of it
 * @param topLogprobs how many of the most likely tokens to report with each token drawn
 * @param seed from which each sequence's random stream follows by its number
 */
public record Sampling(
    double temperature,
    int topK,
    double topP,
    double minP,
    double repetitionPenalty,
    int maxTokens,
    Set<Integer> stopTokens,
    List<String> stopStrings,
    int topLogprobs,
    long seed) {

  public Sampling {
    check(temperature >= 0 && temperature <= 100, "temperature", temperature, "0 to 100");
    check(topK >= 0, "top-k", topK, "0 (all) or more");
    check(topP > 0 && topP <= 1, "top-p", topP, "more than 0, at most 1");
    check(minP >= 0 && minP <= 1, "min-p", minP, "0 to 1");
    check(
        repetitionPenalty > 0 && repetitionPenalty <= 100,
        "repetition penalty",
        repetitionPenalty,
        "more than 0, at most 100");
    check(maxTokens >= 0, "max tokens", maxTokens, "0 or more");
    check(topLogprobs >= 0, "top logprobs", topLogprobs, "0 or more");
    stopTokens = Set.copyOf(stopTokens);
    stopStrings = List.copyOf(stopStrings);
    if (stopStrings.contains("")) {
      throw new BadInput("a stop string is empty", "leave it out");
    }
  }

  /** The most likely token each time, at most {@code maxTokens}. */
  public static Sampling greedy(int maxTokens) {
    return new Sampling(0, 0, 1, 0, 1, maxTokens, Set.of(), List.of(), 0, 0);
  }

  /** From the model's own distribution, tempered, at most {@code maxTokens}. */
  public static Sampling tempered(double temperature, int maxTokens, long seed) {
    return new Sampling(temperature, 0, 1, 0, 1, maxTokens, Set.of(), List.of(), 0, seed);
  }

  public Sampling withTopK(int topK) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        maxTokens,
        stopTokens,
        stopStrings,
        topLogprobs,
        seed);
  }

  public Sampling withTopP(double topP) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        maxTokens,
        stopTokens,
        stopStrings,
        topLogprobs,
        seed);
  }

  public Sampling withMinP(double minP) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        maxTokens,
        stopTokens,
        stopStrings,
        topLogprobs,
        seed);
  }

  public Sampling withRepetitionPenalty(double repetitionPenalty) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        maxTokens,
        stopTokens,
        stopStrings,
        topLogprobs,
        seed);
  }

  public Sampling withStopTokens(Set<Integer> stopTokens) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        maxTokens,
        stopTokens,
        stopStrings,
        topLogprobs,
        seed);
  }

  public Sampling withStopStrings(List<String> stopStrings) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        maxTokens,
        stopTokens,
        stopStrings,
        topLogprobs,
        seed);
  }

  public Sampling withTopLogprobs(int topLogprobs) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        maxTokens,
        stopTokens,
        stopStrings,
        topLogprobs,
        seed);
  }

  /** The sampler of the sequence numbered {@code index}, with a random stream of its own. */
  public Sampler sampler(long index) {
    return temperature < 1e-6 // dividing by less overflows
        ? Sampler.GREEDY
        : new FilteredSampler(this, new Seed(seed).split(index).random());
  }

  private static void check(boolean ok, String name, Number value, String allowed) {
    if (!ok) {
      throw new BadInput(name + " is " + value, "set it to " + allowed);
    }
  }
}
