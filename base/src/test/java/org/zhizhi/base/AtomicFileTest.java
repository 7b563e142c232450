package org.zhizhi.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path temp;

  @Test
  void aFileIsReplacedWhole() throws IOException {
    Path file = temp.resolve("deep/a.txt");
    AtomicFile.write(file, "old 旧");
    AtomicFile.write(file, "new 新");
    assertEquals("new 新", Files.readString(file));
    assertEquals(List.of("a.txt"), names(temp.resolve("deep")));
  }

  @Test
  void aFailedWriterLeavesWhatWasThereAndNothingBesides() throws IOException {
    Path file = temp.resolve("a.txt");
    AtomicFile.write(file, "old");
    BadInput full =
        assertThrows(
            BadInput.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 17]);
                      throw new IOException("No space left on device");
                    }));
    assertTrue(
        full.getMessage().startsWith(file + ": cannot be written: No space left on device; "),
        full.getMessage());
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  throw new IllegalStateException("a fault of the writer's own");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a.txt"), names(temp));
  }

  @Test
  void aFolderAppearsWholeOrNotAtAll() throws IOException {
    Path folder = temp.resolve("folder");
    assertThrows(
        BadInput.class,
        () ->
            AtomicFile.folder(
                folder,
                aside -> {
                  Files.writeString(aside.resolve("a"), "half");
                  throw new IOException("cut");
                }));
    assertEquals(List.of(), names(temp));
    AtomicFile.folder(folder, aside -> Files.writeString(aside.resolve("a"), "whole"));
    assertEquals("whole", Files.readString(folder.resolve("a")));
    assertEquals(List.of("folder"), names(temp));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    Path within = file.resolve("a.txt");
    BadInput e = assertThrows(BadInput.class, () -> AtomicFile.write(within, "x"));
    assertTrue(e.getMessage().startsWith(within + ": cannot be written: "), e.getMessage());
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
