package org.zhizhi.data.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build in a process of its own, killed as kill -9 does. */
class KilledBuildTest {
  private static final String RECIPE =
      "stages: [short, mask]\nduplicates: {near: off}\nmixture: {size: 300KB}";

  @TempDir Path folder;

  /** Builds {@code args[1]} from {@code args[0]}. */
  public static void main(String[] args) {
    Limits limits = Fixture.limits(2);
    Fixture.build(Fixture.recipe(RECIPE), Path.of(args[0]), Path.of(args[1]), limits).run();
  }

  @Test
  void endsWithTheSameBytesAfterAnyNumberOfKills() throws Exception {
    Path source = folder.resolve("source");
    Fixture.documents(source, 1500);
    Path whole = folder.resolve("whole");
    assertEquals(0, start(source, whole).waitFor());
    Path out = folder.resolve("killed");
    int kills = 0;
    for (int chunks = 1; chunks <= 7; chunks += 2) { // killed once so many chunks are complete
      Process process = start(source, out);
      while (process.isAlive() && chunks(out) < chunks) {
        Thread.sleep(1);
      }
      if (process.isAlive()) {
        process.destroyForcibly().waitFor();
        kills++;
      }
      if (Files.exists(out) && !Files.exists(Work.folder(out))) {
        break;
      }
    }
    if (!Files.exists(out) || Files.exists(Work.folder(out))) {
      assertEquals(0, start(source, out).waitFor());
    }
    assertTrue(kills > 0, "killed too late");
    assertEquals(Fixture.bytes(whole), Fixture.bytes(out), "after " + kills + " kills");
  }

  private static long chunks(Path out) throws IOException {
    if (!Files.isDirectory(Work.folder(out))) {
      return 0;
    }
    try (Stream<Path> files = Files.list(Work.folder(out))) {
      return files.filter(f -> f.getFileName().toString().startsWith("chunk-")).count();
    }
  }

  private static Process start(Path source, Path out) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledBuildTest.class.getName(),
            source.toString(),
            out.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
