package org.zhizhi.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.data.Document;
import org.zhizhi.data.decode.Encodings;
import org.zhizhi.data.decode.Utf8;

/**
 * The documents of a text file, which lines {@code <|endoftext|>} separate. One with too many
 * characters is cut into several at line ends; a line that has too many by itself is refused.
 */
final class TextReader extends PlainReader {
  private static final byte[] SEPARATOR = "<|endoftext|>".getBytes(StandardCharsets.US_ASCII);

  private final ByteLines lines;
  private final Optional<Charset> likely;

  TextReader(String source, InputStream in, Optional<Charset> likely, ReadSettings settings) {
    super(source, settings);
    this.lines = new ByteLines(in, settings.maxChars());
    this.likely = likely;
  }

  @Override
  Optional<Item> read() throws IOException {
    while (true) {
      lines.mark();
      long firstLine = lines.line() + 1;
      int end = 0; // of the document, from the mark on
      int units = 0;
      int counted = 0; // up to here, once there are so many bytes that it matters
      ByteLines.Piece piece;
      while (true) {
        piece = lines.next();
        if (piece != ByteLines.Piece.LINE || isSeparator()) {
          break;
        }
        int start = lines.markedFrom();
        int length = lines.lineEnd() - start;
        if (length > settings.maxChars()) {
          units += Utf8.units(lines.buffer(), start + counted, start + length);
          counted = length;
          if (units > settings.maxChars() && end > 0) {
            break;
          }
        }
        end = length;
      }
      boolean separated = piece == ByteLines.Piece.LINE && isSeparator();
      if (piece == ByteLines.Piece.LONG && end == 0) {
        return Optional.of(tooLong());
      } else if (piece != ByteLines.Piece.END && !separated) {
        lines.unread();
      }
      Optional<Item> item = document(end, firstLine);
      if (item.isPresent() || piece == ByteLines.Piece.END) {
        return item;
      }
    }
  }

  private boolean isSeparator() {
    byte[] buffer = lines.buffer();
    int from = lines.lineStart();
    int to = lines.lineEnd();
    to -= to > from && buffer[to - 1] == '\r' ? 1 : 0;
    return to - from == SEPARATOR.length
        && buffer[from] == '<'
        && Arrays.equals(buffer, from, to, SEPARATOR, 0, SEPARATOR.length);
  }

  private Item tooLong() throws IOException {
    long bytes = lines.skipRest();
    return refused(
        nextId(),
        "too long",
        "line " + lines.line() + " has over " + settings.maxChars() + " characters",
        bytes);
  }

  /** The document of {@code length} bytes from the mark on, empty if they are blank. */
  private Optional<Item> document(int length, long firstLine) {
    byte[] buffer = lines.buffer();
    int from = lines.markedFrom();
    int to = from + length;
    while (from < to && (buffer[from] == '\n' || buffer[from] == '\r')) {
      from++;
    }
    while (from < to && buffer[to - 1] >= 0 && buffer[to - 1] <= ' ' && buffer[to - 1] != 0) {
      to--;
    }
    if (from == to) {
      return Optional.empty();
    }
    Optional<Encodings.Decoded> decoded =
        settings.repair() ? Encodings.decode(buffer, from, to, likely) : strict(buffer, from, to);
    if (decoded.isEmpty()) {
      return Optional.of(notText(from, to));
    }
    String text = Texts.clean(decoded.get().text()).stripTrailing();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      firstLine += text.substring(0, nul).chars().filter(c -> c == '\n').count();
    }
    if (text.isBlank()) {
      return Optional.empty();
    }
    String encoding = decoded.get().encoding();
    Map<String, String> meta = encoding.equals("UTF-8") ? Map.of() : Map.of("encoding", encoding);
    Document document = new Document(nextId(), text, source, "", "", Double.NaN, meta);
    return Optional.of(read(document, "line " + firstLine + " ", length));
  }

  private static Optional<Encodings.Decoded> strict(byte[] bytes, int from, int to) {
    return Encodings.decode(bytes, from, to, Optional.empty())
        .filter(decoded -> decoded.encoding().equals("UTF-8"));
  }

  private Item notText(int from, int to) {
    byte[] buffer = lines.buffer();
    Utf8.Scan scan = Utf8.scan(buffer, from, to, true);
    int at = scan.firstBad();
    if (settings.repair()) {
      String detail =
          "no known encoding makes sense of it; not UTF-8 at byte " + lines.offset(from + at);
      return refused(nextId(), "unknown encoding", detail, to - from);
    }
    String detail = "not UTF-8 text at byte " + lines.offset(from + at);
    Optional<Charset> other = scan.mostly() ? Optional.empty() : Encodings.detect(buffer, from, to);
    return refused(
        nextId(),
        "not UTF-8",
        detail + other.map(c -> " (it reads as " + c + ")").orElse(""),
        to - from);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
