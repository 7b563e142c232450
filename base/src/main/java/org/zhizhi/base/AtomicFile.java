package org.zhizhi.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Files and folders that are there whole or not at all: written beside their place, forced to the
 * disk, renamed. A kill at any moment leaves the old content or the new, never half of it.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes into a stream or a folder; may fail. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T target) throws IOException;
  }

  /** Replaces {@code file} with what {@code writer} writes to the buffered stream it is given. */
  public static void write(Path file, Writer<OutputStream> writer) {
    Path aside = aside(file);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(
              aside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        writer.write(out);
        out.flush();
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(file, aside, e);
    } catch (RuntimeException | Error e) {
      clean(aside, e);
      throw e;
    }
  }

  /** Replaces {@code file} with {@code text} in UTF-8. */
  public static void write(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Makes the folder {@code folder} appear whole: {@code writer} fills a sibling, whose files are
   * forced before it takes the name. A folder of that name must not exist yet.
   */
  public static void folder(Path folder, Writer<Path> writer) {
    Path aside = aside(folder);
    try {
      delete(aside);
      Files.createDirectories(aside);
      writer.write(aside);
      try (Stream<Path> files = Files.walk(aside)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (Files.isRegularFile(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
              channel.force(true);
            }
          } else {
            forceFolder(file);
          }
        }
      }
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folder.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(folder, aside, e);
    } catch (RuntimeException | Error e) {
      clean(aside, e);
      throw e;
    }
  }

  /** Deletes a file, or a folder with all it holds; does nothing where there is none. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path p : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(p);
      }
    }
  }

  private static Path aside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".partial");
  }

  private static void clean(Path aside, Throwable cause) {
    try {
      delete(aside);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static BadInput failed(Path file, Path aside, IOException cause) {
    clean(aside, cause);
    String reason =
        cause instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : cause instanceof FileSystemException
                ? cause.getClass().getSimpleName()
                : cause.getMessage();
    return new BadInput(
        file + ": cannot be written: " + reason,
        "free space or choose another place with --out; what was there before is unharmed",
        cause);
  }

  /** Makes a rename durable. Windows has no such call and needs none. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // not every file system lets a folder be opened; the rename itself has been done
    }
  }
}
