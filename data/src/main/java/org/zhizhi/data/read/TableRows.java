package org.zhizhi.data.read;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table (RFC 4180), taken as they are meant: a quote within a cell is a quote, what
 * follows a closing quote belongs to the cell, and a quote that is never closed ends with the file.
 */
final class TableRows {
  private static final int QUOTE = '"';
  private static final int NONE = -2;
  private static final int MAX_COLUMNS = 1 << 16;

  private final Reader in;
  private final char separator;
  private final boolean quotes;
  private final int maxChars;
  private final StringBuilder cell = new StringBuilder();
  private final char[] buffer = new char[1 << 14];
  private int at;
  private int filled;
  private long line = 1;

  /** A row, the line it starts on, and whether it has too many characters: then it has no cells. */
  record Row(List<String> cells, long line, boolean tooLong) {}

  /**
   * @param quotes whether cells may be quoted
   * @param maxChars how many characters a row may have
   */
  TableRows(Reader in, char separator, boolean quotes, int maxChars) {
    this.in = in;
    this.separator = separator;
    this.quotes = quotes;
    this.maxChars = maxChars;
  }

  /** The next row that is not blank, a row without cells at the end. */
  Row next() throws IOException {
    while (peek() == '\n' || peek() == '\r') {
      read();
    }
    List<String> cells = new ArrayList<>();
    long start = line;
    long chars = 0;
    while (peek() >= 0) {
      int end = cell(maxChars - chars);
      chars += cell.length() + 1;
      if (end == NONE || chars > maxChars || cells.size() == MAX_COLUMNS) {
        skipLine(end);
        return new Row(List.of(), start, true);
      }
      cells.add(cell.toString());
      if (end != separator) {
        break;
      }
      if (peek() < 0) {
        cells.add("");
      }
    }
    return new Row(cells, start, false);
  }

  /** Reads a cell; gives what ended it, a separator, a line end or the end, or NONE if too long. */
  private int cell(long room) throws IOException {
    cell.setLength(0);
    boolean quoted = quotes && peek() == QUOTE;
    if (quoted) {
      read();
    }
    while (true) {
      int c = read();
      if (quoted && c == QUOTE) {
        if (peek() != QUOTE) {
          quoted = false;
          continue;
        }
        read();
      } else if (c < 0 || (!quoted && (c == separator || c == '\n'))) {
        int last = cell.length() - 1;
        if (c == '\n' && last >= 0 && cell.charAt(last) == '\r') {
          cell.setLength(last);
        }
        return c;
      }
      if (cell.length() >= room) {
        return c == '\n' ? c : NONE;
      }
      cell.append((char) c);
    }
  }

  /** Passes the rest of the line, unless {@code last} has ended it. */
  private void skipLine(int last) throws IOException {
    int c = last;
    while (c != '\n' && c != -1) {
      c = read();
    }
  }

  private int read() throws IOException {
    int c = peek();
    at += c < 0 ? 0 : 1;
    line += c == '\n' ? 1 : 0;
    return c;
  }

  private int peek() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(in.read(buffer), 0);
    }
    return at == filled ? -1 : buffer[at];
  }
}
