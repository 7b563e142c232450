package org.zhizhi.data.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.zhizhi.data.decode.Encodings;
import org.zhizhi.data.decode.Utf8;

/** The records of JSON lines, one object each; blank lines are passed over. */
final class JsonLinesReader extends PlainReader {
  private final ByteLines lines;
  private final Optional<Charset> likely;
  private final JsonFactory json;
  private final RecordParser parser;

  JsonLinesReader(String source, InputStream in, Optional<Charset> likely, ReadSettings settings) {
    super(source, settings);
    this.lines = new ByteLines(in, settings.maxChars());
    this.likely = likely;
    this.json = RecordParser.factory(settings.maxChars());
    this.parser = new RecordParser(settings.text());
  }

  @Override
  Optional<Item> read() throws IOException {
    while (true) {
      lines.mark();
      switch (lines.next()) {
        case END -> {
          return Optional.empty();
        }
        case LONG -> {
          long bytes = lines.skipRest();
          return Optional.of(
              bad("too long", "has over " + settings.maxChars() + " characters", bytes));
        }
        case LINE -> {
          int from = lines.lineStart();
          if (!isBlank(lines.buffer(), from, lines.lineEnd())) {
            return Optional.of(record(from, lines.lineEnd()));
          }
        }
      }
    }
  }

  private Item record(int from, int to) throws IOException {
    byte[] buffer = lines.buffer();
    long bytes = to - from + 1L;
    if (Utf8.isValid(buffer, from, to)) {
      try (JsonParser in = json.createParser(buffer, from, to - from)) {
        return record(in, bytes, "");
      }
    }
    if (!settings.repair()) {
      int at = Utf8.scan(buffer, from, to, true).firstBad();
      return bad("not UTF-8", "is not UTF-8 text at byte " + lines.offset(from + at), bytes);
    }
    Optional<Encodings.Decoded> decoded = Encodings.decode(buffer, from, to, likely);
    if (decoded.isEmpty()) {
      return bad("unknown encoding", "is in no known encoding", bytes);
    }
    try (JsonParser in = json.createParser(decoded.get().text())) {
      return record(in, bytes, decoded.get().encoding());
    }
  }

  private Item record(JsonParser in, long bytes, String encoding) throws IOException {
    RecordFields fields;
    try {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return bad("not json", "is no JSON object", bytes);
      }
      fields = parser.object(in);
      if (in.nextToken() != null) {
        return bad("not json", "is not JSON (more follows the object)", bytes);
      }
    } catch (JsonProcessingException e) {
      return bad(RecordParser.reason(e), RecordParser.detail(e), bytes);
    }
    if (!encoding.isEmpty()) {
      fields.meta("encoding", encoding);
    }
    return record(fields, where(), bytes);
  }

  private Item bad(String reason, String detail, long bytes) {
    return refused(nextId(), reason, where() + detail, bytes);
  }

  private String where() {
    return "line " + lines.line() + " ";
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0 || bytes[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
