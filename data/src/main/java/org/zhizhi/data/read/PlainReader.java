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
    return item(document, source, where, bytes, settings);
  }

  /** The record, unless it is none. */
  final Item record(RecordFields fields, String where, long bytes) {
    return record(fields, nextId(), source, where, bytes, settings);
  }

  /** A record as an item: its document, or why it has none. */
  public static Item record(
      RecordFields fields,
      String id,
      String source,
      String where,
      long bytes,
      ReadSettings settings) {
    Optional<String> problem = fields.problem();
    return problem.isPresent()
        ? new Item.Refused(
            id, source, RecordFields.reason(problem.get()), where + problem.get(), bytes)
        : item(fields.document(id, source), source, where, bytes, settings);
  }

  /**
   * A document as an item, refused if it is none after all.
   *
   * @param source file or entry it stands in
   * @param where where it stands there, with which what is said of it begins; may be blank
   */
  public static Item item(
      Document document, String source, String where, long bytes, ReadSettings settings) {
    String text = document.text();
    String reason;
    String detail;
    if (text.isBlank()) {
      reason = "empty";
      detail = "holds no text";
    } else if (text.indexOf('\0') >= 0) {
      reason = "binary";
      detail = "holds a NUL byte: this is not text";
    } else if (text.length() > settings.maxChars()) {
      reason = "too long";
      detail = "has over " + settings.maxChars() + " characters";
    } else {
      return new Item.Read(document, bytes);
    }
    return new Item.Refused(document.id(), source, reason, where + detail, bytes);
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
