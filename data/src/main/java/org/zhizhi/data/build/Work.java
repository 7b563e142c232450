package org.zhizhi.data.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/**
 * The folder {@code OUT.work} in which a corpus is made until it appears whole as {@code OUT}: what
 * was begun, the complete chunks, a lock. A build that was killed goes on from what is there.
 */
final class Work implements Closeable {
  private static final String BEGUN = "build.json";
  private static final String LOCK = "lock";
  private static final String ALL_READ = "read.json";

  private final Path out;
  private final Path folder;
  private final FileChannel channel;

  private Work(Path out, Path folder, FileChannel channel) {
    this.out = out;
    this.folder = folder;
    this.channel = channel;
  }

  static Path folder(Path out) {
    return out.resolveSibling(out.getFileName() + ".work");
  }

  /**
   * Begins to make {@code out}, or goes on with it.
   *
   * @param begun what is made of what, an object of texts; what was begun of something else is not
   *     gone on with
   * @throws BadInput if {@code out} is there already, something else was begun there, or another
   *     process is at it
   */
  static Work open(Path out, JsonNode begun) {
    Path folder = folder(out);
    boolean left = Files.exists(folder.resolve(BEGUN));
    if (Files.exists(out) && !left) {
      throw new BadInput(out + ": is there already", "remove it or choose another --out");
    }
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Work work = new Work(out, folder, channel);
      try {
        work.lock();
        work.begin(begun);
        return work;
      } catch (IOException | RuntimeException e) {
        work.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BadInput(
          folder + ": cannot be written (" + e + ")", "choose another place with --out", e);
    }
  }

  private void lock() throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by this very process
    }
    if (lock == null) {
      throw new BadInput(
          folder + ": another build is at work there", "wait for it or choose another --out");
    }
  }

  private void begin(JsonNode begun) {
    Path file = folder.resolve(BEGUN);
    if (!Files.exists(file)) {
      Json.write(file, begun);
      return;
    }
    JsonNode before = Json.read(file);
    for (var field : begun.properties()) {
      if (!field.getValue().equals(before.path(field.getKey()))) {
        throw new BadInput(
            folder + ": the " + field.getKey() + " changed since it was begun",
            "give the same again to go on, or remove "
                + folder
                + (Files.exists(out) ? " and " + out : "")
                + " to start anew");
      }
    }
  }

  /** Whether the corpus is there already and only this folder was left. */
  boolean isDone() {
    return Files.exists(out);
  }

  Path folder() {
    return folder;
  }

  /**
   * The number of chunks that are complete, one after the other from the first; what else lies
   * there of chunks goes.
   */
  int chunks() throws IOException {
    int complete = 0;
    while (Files.exists(Chunk.folder(folder, complete))) {
      complete++;
    }
    List<Path> others;
    try (Stream<Path> all = Files.list(folder)) {
      int count = complete;
      others = all.filter(path -> isOther(path, count)).toList();
    }
    for (Path other : others) {
      AtomicFile.delete(other);
    }
    return complete;
  }

  private boolean isOther(Path path, int chunks) {
    String name = path.getFileName().toString();
    return name.startsWith(".")
        || name.startsWith("chunk-")
            && name.compareTo(Chunk.folder(folder, chunks).getFileName().toString()) >= 0;
  }

  /** Whether everything was read. */
  boolean isAllRead() {
    return Files.exists(folder.resolve(ALL_READ));
  }

  /** How many chunks there were then. */
  int allRead() {
    return Json.read(folder.resolve(ALL_READ)).path("chunks").asInt();
  }

  void allRead(int chunks) {
    Json.write(folder.resolve(ALL_READ), Json.object().put("chunks", chunks));
  }

  /** An empty folder for files that need not outlive the process. */
  Path scratch() throws IOException {
    Path scratch = folder.resolve("scratch");
    AtomicFile.delete(scratch);
    return Files.createDirectory(scratch);
  }

  /** Removes the folder; what says what was begun goes last, so that this can be gone on with. */
  void remove() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.filter(file -> !file.endsWith(BEGUN) && !file.endsWith(LOCK)).toList();
    }
    for (Path file : all) {
      AtomicFile.delete(file);
    }
    Files.deleteIfExists(folder.resolve(BEGUN));
    Files.deleteIfExists(folder.resolve(LOCK));
    Files.deleteIfExists(folder);
  }

  /** Lets go of the lock. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
