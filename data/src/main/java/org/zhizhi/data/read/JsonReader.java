package org.zhizhi.data.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * The records of a JSON file: an array of them, one by itself, several in a row, or an object whose
 * fields hold records or arrays of them. One that lacks its text is refused by itself; after a
 * fault of syntax nothing more can be read.
 */
final class JsonReader extends PlainReader {
  private final JsonParser in;
  private final Reader reader;
  private final RecordParser parser;

  /** The object that stands at the top, while its fields are read. */
  private Optional<RecordFields> top = Optional.empty();

  private int topRank;
  private boolean topHoldsRecords;
  private boolean inArray;
  private boolean broken;

  JsonReader(String source, Reader reader, ReadSettings settings) throws IOException {
    super(source, settings);
    this.reader = reader;
    this.in = RecordParser.factory(settings.maxChars()).createParser(reader);
    this.parser = new RecordParser(settings.text());
  }

  @Override
  Optional<Item> read() throws IOException {
    if (broken) {
      return Optional.empty();
    }
    try {
      return records();
    } catch (JsonProcessingException e) {
      broken = true;
      return Optional.of(
          refused(nextId(), RecordParser.reason(e), where() + RecordParser.detail(e), 0));
    }
  }

  private Optional<Item> records() throws IOException {
    while (true) {
      JsonToken token = in.nextToken();
      if (token == null) {
        return Optional.empty();
      } else if (token == JsonToken.END_ARRAY) {
        inArray = false;
      } else if (inArray) {
        return Optional.of(element(token));
      } else if (token == JsonToken.START_ARRAY) {
        inArray = true;
      } else if (token == JsonToken.FIELD_NAME) {
        Optional<Item> item = topField(top.orElseThrow());
        if (item.isPresent()) {
          return item;
        }
      } else if (token == JsonToken.END_OBJECT) {
        RecordFields fields = top.orElseThrow();
        top = Optional.empty();
        if (fields.hasText() || !topHoldsRecords) {
          return Optional.of(item(fields));
        }
      } else if (token == JsonToken.START_OBJECT) {
        top = Optional.of(new RecordFields());
        topRank = parser.noText();
        topHoldsRecords = false;
      } else {
        return Optional.of(refused(nextId(), "not json", where() + "is no JSON object", 0));
      }
    }
  }

  private Item element(JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      return item(parser.object(in));
    }
    in.skipChildren();
    return refused(nextId(), "not json", where() + "is no JSON object", 0);
  }

  /** A field of the object at the top: its own, or a record, or the start of an array of them. */
  private Optional<Item> topField(RecordFields fields) throws IOException {
    String name = in.currentName();
    JsonToken value = in.nextToken();
    if (fields.hasText() || name.equals("meta") || value.isScalarValue()) {
      topRank = parser.field(fields, name, topRank, in);
      return Optional.empty();
    }
    topHoldsRecords = true;
    if (value == JsonToken.START_ARRAY) {
      inArray = true;
      return Optional.empty();
    }
    RecordFields record = parser.object(in);
    record.idIfNone(name);
    return Optional.of(item(record));
  }

  private Item item(RecordFields fields) {
    return record(fields, where(), fields.textBytes());
  }

  private String where() {
    return "line " + in.currentLocation().getLineNr() + " ";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
