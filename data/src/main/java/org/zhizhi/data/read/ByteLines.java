package org.zhizhi.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.zhizhi.data.decode.Utf8;

/**
 * The lines of a stream as bytes, in one buffer: all since the {@linkplain #mark mark} stay in it,
 * so that a document of many lines is decoded in one go. Lines end with LF in every encoding but
 * UTF-16 and UTF-32.
 */
final class ByteLines implements AutoCloseable {
  private static final int CHUNK = 1 << 18;

  /** What {@link #next} found. */
  enum Piece {
    /** A line to its end. */
    LINE,
    /** A line with too many characters; {@link #skipRest} passes what is left of it. */
    LONG,
    /** No more lines. */
    END
  }

  private final InputStream in;
  private final int maxChars;
  private byte[] buffer = new byte[CHUNK];

  // 0 <= mark <= lineStart <= lineEnd <= position <= filled <= buffer.length
  private int mark;
  private int lineStart;
  private int lineEnd;
  private int position;
  private int filled;

  /** Offset of the buffer in the stream. */
  private long offset;

  private long line;
  private boolean inLongLine;
  private boolean ended;

  /** Up to here the characters of the current line are counted in {@link #units}. */
  private int counted;

  private int units;

  /**
   * @param maxChars how many UTF-16 units a line may have, exactly so in UTF-8
   */
  ByteLines(InputStream in, int maxChars) {
    this.in = in;
    this.maxChars = maxChars;
  }

  /** Forgets what was read: the next line is the first after the mark. */
  void mark() {
    mark = position;
    if (buffer.length > 64 * CHUNK && filled - position <= CHUNK) {
      byte[] small = new byte[CHUNK];
      System.arraycopy(buffer, position, small, 0, filled - position);
      buffer = small;
      shift(position);
    }
  }

  /** Finds the next line. */
  Piece next() throws IOException {
    lineStart = position;
    counted = position;
    units = 0;
    int scanned = position;
    while (true) {
      int end = newline(buffer, scanned, filled);
      if (end >= 0) {
        lineEnd = end;
        position = end + 1;
        line++;
        return tooLong(end) ? Piece.LONG : Piece.LINE;
      }
      if (tooLong(filled)) {
        lineEnd = filled;
        position = filled;
        inLongLine = true;
        return Piece.LONG;
      }
      int done = filled - lineStart;
      if (!fill()) {
        lineEnd = filled;
        position = filled;
        if (lineStart == filled) {
          return Piece.END;
        }
        line++;
        return Piece.LINE;
      }
      scanned = lineStart + done;
    }
  }

  /** Passes what is left of a {@link Piece#LONG} line and forgets all of it; gives its bytes. */
  long skipRest() throws IOException {
    long start = offset + lineStart;
    while (inLongLine) {
      position = filled;
      mark();
      boolean more = fill();
      int end = newline(buffer, position, filled);
      if (end >= 0 || !more) {
        position = end >= 0 ? end + 1 : filled;
        line++;
        inLongLine = false;
      }
    }
    mark();
    return offset + position - start;
  }

  /** Puts the last line back, to be found again by {@link #next}. */
  void unread() {
    position = lineStart;
    line -= inLongLine ? 0 : 1;
    inLongLine = false;
  }

  byte[] buffer() {
    return buffer;
  }

  int markedFrom() {
    return mark;
  }

  int lineStart() {
    return lineStart;
  }

  /** End of the last line without its LF. */
  int lineEnd() {
    return lineEnd;
  }

  /** Number of the last line, from 1. */
  long line() {
    return line;
  }

  /** Offset in the stream of a place in the buffer. */
  long offset(int place) {
    return offset + place;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean tooLong(int end) {
    if (end - lineStart <= maxChars) {
      return false;
    }
    units += Utf8.units(buffer, counted, end);
    counted = end;
    return units > maxChars;
  }

  private static int newline(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads more, keeping all from the mark on; false at the end. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (mark > buffer.length / 2 || mark == filled) {
      System.arraycopy(buffer, mark, buffer, 0, filled - mark);
      shift(mark);
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length, (int) Math.min(2L * filled, 1 << 30)));
    }
    int n = in.read(buffer, filled, buffer.length - filled);
    ended = n < 0;
    filled += Math.max(n, 0);
    return !ended;
  }

  private void shift(int by) {
    offset += by;
    mark -= by;
    lineStart = Math.max(lineStart - by, 0);
    lineEnd = Math.max(lineEnd - by, 0);
    counted = Math.max(counted - by, 0);
    position -= by;
    filled -= by;
  }
}
