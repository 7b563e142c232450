package org.zhizhi.base;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a piece of work is: on a terminal one line rewritten in place, in a log one line per
 * interval, with rate, share and time left. Work that ends within two seconds prints its last line
 * only. To be used by one thread.
 *
 * <pre>
 * tokens  42.0 %  12.4M of 29.5M  1.20M/s  14 s left  loss 2.31
 * </pre>
 */
public final class Progress {
  /** Where progress goes. */
  public enum Mode {
    /** One line, rewritten in place. */
    TERMINAL,
    /** One line every interval. */
    LOG,
    /** Nothing. */
    QUIET;

    /** What suits this process: {@code QUIET} if asked for, else by whether a person watches. */
    public static Mode of(boolean quiet) {
      return quiet
          ? QUIET
          : System.console() != null
                  && System.console().isTerminal()
                  && !"dumb".equals(System.getenv("TERM"))
              ? TERMINAL
              : LOG;
    }
  }

  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  // wrapping is off while the line is drawn: a wrapped line could not be rewritten
  private static final String DRAW = "\r\033[?7l%s\033[K\033[?7h";

  private final PrintStream out;
  private final String label;
  private final long total;
  private final Mode mode;
  private final LongSupplier nanos;
  private final long start;

  private long first;
  private long nextLine;
  private boolean drawn;

  private Progress(PrintStream out, String label, long total, Mode mode, LongSupplier nanos) {
    this.out = out;
    this.label = label;
    this.total = total;
    this.mode = mode;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.nextLine = start + (mode == Mode.TERMINAL ? SILENCE.toNanos() : INTERVAL.toNanos());
  }

  /**
   * Starts to show work that counts from 0 to {@code total}; 0 if nobody knows how far.
   *
   * @param label says in a word what is counted
   */
  public static Progress of(PrintStream out, String label, long total, Mode mode) {
    return of(out, label, total, mode, System::nanoTime);
  }

  /** As above, in the mode that suits this process. */
  public static Progress of(PrintStream out, String label, long total) {
    return of(out, label, total, Mode.of(false));
  }

  static Progress of(PrintStream out, String label, long total, Mode mode, LongSupplier nanos) {
    return new Progress(out, label, total, mode, nanos);
  }

  /** Starts the count at {@code done}, of which the rate takes no credit: for resumed work. */
  public Progress from(long done) {
    first = done;
    return this;
  }

  /**
   * Tells that {@code done} of the total are done; cheap when it is not yet time to show it.
   *
   * @param details one line of what else there is to say, may be empty
   */
  public void update(long done, String details) {
    long now = nanos.getAsLong();
    if (mode == Mode.QUIET || now - nextLine < 0) {
      return;
    }
    String line = join(label, share(done), rate(done, now), left(done, now), details);
    if (mode == Mode.TERMINAL) {
      out.printf(DRAW, line);
      drawn = true;
      nextLine = now + REDRAW.toNanos();
    } else {
      out.println(line);
      nextLine = now + INTERVAL.toNanos();
    }
    out.flush();
  }

  /** Prints the last line: what was done in what time. */
  public void done(long done, String details) {
    if (mode == Mode.QUIET) {
      return;
    }
    long now = nanos.getAsLong();
    String time = Figures.duration(Duration.ofNanos(now - start));
    String line = join(label, Figures.count(done), rate(done, now), time, details);
    if (drawn) {
      out.printf(DRAW + "%n", line);
    } else {
      out.println(line);
    }
    out.flush();
  }

  private String share(long done) {
    String count = Figures.count(done);
    return total <= 0
        ? count
        : String.format(Locale.ROOT, "%5.1f %%", 100.0 * done / total)
            + "  "
            + count
            + " of "
            + Figures.count(total);
  }

  private String rate(long done, long now) {
    double seconds = (now - start) / 1e9;
    return seconds <= 0 ? "" : Figures.count((done - first) / seconds) + "/s";
  }

  private String left(long done, long now) {
    if (total <= 0 || done <= first) {
      return "";
    }
    double nanosEach = (double) (now - start) / (done - first);
    long left = (long) (nanosEach * Math.max(0, total - done));
    return Figures.duration(Duration.ofNanos(left)) + " left";
  }

  private static String join(String... parts) {
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      if (!part.isEmpty()) {
        line.append(line.isEmpty() ? "" : "  ").append(part);
      }
    }
    return line.toString();
  }
}
