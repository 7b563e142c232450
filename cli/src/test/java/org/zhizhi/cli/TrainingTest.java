package org.zhizhi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that train, as a user meets them. */
class TrainingTest {
  @TempDir Path folder;
  private Path source;
  private final Program zhizhi = new Program();

  @BeforeEach
  void writeDocuments() throws IOException {
    source = Files.createDirectories(folder.resolve("source"));
    SplittableRandom random = new SplittableRandom(1);
    for (int file = 0; file < 40; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        text.append((char) ('a' + random.nextInt(6))).append(i % 7 == 6 ? " " : "");
      }
      Files.writeString(source.resolve(file + ".md"), text);
    }
  }

  private List<String> train(Path run) {
    return Program.train(
        source,
        run,
        "--batch",
        "8",
        "--tokens",
        "20000",
        "--threads",
        "2",
        "--checkpoint-steps",
        "5");
  }

  @Test
  void aRunThatIsKilledGoesOnToTheSameBytes() throws Exception {
    Path whole = folder.resolve("whole");
    zhizhi.does(train(whole));
    Path killed = folder.resolve("killed");
    for (int kill = 1; kill <= 3; kill++) {
      boolean fresh = !Files.exists(killed.resolve("run.yaml"));
      Process process =
          start(fresh ? train(killed) : List.of("resume", killed.toString(), "--quiet"));
      long steps = 10L * kill;
      while (process.isAlive() && steps(killed) < steps) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    zhizhi.does(List.of("resume", killed.toString(), "--quiet"));
    assertArrayEquals(model(whole), model(killed));
  }

  private static byte[] model(Path run) throws IOException {
    return Files.readAllBytes(run.resolve("model/model.safetensors"));
  }

  private static long steps(Path run) throws IOException {
    Path metrics = run.resolve("metrics.jsonl");
    if (!Files.exists(metrics)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(metrics)) {
      return lines.count();
    }
  }

  private static Process start(List<String> args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> !a.startsWith("-agentlib") && !a.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(args);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void whatCannotBeUsedIsSaidInOneLineAndNothingIsLeft() throws IOException {
    Path out = folder.resolve("out");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    zhizhi.refuses(List.of("train", empty.toString(), "--out", out.toString()), "empty", ".txt");
    zhizhi.refuses(List.of("train", folder + "/nowhere", "--out", out.toString()), "nowhere");
    zhizhi.refuses(List.of("train", source.toString(), "--size", "huge"), "--size huge");
    zhizhi.refuses(List.of("train", source.toString(), "--rate", "7"), "--rate 7");
    zhizhi.refuses(List.of("resume", empty.toString()), "empty");
    zhizhi.refuses(List.of("chat", empty.toString()), "empty");
    zhizhi.refuses(
        List.of("exam", empty.toString(), source + "/0.md", "--out", out.toString()), "empty");
    zhizhi.refuses(List.of("exam", empty.toString(), "x", "--shots", "-1"), "--shots -1");
    assertTrue(Files.notExists(out), "something was left behind");
  }

  @Test
  void aTruncatedModelIsRefused() throws IOException {
    Path run = folder.resolve("run");
    zhizhi.does(train(run));
    Path weights = run.resolve("model/model.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    zhizhi.refuses(List.of("chat", run.toString()), "model.safetensors");
    Files.writeString(run.resolve("model/config.json"), "{\"model_type\":\"qwen3\",");
    zhizhi.refuses(List.of("chat", run.toString()), "config.json");
  }
}
