package org.zhizhi.data.read;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of a table (columns parted by commas, semicolons or tabs). Where the first row names a
 * text column it is the header, and the columns named like fields of a record are taken as such;
 * else every row is a document, its cells the lines.
 */
final class TableReader extends PlainReader {
  /** Characters by which the separator is found. */
  private static final int HEAD = 1 << 12;

  private final Reader reader;
  private final TableRows rows;
  private List<String> header = List.of();
  private int textColumn = -1;
  private boolean started;

  TableReader(String source, Reader reader, ReadSettings settings) throws IOException {
    super(source, settings);
    this.reader = reader;
    char separator = separator(source, reader);
    boolean quotes = separator != '\t'; // in TSV they are only quotes
    this.rows = new TableRows(reader, separator, quotes, settings.maxChars());
  }

  private static char separator(String source, Reader reader) throws IOException {
    if (Format.ending(source).equals("tsv")) {
      return '\t';
    }
    reader.mark(HEAD);
    char[] head = new char[HEAD];
    int n = Math.max(reader.read(head), 0);
    reader.reset();
    String first = new String(head, 0, n).lines().findFirst().orElse("");
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      best = count(first, candidate) > count(first, best) ? candidate : best;
    }
    return best;
  }

  private static long count(String line, char c) {
    return line.chars().filter(x -> x == c).count();
  }

  @Override
  Optional<Item> read() throws IOException {
    TableRows.Row row = rows.next();
    if (!started) {
      started = true;
      if (isHeader(row)) {
        row = rows.next();
      }
    }
    if (row.tooLong()) {
      String detail =
          "row at line " + row.line() + " has over " + settings.maxChars() + " characters";
      return Optional.of(refused(nextId(), "too long", detail, 0));
    }
    return row.cells().isEmpty() ? Optional.empty() : Optional.of(row(row));
  }

  private boolean isHeader(TableRows.Row row) {
    List<String> names = row.cells().stream().map(TableReader::name).toList();
    for (String text : settings.text()) {
      textColumn = textColumn < 0 ? names.indexOf(text) : textColumn;
    }
    header = textColumn < 0 ? List.of() : names;
    return textColumn >= 0;
  }

  private static String name(String cell) {
    return cell.strip().toLowerCase(Locale.ROOT);
  }

  private Item row(TableRows.Row row) {
    List<String> cells = row.cells();
    String text =
        textColumn < 0
            ? cells.stream().filter(cell -> !cell.isBlank()).collect(Collectors.joining("\n"))
            : textColumn < cells.size() ? cells.get(textColumn) : "";
    RecordFields fields = new RecordFields();
    fields.text(text);
    for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
      fields.set(header.get(i), cells.get(i));
    }
    return record(fields, "line " + row.line() + " ", fields.textBytes());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
