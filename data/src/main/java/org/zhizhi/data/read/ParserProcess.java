package org.zhizhi.data.read;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zhizhi.base.AtomicFile;
import org.zhizhi.base.BadInput;

/** A running process that parses. It is killed when it says nothing for too long. */
final class ParserProcess implements AutoCloseable {
  /** Seconds that starting may take on a busy machine. */
  private static final double START_SECONDS = 120;

  /** What {@code -XX:+ExitOnOutOfMemoryError} exits with. */
  private static final int OUT_OF_MEMORY = 3;

  private final Process process;
  private final Path folder;
  private final ReadSettings settings;
  private final InputStream in;
  private final OutputStream out;
  private volatile long deadline = Long.MAX_VALUE;
  private volatile boolean tookTooLong;
  private volatile String lastError = "";

  /** The process has ended, or was made to. */
  static final class Died extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Died(String reason, String detail) {
      super(detail);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /**
   * Starts a process and waits for its first word.
   *
   * @throws BadInput if it does not start
   */
  ParserProcess(ParserCommand command, ReadSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      this.process = command.process(settings, folder).start();
    } catch (IOException e) {
      throw new BadInput(
          "the parsers cannot be started (" + e.getMessage() + ")",
          "check the Java installation",
          e);
    }
    this.in = new BufferedInputStream(process.getInputStream(), 1 << 16);
    this.out = new BufferedOutputStream(process.getOutputStream());
    Thread.ofVirtual().start(this::watchErrors);
    Thread.ofVirtual().start(this::watchTime);
    try {
      Wire.Message first = read(START_SECONDS);
      if (first.kind() != Wire.Kind.BEGUN) {
        throw new Died("garbled", "its first word was " + first.kind());
      }
    } catch (Died e) {
      close();
      throw new BadInput(
          "the parsers do not start: " + e.getMessage() + " " + lastError,
          "check the folder extract of the program, or build it again");
    }
  }

  void request(Wire.Request request) throws Died {
    try {
      Wire.write(out, Wire.Kind.REQUEST, request);
      out.flush();
    } catch (IOException e) {
      throw death();
    }
  }

  /** The next message, which must come within the time that a document may take. */
  Wire.Message read() throws Died {
    return read(settings.seconds());
  }

  private Wire.Message read(double seconds) throws Died {
    deadline = System.nanoTime() + (long) (seconds * 1e9);
    try {
      Optional<Wire.Message> message = Wire.read(in);
      deadline = Long.MAX_VALUE;
      if (message.isPresent()) {
        return message.get();
      }
    } catch (Wire.Garbled e) {
      throw garbled(e);
    } catch (IOException e) {
      // the process is ending
    } finally {
      deadline = Long.MAX_VALUE;
    }
    throw death();
  }

  Died garbled(Wire.Garbled e) {
    kill();
    return new Died("parser crashed", "the parser gave a garbled answer (" + e.getMessage() + ")");
  }

  private Died death() {
    int exit;
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
      exit = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      return new Died("parser crashed", "reading was interrupted");
    }
    if (tookTooLong) {
      return new Died("took too long", "took over " + settings.seconds() + " s to parse");
    }
    if (exit == OUT_OF_MEMORY) {
      return new Died("out of memory", "takes over " + settings.memoryMb() + " MiB to parse");
    }
    return new Died("parser crashed", "the parser ended with exit code " + exit);
  }

  /** Kills the process and all that it started. */
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void watchTime() {
    try {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        long until = deadline;
        if (until != Long.MAX_VALUE && System.nanoTime() > until) {
          tookTooLong = true;
          kill();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps the last line for the message of a failed start, so that the pipe never fills. */
  private void watchErrors() {
    try (BufferedReader errors = process.errorReader()) {
      char[] buffer = new char[4096];
      for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
        String said = new String(buffer, 0, n).strip();
        lastError = said.isEmpty() ? lastError : Texts.line(said.lines().toList().getLast(), 300);
      }
    } catch (IOException e) {
      // it has ended
    }
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      AtomicFile.delete(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // left in the system's temporary folder
    }
  }
}
