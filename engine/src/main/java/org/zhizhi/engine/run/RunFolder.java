package org.zhizhi.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;

/**
 * The folder of one training run, held by one process at a time:
 *
 * <pre>
 * run.yaml       everything needed to repeat the run
 * metrics.jsonl  one line per logged step; TensorBoard event files lie beside it
 * checkpoints/   see {@link Checkpoints}
 * summary.json   how it ended; there only once it has
 * .lock          locked by the process that uses the folder
 * .heartbeat     touched by it every few seconds
 * </pre>
 *
 * <p>The operating system drops the lock with the process, so a kill leaves no trace to clean up.
 */
public final class RunFolder implements AutoCloseable {
  /** What the files and the lock say about a run. */
  public enum State {
    /** A living process holds it. */
    RUNNING,
    /** It can be resumed. */
    INTERRUPTED,
    /** It came to its end. */
    FINISHED
  }

  private static final String RUN = "run.yaml";
  private static final String SUMMARY = "summary.json";
  private static final String LOCK = ".lock";
  private static final String HEARTBEAT = ".heartbeat";
  private static final Duration BEAT = Duration.ofSeconds(5);

  /** The lock's one byte, out of the way of the text, which Windows would not let others read. */
  private static final long LOCKED_BYTE = 1L << 40;

  /**
   * Folders this process holds. Closing any channel on a lock file drops the process's own lock on
   * POSIX systems, so the files of these must never be opened a second time.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path real;
  private final FileChannel lock;
  private final Thread heart;

  private RunFolder(Path path) throws IOException {
    this.path = path;
    this.real = path.toRealPath();
    if (!HELD.add(real)) {
      throw inUse(path, ProcessHandle.current().pid() + " (this one)");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locks(channel)) {
        throw inUse(path, owner(channel));
      }
      channel.truncate(0);
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(pid), 0);
      Files.write(path.resolve(HEARTBEAT), new byte[0]);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      HELD.remove(real);
      throw e;
    }
    this.lock = channel;
    this.heart = Thread.ofPlatform().daemon().name("heartbeat").start(this::beat);
  }

  /**
   * Makes {@code folder} the folder of a new run and holds it.
   *
   * @param run everything needed to repeat it, written as {@code run.yaml}
   * @throws BadInput if the folder holds anything already, or is in use, or cannot be written
   */
  public static RunFolder create(Path folder, JsonNode run) {
    requireFresh(folder); // before anything is put into somebody's folder
    RunFolder held = hold(folder, true);
    try {
      requireFresh(folder);
      Json.write(folder.resolve(RUN), run);
      return held;
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  /**
   * Holds the folder of a run that was started before.
   *
   * @throws BadInput if it holds no run or another process uses it
   */
  public static RunFolder open(Path folder) {
    requireRun(folder);
    return hold(folder, false);
  }

  /** The state of the run in {@code folder}, which may belong to another process. */
  public static State state(Path folder) {
    requireRun(folder);
    if (inUse(folder)) {
      return State.RUNNING;
    }
    return Files.exists(folder.resolve(SUMMARY)) ? State.FINISHED : State.INTERRUPTED;
  }

  /** When a process that held {@code folder} was last known to live. */
  public static Optional<Instant> lastSeen(Path folder) {
    try {
      return Optional.of(Files.getLastModifiedTime(folder.resolve(HEARTBEAT)).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** What {@code run.yaml} says. */
  public JsonNode run() {
    return Json.read(path.resolve(RUN));
  }

  /** The run's checkpoints, of which the newest {@code keep} are kept. */
  public Checkpoints checkpoints(int keep) {
    return new Checkpoints(path.resolve("checkpoints"), keep);
  }

  /** The run's metrics, ready to go on after {@code step}; later lines are dropped. */
  public Metrics metrics(long step) {
    return Metrics.open(path, step);
  }

  /** Records that the run came to its end; from now on it is {@link State#FINISHED}. */
  public void finish(ObjectNode summary) {
    Json.write(path.resolve(SUMMARY), summary);
  }

  /** How the run ended, if it did. */
  public Optional<JsonNode> summary() {
    Path file = path.resolve(SUMMARY);
    return Files.exists(file) ? Optional.of(Json.read(file)) : Optional.empty();
  }

  @Override
  public void close() {
    heart.interrupt();
    try {
      lock.close();
    } catch (IOException e) {
      throw unusable(path, e);
    } finally {
      HELD.remove(real);
    }
  }

  private void beat() {
    Path file = path.resolve(HEARTBEAT);
    try {
      while (true) {
        Thread.sleep(BEAT);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
    } catch (InterruptedException | IOException e) {
      // closed, or the folder was taken away: there is nothing left to keep alive
    }
  }

  private static RunFolder hold(Path folder, boolean create) {
    try {
      if (create) {
        Files.createDirectories(folder);
      }
      return new RunFolder(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static boolean inUse(Path folder) {
    try {
      if (HELD.contains(folder.toRealPath())) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
          FileLock probe = channel.tryLock(LOCKED_BYTE, 1, false)) {
        return probe == null;
      }
    } catch (IOException e) {
      return false; // no lock file: nobody ever held it, or it was copied from elsewhere
    }
  }

  /** Tries for a moment, because {@link #state} of another process may be looking. */
  private static boolean locks(FileChannel channel) throws IOException {
    for (int attempt = 0; attempt < 5; attempt++) {
      if (channel.tryLock(LOCKED_BYTE, 1, false) != null) {
        return true;
      }
      try {
        Thread.sleep(40);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    return pid.matches("[0-9]+") ? pid : "unknown";
  }

  private static void requireFresh(Path folder) {
    if (Files.exists(folder.resolve(RUN))) {
      throw new BadInput(
          folder + ": holds a run already",
          "go on with it by: zhizhi resume " + folder + ", or choose another --out");
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        // names with a dot are what a start that was killed leaves
        if (files.anyMatch(f -> !f.getFileName().toString().startsWith("."))) {
          throw new BadInput(folder + ": is not empty", "choose another folder with --out");
        }
      } catch (IOException e) {
        throw unusable(folder, e);
      }
    }
  }

  private static void requireRun(Path folder) {
    if (!Files.exists(folder.resolve(RUN))) {
      throw new BadInput(folder + ": holds no " + RUN, "name the folder that was given with --out");
    }
  }

  private static BadInput inUse(Path folder, String pid) {
    return new BadInput(
        folder + ": in use by process " + pid, "wait for it, end it, or choose another --out");
  }

  private static BadInput unusable(Path folder, IOException e) {
    return new BadInput(
        folder + ": cannot be used as a run folder (" + e + ")",
        "choose a folder that can be written, with --out",
        e);
  }
}
