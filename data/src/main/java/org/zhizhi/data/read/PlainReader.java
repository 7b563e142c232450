package org.zhizhi.data.read;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.zip.ZipException;
import org.zhizhi.data.Document;
import org.zhizhi.data.decode.Encodings;
import org.zhizhi.data.decode.Utf8;

/** The items of one stream in a plain format, read as they come: it may be of any length. */
public abstract sealed class PlainReader implements AutoCloseable
    permits TextReader, JsonLinesReader, JsonReader, TableReader {
  /** Bytes of the start by which an encoding is found. */
  private static final int HEAD = 1 << 16;

  final String source;
  final ReadSettings settings;
  private long records;
  private boolean some;
  private boolean ended;

  PlainReader(String source, ReadSettings settings) {
    this.source = source;
    this.settings = settings;
  }

  /**
   * Reads {@code in}, which it closes.
   *
   * @param source what documents name as their source, and their ids start with
   * @param format any but {@link Format#PARSED}
   * @throws IOException if its start cannot be read
   */
  public static PlainReader open(
      Format format, String source, InputStream in, ReadSettings settings) throws IOException {
    InputStream buffered = in.markSupported() ? in : new BufferedInputStream(in, HEAD);
    buffered.mark(HEAD);
    byte[] head = buffered.readNBytes(HEAD);
    buffered.reset();
    if (Format.starts(head, "\u00ef\u00bb\u00bf")) {
      buffered.skipNBytes(3);
    }
    Optional<Charset> wide =
        settings.repair() ? Encodings.wide(head, head.length) : Optional.empty();
    Optional<Charset> likely =
        wide.isPresent()
                || !settings.repair()
                || Utf8.scan(head, 0, head.length, head.length < HEAD).mostly()
            ? wide
            : Encodings.detect(head, 0, head.length);
    return switch (format) {
      case TEXT -> new TextReader(source, Recoded.bytes(buffered, wide), likely, settings);
      case JSONL -> new JsonLinesReader(source, Recoded.bytes(buffered, wide), likely, settings);
      case JSON -> new JsonReader(source, Recoded.characters(buffered, likely), settings);
      case TABLE -> new TableReader(source, Recoded.characters(buffered, likely), settings);
      case PARSED -> throw new IllegalArgumentException(source);
    };
  }

  /**
   * The next item, empty after the last. A stream that fails ends with an item that says so, and
   * one without any text is one item that says so.
   */
  public final Optional<Item> next() {
    if (ended) {
      return Optional.empty();
    }
    Optional<Item> item;
    try {
      item = read();
    } catch (IOException e) {
      item = Optional.of(damaged(nextId(), source, e, 0));
      ended = true;
    }
    if (item.isEmpty()) {
      ended = true;
      item = some ? item : Optional.of(refused(nextId(), "empty", "holds no text", 0));
    }
    some = true;
    return item;
  }

  /** The next item, empty after the last. */
  abstract Optional<Item> read() throws IOException;

  @Override
  public abstract void close() throws IOException;

  /** The number of the next record, which it then has. */
  final String nextId() {
    return source + "#" + records++;
  }

  final Item refused(String id, String reason, String detail, long bytes) {
    return new Item.Refused(id, source, reason, detail, bytes);
  }

  /**
   * The document, unless there is none in it; {@code where} it stands begins what is said of it.
   */
  final Item read(Document document, String where, long bytes) {
    if (document.text().indexOf('\0') >= 0) {
      return refused(document.id(), "binary", where + "holds a NUL byte: this is not text", bytes);
    }
    if (document.text().length() > settings.maxChars()) {
      String detail = where + "has over " + settings.maxChars() + " characters";
      return refused(document.id(), "too long", detail, bytes);
    }
    return document.text().isBlank()
        ? refused(document.id(), "empty", where + "holds no text", bytes)
        : new Item.Read(document, bytes);
  }

  /** The record, if it is one. */
  final Item record(RecordFields fields, String where, long bytes, String encoding) {
    String id = nextId();
    if (fields.problem().isPresent()) {
      String problem = fields.problem().get();
      return refused(id, RecordFields.reason(problem), where + problem, bytes);
    }
    if (fields.hasNul()) {
      return refused(id, "wrong field", where + "has a NUL in its text", bytes);
    }
    if (!encoding.isEmpty()) {
      fields.meta("encoding", encoding);
    }
    return read(fields.document(id, source), where, bytes);
  }

  /** What a failure to read says about the file. */
  public static Item.Refused damaged(String id, String source, IOException e, long bytes) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof GuardedInput.TooLarge) {
      return new Item.Refused(id, source, "unpacks too large", message, bytes);
    }
    if (e instanceof EOFException || message.contains("Truncated")) {
      return new Item.Refused(id, source, "cut short", "is cut short", bytes);
    }
    return e instanceof ZipException || String.valueOf(e).contains("Zstd")
        ? new Item.Refused(id, source, "damaged", "is damaged (" + message + ")", bytes)
        : new Item.Refused(id, source, "unreadable", "cannot be read (" + e + ")", bytes);
  }
}
