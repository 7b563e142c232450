package org.zhizhi.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.zhizhi.base.Progress.Mode;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long now = 5_000_000_000L;

  @Test
  void aLogGetsOneLinePerInterval() {
    Progress progress = Progress.of(out, "tokens", 30_000, Mode.LOG, () -> now);
    run(progress, 30);
    assertEquals(
        """
        tokens   33.3 %  10.0k of 30.0k  1.00k/s  20 s left  loss 2.5
        tokens   66.7 %  20.0k of 30.0k  1.00k/s  10 s left  loss 2.5
        tokens  100.0 %  30.0k of 30.0k  1.00k/s  0.00 s left  loss 2.5
        tokens  30.0k  1.00k/s  30 s  done
        """,
        text());
  }

  @Test
  void aTerminalLineIsRewrittenInPlace() {
    run(Progress.of(out, "tokens", 30_000, Mode.TERMINAL, () -> now), 3);
    String text = text();
    assertEquals(1, text.chars().filter(c -> c == '\n').count());
    assertTrue(text.startsWith("\r\033[?7ltokens    6.7 %  2.00k of 30.0k"), text);
    assertTrue(text.endsWith("tokens  3.00k  1.00k/s  3.0 s  done\033[K\033[?7h\n"), text);
    assertTrue(text.split("\r").length < 10, "drawn at most five times a second");
  }

  @Test
  void shortWorkPrintsItsLastLineOnlyAndQuietWorkNothing() {
    run(Progress.of(out, "files", 9, Mode.TERMINAL, () -> now), 1);
    run(Progress.of(out, "files", 9, Mode.LOG, () -> now), 1);
    assertEquals("files  1.00k  1.00k/s  1.0 s  done\n".repeat(2), text());
    bytes.reset();
    run(Progress.of(out, "files", 9, Mode.QUIET, () -> now), 60);
    assertEquals("", text());
  }

  @Test
  void resumedWorkTakesNoCreditForWhatWasDoneBefore() {
    Progress progress = Progress.of(out, "steps", 0, Mode.LOG, () -> now).from(500);
    now += Duration.ofSeconds(10).toNanos();
    progress.update(600, "");
    assertEquals("steps  600  10/s\n", text());
    assertFalse(text().contains("left"));
  }

  private void run(Progress progress, int seconds) {
    for (int i = 1; i <= 100 * seconds; i++) {
      now += Duration.ofMillis(10).toNanos();
      progress.update(10L * i, "loss 2.5");
    }
    progress.done(1000L * seconds, "done");
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
