package org.zhizhi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final StringWriter err = new StringWriter();

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
    return List.of(
        "train",
        source.toString(),
        "--out",
        run.toString(),
        "--size",
        "1m",
        "--vocab",
        "280",
        "--length",
        "32",
        "--width",
        "128",
        "--layers",
        "1",
        "--batch",
        "8",
        "--tokens",
        "20000",
        "--threads",
        "2",
        "--checkpoint-steps",
        "5",
        "--quiet");
  }

  private int zhizhi(List<String> args) {
    err.getBuffer().setLength(0);
    var line = Main.commandLine(Locale.ROOT).setErr(new PrintWriter(err, true));
    return Main.execute(line, args.toArray(String[]::new));
  }

  @Test
  void aRunThatIsKilledGoesOnToTheSameBytes() throws Exception {
    Path whole = folder.resolve("whole");
    assertEquals(0, zhizhi(train(whole)), err::toString);
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
    assertEquals(0, zhizhi(List.of("resume", killed.toString(), "--quiet")), err::toString);
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
    refused(List.of("train", empty.toString(), "--out", out.toString()), "empty", ".txt");
    refused(List.of("train", folder + "/nowhere", "--out", out.toString()), "nowhere");
    refused(List.of("train", source.toString(), "--size", "huge"), "--size huge");
    refused(List.of("train", source.toString(), "--rate", "7"), "--rate 7");
    refused(List.of("resume", empty.toString()), "empty");
    refused(List.of("chat", empty.toString()), "empty");
    refused(List.of("exam", empty.toString(), source + "/0.md", "--out", out.toString()), "empty");
    refused(List.of("exam", empty.toString(), "x", "--shots", "-1"), "--shots -1");
    assertTrue(Files.notExists(out), "something was left behind");
  }

  @Test
  void aTruncatedModelIsRefused() throws IOException {
    Path run = folder.resolve("run");
    assertEquals(0, zhizhi(train(run)), err::toString);
    Path weights = run.resolve("model/model.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    refused(List.of("chat", run.toString()), "model.safetensors");
    Files.writeString(run.resolve("model/config.json"), "{\"model_type\":\"qwen3\",");
    refused(List.of("chat", run.toString()), "config.json");
  }

  private void refused(List<String> args, String... named) {
    assertEquals(2, zhizhi(args), () -> args + ": " + err);
    assertEquals(1, err.toString().strip().lines().count(), err::toString);
    for (String name : named) {
      assertTrue(err.toString().contains(name), () -> "no " + name + " in: " + err);
    }
  }
}
