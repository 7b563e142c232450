package org.zhizhi.data.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Seed;

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
    long began = System.nanoTime();
    Process first = start(source, whole);
    assertEquals(0, first.waitFor());
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    Path out = folder.resolve("killed");
    SplittableRandom random = new Seed(took).split("kills").random();
    int kills = 0;
    for (int i = 0; i < 4; i++) {
      Process process = start(source, out);
      if (!process.waitFor(random.nextLong(took / 4, took), TimeUnit.MILLISECONDS)) {
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
