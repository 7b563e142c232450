package org.zhizhi.data.read;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of a table (RFC 4180; columns parted by commas, semicolons or tabs). Where the first row
 * names a text column it is the header, and the columns named like fields of a record are taken as
 * such; else every row is a document, its cells the lines.
 */
final class TableReader extends PlainReader {
  /** Characters by which the separator is found. */
  private static final int HEAD = 1 << 12;

  private final Reader reader;
  private final CloseableIterator<CsvRecord> rows;
  private List<String> header = List.of();
  private int textColumn = -1;
  private boolean started;
  private boolean broken;

  TableReader(String source, Reader reader, ReadSettings settings) throws IOException {
    super(source, settings);
    this.reader = reader;
    char separator = separator(source, reader);
    this.rows =
        CsvReader.builder()
            .fieldSeparator(separator)
            .quoteCharacter(separator == '\t' ? '\u0001' : '"') // quotes in TSV are only quotes
            .allowExtraFields(true)
            .allowMissingFields(true)
            .allowExtraCharsAfterClosingQuote(true)
            .allowUnclosedQuote(true)
            .maxBufferSize(Math.max(settings.maxChars(), 1 << 16))
            .ofCsvRecord(reader)
            .iterator();
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
    try {
      while (!broken && rows.hasNext()) {
        CsvRecord row = rows.next();
        if (!started) {
          started = true;
          if (isHeader(row)) {
            continue;
          }
        }
        return Optional.of(row(row));
      }
      return Optional.empty();
    } catch (CsvParseException e) {
      broken = true;
      return Optional.of(
          refused(nextId(), "not csv", Texts.line(String.valueOf(e.getMessage()), 200), 0));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private boolean isHeader(CsvRecord row) {
    List<String> names = row.getFields().stream().map(TableReader::name).toList();
    for (String text : settings.text()) {
      textColumn = textColumn < 0 ? names.indexOf(text) : textColumn;
    }
    header = textColumn < 0 ? List.of() : names;
    return textColumn >= 0;
  }

  private static String name(String cell) {
    return cell.strip().toLowerCase(Locale.ROOT);
  }

  private Item row(CsvRecord row) {
    List<String> cells = row.getFields();
    String text =
        textColumn < 0
            ? cells.stream().filter(cell -> !cell.isBlank()).collect(Collectors.joining("\n"))
            : textColumn < cells.size() ? cells.get(textColumn) : "";
    RecordFields fields = new RecordFields();
    fields.text(text);
    for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
      fields.set(header.get(i), cells.get(i));
    }
    return record(fields, "line " + row.getStartingLineNumber() + " ", fields.textBytes());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
