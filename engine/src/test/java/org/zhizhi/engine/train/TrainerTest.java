package org.zhizhi.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.run.Metrics;
import org.zhizhi.engine.run.RunFolder;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;

class TrainerTest {
  private static final int STEPS = 60;
  @TempDir Path folder;

  private static Settings settings(int workers, int micro, Optimizer.Rule rule) {
    return new Settings(
        STEPS,
        0,
        8,
        micro,
        workers,
        rule,
        0.2,
        5,
        0.3,
        0.1,
        0.9,
        0.95,
        1e9,
        DType.F32,
        Device.CPU,
        1e9,
        0);
  }

  private static Trainer.Outcome train(
      Path path, Settings settings, long stopAfter, long poisoned) {
    try (RunFolder run =
            Files.exists(path) ? RunFolder.open(path) : RunFolder.create(path, Json.object());
        Trainer<double[]> trainer =
            Trainer.open(
                new LineFit(poisoned),
                settings,
                run,
                new Seed(1),
                Trainer.Start.FRESH,
                line -> {})) {
      return trainer.train(
          run,
          status -> {
            if (status.step() == stopAfter) {
              trainer.stop();
            }
          });
    }
  }

  private static byte[] weights(Path run) throws IOException {
    return Files.readAllBytes(
        run.resolve("checkpoints/step-%08d/weights.safetensors".formatted(STEPS)));
  }

  @Test
  void findsTheLine() {
    Trainer.Outcome outcome =
        train(folder.resolve("run"), settings(2, 2, Optimizer.Rule.ADAMW), -1, -1);
    assertTrue(outcome.finished());
    assertEquals(STEPS, outcome.steps());
    assertEquals(8 * STEPS, outcome.units());
    double last = losses(folder.resolve("run")).getLast();
    assertTrue(last < 0.5, "loss " + last);
  }

  @ParameterizedTest
  @EnumSource(Optimizer.Rule.class)
  void resumesExactlyWhereItStopped(Optimizer.Rule rule) throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    train(whole, settings(2, 2, rule), -1, -1);
    assertFalse(train(parts, settings(2, 2, rule), 7, -1).finished());
    assertFalse(train(parts, settings(2, 2, rule), 33, -1).finished());
    assertTrue(train(parts, settings(2, 2, rule), -1, -1).finished());
    assertArrayEquals(weights(whole), weights(parts));
    assertEquals(losses(whole), losses(parts));
  }

  private static List<Double> losses(Path run) {
    return Metrics.read(run).stream().map(line -> line.path("loss").asDouble()).toList();
  }

  @Test
  void accumulatingOverPassesIsTheSameBatch() {
    double once = train(folder.resolve("a"), settings(1, 8, Optimizer.Rule.ADAMW), -1, -1).loss();
    double passes = train(folder.resolve("b"), settings(1, 2, Optimizer.Rule.ADAMW), -1, -1).loss();
    double workers =
        train(folder.resolve("c"), settings(4, 1, Optimizer.Rule.ADAMW), -1, -1).loss();
    assertEquals(once, passes, 1e-5);
    assertEquals(once, workers, 1e-5);
  }

  @Test
  void stopsAtALossThatIsNoNumberAndNamesTheBatch() {
    Diverged e =
        assertThrows(
            Diverged.class,
            () -> train(folder.resolve("run"), settings(2, 2, Optimizer.Rule.ADAMW), -1, 83));
    assertTrue(e.getMessage().startsWith("step 11: "), e.getMessage());
    assertTrue(e.getMessage().contains("{\"at\":80}"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0,0.1", "9,1", "10,1", "69,1", "70,1", "85,0.5", "99,0.0333333"})
  void theRateWarmsUpStaysAndDecays(long step, double rate) {
    assertEquals(rate, new Schedule(1, 10, 100, 0.3).rate(step), 1e-6);
  }

  @Test
  void aBatchFarOutIsSkippedUntilThereAreTooMany() {
    SpikeGuard guard = new SpikeGuard();
    for (int i = 0; i < 100; i++) {
      assertFalse(guard.isSpike(2 + 0.01 * (i % 5)));
    }
    SpikeGuard restored = new SpikeGuard();
    restored.restore(guard.save());
    for (SpikeGuard g : List.of(guard, restored)) {
      assertFalse(g.isSpike(2.1));
      for (int i = 0; i < 5; i++) {
        assertTrue(g.isSpike(9));
      }
      assertFalse(g.isSpike(9), "five in a row: the model has changed");
    }
  }
}
