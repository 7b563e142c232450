package org.zhizhi.extract;

import static org.zhizhi.extract.Samples.bytes;
import static org.zhizhi.extract.Samples.utf8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that mean harm in one way, made from scratch in a folder. */
abstract class HostileKind {
  final Path folder;

  /**
   * @param folder where they go
   */
  HostileKind(Path folder) {
    this.folder = folder;
  }

  /** Writes all of them. */
  abstract void write() throws Exception;

  final void put(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  final void put(String name, Samples.Writing writing) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      writing.to(out);
    }
  }

  static void repeat(OutputStream packing, String text, long bytes) throws IOException {
    byte[] block = utf8(text.repeat(Math.max(1, 65_536 / text.length())));
    try (OutputStream out = packing) {
      for (long done = 0; done < bytes; done += block.length) {
        out.write(block);
      }
    }
  }
}
