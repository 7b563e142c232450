package org.zhizhi.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

class RunFolderTest {
  @TempDir Path temp;

  private final ObjectNode run = Json.object().put("seed", 7).put("名", "知之");

  @Test
  void isRunningWhileHeldInterruptedAfterAndFinishedAtTheEnd() {
    Path folder = temp.resolve("runs/one");
    try (RunFolder held = RunFolder.create(folder, run)) {
      assertEquals(run, held.run());
      assertEquals(RunFolder.State.RUNNING, RunFolder.state(folder));
      Instant seen = RunFolder.lastSeen(folder).orElseThrow();
      assertTrue(Duration.between(seen, Instant.now()).toSeconds() < 5, seen.toString());
    }
    assertEquals(RunFolder.State.INTERRUPTED, RunFolder.state(folder));
    try (RunFolder held = RunFolder.open(folder)) {
      assertTrue(held.summary().isEmpty());
      held.finish(Json.object().put("loss", 1.5));
      assertEquals(RunFolder.State.RUNNING, RunFolder.state(folder));
      assertEquals(1.5, held.summary().orElseThrow().path("loss").asDouble());
    }
    assertEquals(RunFolder.State.FINISHED, RunFolder.state(folder));
  }

  @Test
  void refusesASecondUserInTheSameProcess() {
    try (RunFolder held = RunFolder.create(temp, run)) {
      BadInput e = assertThrows(BadInput.class, () -> RunFolder.open(temp));
      String pid = Long.toString(ProcessHandle.current().pid());
      assertTrue(e.getMessage().contains("in use by process " + pid), e.getMessage());
      assertEquals(RunFolder.State.RUNNING, RunFolder.state(held.path()));
    }
    RunFolder.open(temp).close();
  }

  @Test
  void refusesASecondProcessUntilTheFirstIsKilled() throws Exception {
    Path folder = temp.resolve("run");
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals("held", other.inputReader().readLine());
      BadInput e = assertThrows(BadInput.class, () -> RunFolder.open(folder));
      assertTrue(e.getMessage().contains("in use by process " + other.pid()), e.getMessage());
      assertEquals(RunFolder.State.RUNNING, RunFolder.state(folder));
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertEquals(RunFolder.State.INTERRUPTED, RunFolder.state(folder));
    RunFolder.open(folder).close();
  }

  /** Holds the run folder it is given until it is killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      try (RunFolder held = RunFolder.create(Path.of(args[0]), Json.object())) {
        System.out.println("held");
        Thread.sleep(Duration.ofMinutes(1));
      }
    }
  }

  @Test
  void refusesFoldersThatHoldSomethingElse() throws Exception {
    Path folder = temp.resolve("run");
    RunFolder.create(folder, run).close();
    BadInput again = assertThrows(BadInput.class, () -> RunFolder.create(folder, run));
    assertTrue(again.getMessage().contains("zhizhi resume " + folder), again.getMessage());
    Path other = Files.createDirectory(temp.resolve("other"));
    Files.writeString(other.resolve("thesis.txt"), "mine");
    BadInput full = assertThrows(BadInput.class, () -> RunFolder.create(other, run));
    assertTrue(full.getMessage().contains("is not empty"), full.getMessage());
    try (var files = Files.list(other)) {
      assertEquals(1, files.count(), "nothing was put there");
    }
    BadInput none = assertThrows(BadInput.class, () -> RunFolder.open(other));
    assertTrue(none.getMessage().contains("holds no run.yaml"), none.getMessage());
    assertThrows(BadInput.class, () -> RunFolder.create(other.resolve("thesis.txt/run"), run));
  }
}
