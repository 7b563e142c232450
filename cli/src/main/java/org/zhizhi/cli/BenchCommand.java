package org.zhizhi.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.zhizhi.base.Json;
import org.zhizhi.language.bench.Bench;
import org.zhizhi.language.train.Size;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code zhizhi bench}: this machine's peak, and how close training and decoding come. */
@Command(
    name = "bench",
    description = "Measure this machine's peak, and how close training and decoding come to it.")
final class BenchCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      defaultValue = "9m,110m",
      description = "Models to measure with (${DEFAULT-VALUE}).")
  private List<String> sizes;

  @Option(
      names = "--gpt2",
      description = "Train on the shapes of GPT-2 124M instead, to compare with llm.c.")
  private boolean gpt2;

  @Override
  public Integer call() {
    PrintStream progress =
        common.quiet() ? new PrintStream(java.io.OutputStream.nullOutputStream()) : System.err;
    Bench bench = new Bench(new TrainOptions().defaults(common), progress);
    if (gpt2) {
      System.out.println(Json.line(bench.gpt2()));
      return 0;
    }
    JsonNode measured = bench.run(sizes.stream().map(Size::of).toList());
    if (common.json()) {
      System.out.println(Json.line(measured));
    } else {
      print(measured, System.out);
    }
    return 0;
  }

  private static void print(JsonNode m, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "peak      bf16 %.0f GFLOP/s, fp32 %.0f GFLOP/s, memory %.1f GB/s, %d threads%n",
        m.at("/peak/bf16_gflops").asDouble(),
        m.at("/peak/fp32_gflops").asDouble(),
        m.at("/peak/bandwidth_gbs").asDouble(),
        m.path("threads").asInt());
    for (JsonNode t : m.path("train")) {
      out.printf(
          Locale.ROOT,
          "train     %-6s %8.0f tokens/s  %5.1f %% of the bf16 peak%n",
          t.path("size").asText(),
          t.path("tokens_per_s").asDouble(),
          100 * t.path("share_of_peak").asDouble());
    }
    for (JsonNode d : m.path("decode")) {
      out.printf(
          Locale.ROOT,
          "decode    %-6s %8.1f tokens/s  %5.1f %% of the bandwidth, after %d tokens%n",
          d.path("size").asText(),
          d.path("tokens_per_s").asDouble(),
          100 * d.path("share_of_bandwidth").asDouble(),
          d.path("context").asInt());
    }
  }
}
