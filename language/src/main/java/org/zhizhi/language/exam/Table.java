package org.zhizhi.language.exam;

import java.util.ArrayList;
import java.util.List;

/** The rows of a table of cells (RFC 4180); a quote that is never closed ends with the text. */
final class Table {
  /** A row and the line of the file on which it begins. */
  record Line(int number, List<String> cells) {}

  private final String text;
  private final char separator;
  private int at;
  private int number = 1;

  private Table(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /** All rows that are not blank. */
  static List<Line> lines(String text, char separator) {
    Table table = new Table(text, separator);
    List<Line> lines = new ArrayList<>();
    while (table.at < text.length()) {
      Line line = table.line();
      if (line.cells.size() > 1 || !line.cells.getFirst().isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private Line line() {
    int start = number;
    List<String> cells = new ArrayList<>();
    do {
      cells.add(cell());
    } while (at < text.length() && text.charAt(at++) == separator);
    return new Line(start, cells);
  }

  /** Leaves {@code at} on the separator or the line end behind the cell. */
  private String cell() {
    StringBuilder cell = new StringBuilder();
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    at += quoted ? 1 : 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted && c == '"') {
        if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          at++;
        } else {
          quoted = false;
          continue;
        }
      } else if (!quoted && c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        continue;
      } else if (!quoted && (c == separator || c == '\n')) {
        number += c == '\n' ? 1 : 0;
        break;
      }
      number += c == '\n' ? 1 : 0;
      cell.append(c);
    }
    return cell.toString();
  }
}
