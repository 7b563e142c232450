package org.zhizhi.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.zhizhi.base.BadInput;
import org.zhizhi.engine.train.Diverged;

/** What the user is told when a command ends with an exception: always one line. */
final class Failure {
  /** The answer is no: the training came to nothing. */
  static final int NO = 1;

  /** The user can mend it: wrong input, too little memory, a full disk. */
  static final int MENDABLE = 2;

  /** The program is at fault: EX_SOFTWARE of sysexits.h. */
  static final int FAULT = 70;

  private Failure() {}

  /**
   * Prints one line to {@code err} and returns the exit code.
   *
   * @param command that failed, with those it is in: {@code zhizhi data build}
   */
  static int report(Throwable failure, PrintWriter err, String command) {
    if (failure instanceof Diverged) {
      err.println("zhizhi: " + oneLine(failure.getMessage()));
      return NO;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String line = mendable(cause, command);
      if (line != null) {
        err.println("zhizhi: " + oneLine(line));
        return MENDABLE;
      }
    }
    err.println("zhizhi: a fault in the program: " + oneLine(failure.toString()) + trace(failure));
    return FAULT;
  }

  /** What is wrong and how to mend it, or null where {@code cause} says nothing a user can mend. */
  private static String mendable(Throwable cause, String command) {
    String message = String.valueOf(cause.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (cause instanceof BadInput) {
      return message;
    }
    if (lower.contains("can't allocate memory") || lower.contains("cuda out of memory")) {
      return "out of memory for tensors: " + message + "; take a smaller model or batch";
    }
    if (cause instanceof OutOfMemoryError) {
      return "out of memory: "
          + message
          + " (the Java heap may grow to "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MiB); "
          + smaller(command)
          + "give more: ZHIZHI_JAVA_OPTS=-Xmx4g";
    }
    if (cause instanceof IOException
        && (lower.contains("no space left") || lower.contains("not enough space"))) {
      return "the disk is full: " + message + "; free space or choose another place with --out";
    }
    return null;
  }

  /** What of {@code command} to make smaller when its heap is full, to go on with "or ...". */
  private static String smaller(String command) {
    return switch (command) {
      case "zhizhi data build" -> "take fewer --threads, or ";
      case "zhizhi data quality" -> "take fewer documents, or ";
      case "zhizhi data look", "zhizhi data recipe" -> "";
      default -> "take a smaller model or batch, or ";
    };
  }

  /** Writes the stack trace to a file and returns where, as the end of a sentence. */
  private static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    String[] about = new Main.Version().getVersion();
    try {
      Path file = Files.createTempFile("zhizhi-", ".txt");
      Files.writeString(file, String.join("\n", about) + "\n" + trace);
      return "; please report it with " + file;
    } catch (IOException e) {
      return "\n" + trace; // no place for a file: more than a line is better than nothing
    }
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
