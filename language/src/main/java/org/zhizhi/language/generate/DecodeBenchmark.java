package org.zhizhi.language.generate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.kernel.Bandwidth;
import org.zhizhi.engine.kernel.Bf16;
import org.zhizhi.engine.kernel.Team;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.language.model.Qwen3Config;

/**
 * Measures how fast one sequence decodes, against the rate at which memory can be read: the limit,
 * for every weight is read for every token.
 */
public final class DecodeBenchmark {
  private static final int TOKENS = 32;
  private static final int ROUNDS = 3;

  private DecodeBenchmark() {}

  /**
   * What was measured at one length of context.
   *
   * @param context tokens before those timed
   * @param tokensPerSecond by the fastest of some rounds
   * @param bytesPerToken weights, keys and values read for one token
   * @param shareOfBandwidth bytesPerToken * tokensPerSecond / bandwidth
   */
  public record Result(
      int context, double tokensPerSecond, long bytesPerToken, double shareOfBandwidth) {}

  /**
   * Decodes greedily with random BF16 weights.
   *
   * @param bandwidth bytes per second, by {@link Bandwidth#read} in the same run
   * @param contexts lengths of context to measure at, for example 100 and 1000
   */
  public static List<Result> run(Qwen3Config config, Team team, double bandwidth, int... contexts) {
    try (Arena arena = Arena.ofShared()) {
      Decoder decoder = new Decoder(randomWeights(config, arena, new Seed(1)), team);
      return Arrays.stream(contexts).mapToObj(c -> at(c, decoder, bandwidth)).toList();
    }
  }

  private static Result at(int context, Decoder decoder, double bandwidth) {
    Qwen3Config config = decoder.config();
    KvCache cache = decoder.newCache();
    int[] prompt = new SplittableRandom(2).ints(context, 0, config.vocab()).toArray();
    for (int from = 0; from < context; from += 64) {
      int to = Math.min(context, from + 64);
      decoder.advance(List.of(new Decoder.Feed(cache, Arrays.copyOfRange(prompt, from, to))));
    }
    float[] logits = new float[config.vocab()];
    double best = 0;
    for (int round = 0; round <= ROUNDS; round++) { // the first warms up
      cache.cutTo(context);
      int token = 0;
      long start = System.nanoTime();
      for (int i = 0; i < TOKENS; i++) {
        decoder.logits(decoder.advance(List.of(new Decoder.Feed(cache, token))), 1, logits);
        token = Sampler.GREEDY.sample(logits);
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      best = round == 0 ? 0 : Math.max(best, TOKENS / seconds);
    }
    long bytes =
        decoder.weights().bytesPerToken() + cache.bytesPerPosition() * (context + TOKENS / 2);
    return new Result(context, best, bytes, bytes * best / bandwidth);
  }

  /** Weights of deviation 0.02, norms of 1: as a network starts out. */
  static Weights randomWeights(Qwen3Config config, Arena arena, Seed seed) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Weights.shapes(config)
        .forEach((name, shape) -> tensors.put(name, random(shape, arena, seed.split(name))));
    return Weights.of(config, tensors);
  }

  private static HostTensor random(long[] shape, Arena arena, Seed seed) {
    long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    MemorySegment data = arena.allocate(2 * elements, 64);
    SplittableRandom random = seed.random();
    float[] row = new float[1 << 12];
    for (long at = 0; at < elements; at += row.length) {
      int n = (int) Math.min(row.length, elements - at);
      for (int i = 0; i < n; i++) {
        row[i] = shape.length == 1 ? 1 : 0.07f * (random.nextInt() >> 8) * 0x1p-24f;
      }
      Bf16.store(row, 0, data, 2 * at, n);
    }
    return new HostTensor(DType.BF16, shape, data);
  }
}
