package org.zhizhi.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.run.Checkpoints.Checkpoint;

class CheckpointsTest {
  @TempDir Path temp;

  private final List<String> refused = new ArrayList<>();

  @Test
  void latestIsTheNewestWrittenAndTheLastOnesAreKept() throws IOException {
    Checkpoints checkpoints = new Checkpoints(temp.resolve("checkpoints"), 2);
    assertTrue(latest(checkpoints) < 0);
    for (long step = 500; step <= 2000; step += 500) {
      checkpoints.write(step, content("at " + step));
      assertEquals(step, latest(checkpoints));
    }
    assertEquals(List.of(1500L, 2000L), steps(checkpoints));
    Path path = temp.resolve("checkpoints/step-00002000");
    assertEquals("at 2000", Files.readString(path.resolve("deep/model.bin")));
    assertEquals(
        "{ \"step\" : 2000, \"files\" : { \"deep/model.bin\" : { \"bytes\" : 7,"
            + " \"crc32c\" : \""
            + crc32c("at 2000")
            + "\" } } }",
        Files.readString(path.resolve("checkpoint.json")).strip().replaceAll("\\s+", " "));
  }

  @Test
  void spoiledOnesAreRefusedAndThePreviousIsUsed() throws IOException {
    Checkpoints checkpoints = new Checkpoints(temp, 9);
    for (long step = 1; step <= 5; step++) {
      checkpoints.write(step, content("at " + step));
    }
    Files.writeString(temp.resolve("step-00000005/deep/model.bin"), "at 4");
    Files.writeString(temp.resolve("step-00000004/deep/model.bin"), "at 4 and more");
    Files.delete(temp.resolve("step-00000003/deep/model.bin"));
    Files.writeString(temp.resolve("step-00000002/checkpoint.json"), "{\"st");
    assertEquals(1, latest(checkpoints));
    assertEquals(4, refused.size());
    assertTrue(refused.get(0).contains("model.bin: CRC-32C is "), refused.get(0));
    assertTrue(refused.get(1).contains("has 13 bytes, 4 were written"), refused.get(1));
    assertTrue(refused.get(2).contains("model.bin: missing"), refused.get(2));
    checkpoints.write(3, content("at 3"));
    assertEquals(3, latest(checkpoints));
    assertEquals(List.of(1L, 2L, 3L), steps(checkpoints), "later ones are of another past");
  }

  @Test
  void aStepThatIsThereIsNotWrittenAgain() {
    Checkpoints checkpoints = new Checkpoints(temp, 3);
    checkpoints.write(1, content("x"));
    checkpoints.write(
        1,
        folder -> {
          throw new AssertionError("written twice");
        });
    assertEquals(1, latest(checkpoints));
  }

  @Test
  void whatKilledWritersLeaveIsIgnoredAndRemoved() throws IOException {
    new Checkpoints(temp, 3).write(1, content("x"));
    Path partial = Files.createDirectories(temp.resolve(".step-00000002.partial"));
    Files.writeString(partial.resolve("model.bin"), "half");
    Files.createDirectories(temp.resolve(".step-00000000.deleted"));
    assertEquals(1, latest(new Checkpoints(temp, 3)));
    assertFalse(Files.exists(partial));
    assertFalse(Files.exists(temp.resolve(".step-00000000.deleted")));
  }

  @Test
  void aKillAtAnyMomentLeavesTheNewestOneWhole() throws Exception {
    SplittableRandom random = new Seed(8).split("kills").random();
    long before = 0;
    for (int kill = 0; kill < 5; kill++) {
      Process writer =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  temp.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertEquals("writing", writer.inputReader().readLine());
      Thread.sleep(20 + random.nextInt(150));
      writer.destroyForcibly().waitFor();
      long latest = latest(new Checkpoints(temp, 2));
      assertEquals(List.of(), refused);
      assertTrue(latest > before, latest + " after " + before);
      before = latest;
    }
  }

  /** Writes one checkpoint after the other until it is killed. */
  static final class Writer {
    public static void main(String[] args) {
      Checkpoints checkpoints = new Checkpoints(Path.of(args[0]), 2);
      long step =
          checkpoints
              .latest(e -> System.out.println(e.getMessage()))
              .map(Checkpoint::step)
              .orElse(0L);
      checkpoints.write(++step, content("at " + step));
      System.out.println("writing");
      while (true) {
        checkpoints.write(++step, content(("at " + step).repeat(9999)));
      }
    }
  }

  @Test
  void aWriterThatFailsLeavesThePreviousOne() {
    Checkpoints checkpoints = new Checkpoints(temp, 1);
    checkpoints.write(1, content("x"));
    BadInput e =
        assertThrows(
            BadInput.class,
            () ->
                checkpoints.write(
                    2,
                    folder -> {
                      content("y").write(folder);
                      throw new IOException("No space left on device");
                    }));
    assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
    assertEquals(1, latest(new Checkpoints(temp, 1)));
  }

  private long latest(Checkpoints checkpoints) {
    return checkpoints.latest(e -> refused.add(e.getMessage())).map(Checkpoint::step).orElse(-1L);
  }

  private static List<Long> steps(Checkpoints checkpoints) {
    return checkpoints.all().stream().map(Checkpoint::step).toList();
  }

  private static AtomicFile.Writer<Path> content(String text) {
    return folder ->
        Files.writeString(
            Files.createDirectories(folder.resolve("deep")).resolve("model.bin"), text);
  }

  private static String crc32c(String text) {
    var crc = new java.util.zip.CRC32C();
    crc.update(text.getBytes());
    return String.format("%08x", crc.getValue());
  }
}
