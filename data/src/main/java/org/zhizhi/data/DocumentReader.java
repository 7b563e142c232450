package org.zhizhi.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.zhizhi.base.BadInput;

/** A position in {@link Documents}: gives them one after the other. */
public final class DocumentReader implements Iterator<Document>, AutoCloseable {
  static final String SEPARATOR = "<|endoftext|>";

  private final Documents documents;
  private final Iterator<Documents.SourceFile> files;
  private final int maxChars;
  private final ObjectMapper json;

  private Documents.SourceFile file;
  private LineReader lines;
  private Document next;
  private boolean closed;
  private long bytesBefore;
  private long inFile;
  private long inAll;

  /** Part of a text file that was read but belongs to the next document. */
  private final StringBuilder pending = new StringBuilder();

  DocumentReader(Documents documents, List<Documents.SourceFile> files, int maxChars) {
    this.documents = documents;
    this.files = files.iterator();
    this.maxChars = maxChars;
    StreamReadConstraints limits =
        StreamReadConstraints.builder().maxStringLength(maxChars).maxNestingDepth(64).build();
    this.json =
        new ObjectMapper(JsonFactory.builder().streamReadConstraints(limits).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  @Override
  public boolean hasNext() {
    if (next == null && !closed) {
      try {
        next = advance();
      } catch (IOException e) {
        close();
        throw Documents.unreadable(file.path(), e);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }
    return next != null;
  }

  @Override
  public Document next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Document document = next;
    next = null;
    return document;
  }

  /** Bytes read so far of {@link Documents#bytes}. */
  public long bytesRead() {
    return bytesBefore + (lines == null ? 0 : lines.bytesRead());
  }

  /** Ends the reading; does nothing the second time. */
  @Override
  public void close() {
    closed = true;
    closeFile();
  }

  private void closeFile() {
    if (lines != null) {
      bytesBefore += lines.bytesRead();
      try {
        lines.close();
      } catch (IOException e) {
        throw Documents.unreadable(file.path(), e);
      } finally {
        lines = null;
      }
    }
  }

  private Document advance() throws IOException {
    while (true) {
      if (lines == null) {
        if (!files.hasNext()) {
          closed = true;
          if (inAll == 0) {
            throw documents.nothing("no text in any of the files");
          }
          return null;
        }
        file = files.next();
        inFile = 0;
        lines = new LineReader(file.path());
      }
      Optional<Document> found = Documents.isJsonl(file.name()) ? nextRecord() : nextText();
      if (found.isPresent()) {
        inAll++;
        return found.get();
      }
      closeFile();
    }
  }

  /** The next document of a text file, up to a separator, the limit or the end. */
  private Optional<Document> nextText() throws IOException {
    StringBuilder text = new StringBuilder(pending);
    pending.setLength(0);
    LineReader.Piece piece = LineReader.Piece.LINE;
    while (piece != LineReader.Piece.END) {
      int start = text.length();
      piece = lines.next(text, maxChars);
      boolean separates =
          text.length() - start == SEPARATOR.length() && text.indexOf(SEPARATOR, start) == start;
      if (separates || piece == LineReader.Piece.END) {
        text.setLength(start);
      } else if (text.length() > maxChars && start > 0) {
        pending.append(text, start, text.length());
        text.setLength(start);
      } else if (piece == LineReader.Piece.LINE) {
        text.append('\n');
        continue;
      }
      if (piece == LineReader.Piece.LINE && !pending.isEmpty()) {
        pending.append('\n');
      }
      Optional<Document> document = document(text);
      if (document.isPresent()) {
        return document;
      }
      text.setLength(0);
      text.append(pending);
      pending.setLength(0);
    }
    return Optional.empty();
  }

  private Optional<Document> document(StringBuilder text) {
    int begin = 0;
    while (begin < text.length() && text.charAt(begin) == '\n') {
      begin++;
    }
    String trimmed = text.substring(begin).stripTrailing();
    return trimmed.isEmpty()
        ? Optional.empty()
        : Optional.of(new Document(nextId(), trimmed, file.name(), "", ""));
  }

  /** The next record of a JSONL file; blank lines and blank texts are passed over. */
  private Optional<Document> nextRecord() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      line.setLength(0);
      switch (lines.next(line, maxChars)) {
        case END -> {
          return Optional.empty();
        }
        case PART ->
            throw new BadInput(
                file.path()
                    + ": line "
                    + (lines.line() + 1)
                    + " has over "
                    + maxChars
                    + " characters",
                "split the record into several");
        case LINE -> {
          if (!line.toString().isBlank()) {
            Document document = record(line.toString());
            if (!document.text().isBlank()) {
              return Optional.of(document);
            }
          }
        }
      }
    }
  }

  private Document record(String line) {
    JsonNode record;
    try {
      record = json.readTree(line);
    } catch (JsonProcessingException e) {
      throw bad("is not JSON (" + e.getOriginalMessage().lines().findFirst().orElse("") + ")");
    }
    if (!record.isObject()) {
      throw bad("is no JSON object");
    }
    if (!record.path("text").isTextual()) {
      throw bad("has no field \"text\" with a string");
    }
    String text = clean(record.path("text").textValue());
    String title = clean(field(record, "title", ""));
    if (!title.isBlank() && !text.startsWith(title)) {
      text = title + "\n" + text;
    }
    if (text.indexOf('\0') >= 0) {
      throw bad("has a NUL in its text");
    }
    String id = nextId();
    return new Document(
        field(record, "id", id),
        text,
        field(record, "source", file.name()),
        field(record, "lang", ""),
        field(record, "license", ""),
        quality(record),
        meta(record));
  }

  private double quality(JsonNode record) {
    JsonNode value = record.path("quality");
    if (value.isMissingNode() || value.isNull()) {
      return Double.NaN;
    }
    if (!value.isNumber()) {
      throw bad("has a field \"quality\" that is no number");
    }
    return value.doubleValue();
  }

  /** The values that are texts or numbers; whatever else stands there is not ours. */
  private static Map<String, String> meta(JsonNode record) {
    Map<String, String> meta = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : record.path("meta").properties()) {
      if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
        meta.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return meta;
  }

  private String nextId() {
    return file.name() + "#" + inFile++;
  }

  private String field(JsonNode record, String name, String otherwise) {
    JsonNode value = record.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isValueNode()) {
      throw bad("has a field \"" + name + "\" that is no string");
    }
    return value.asText();
  }

  private BadInput bad(String what) {
    return new BadInput(
        file.path() + ": line " + lines.line() + " " + what,
        "each line should read {\"text\": \"...\"}: mend or remove the line");
  }

  /**
   * LF line ends; the replacement character for each half of a surrogate pair, which JSON allows.
   */
  private static String clean(String text) {
    String unix = text.contains("\r\n") ? text.replace("\r\n", "\n") : text;
    boolean whole = unix.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000);
    if (whole) {
      return unix;
    }
    StringBuilder cleaned = new StringBuilder(unix.length());
    unix.codePoints().forEach(c -> cleaned.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 0xfffd : c));
    return cleaned.toString();
  }
}
