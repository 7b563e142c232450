package org.zhizhi.data.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.List;

/**
 * Reads objects of JSON token by token: what is not ours is passed over, however much it is. Of
 * several fields that may hold the text, the one named first in the settings does.
 */
final class RecordParser {
  private static final int DEPTH = 64;

  private final List<String> textFields;

  RecordParser(List<String> textFields) {
    this.textFields = textFields;
  }

  /** Makes parsers for strings of at most {@code maxChars} characters. */
  static JsonFactory factory(int maxChars) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(maxChars)
                .maxNestingDepth(DEPTH)
                .build())
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .build();
  }

  /** Reads the object that starts at {@code in}'s current token, to its end. */
  RecordFields object(JsonParser in) throws IOException {
    RecordFields fields = new RecordFields();
    int rank = noText();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      rank = field(fields, name, rank, in);
    }
    return fields;
  }

  /** The rank of fields without a text. */
  int noText() {
    return textFields.size();
  }

  /**
   * Takes the value that is {@code in}'s current token, of the field {@code name}, or passes over
   * it.
   *
   * @param rank place in the settings of the field that has given the text
   * @return the same, or that of this field
   */
  int field(RecordFields fields, String name, int rank, JsonParser in) throws IOException {
    JsonToken value = in.currentToken();
    int place = textFields.indexOf(name);
    if (place >= 0) {
      if (place < rank && value == JsonToken.VALUE_STRING) {
        fields.text(in.getText());
        return place;
      }
      in.skipChildren();
    } else if (name.equals("meta") && value == JsonToken.START_OBJECT) {
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String key = in.currentName();
        if (isPresent(in.nextToken())) {
          fields.meta(key, in.getText());
        }
        in.skipChildren();
      }
    } else if (RecordFields.isOurs(name) && value != JsonToken.VALUE_NULL) {
      boolean number = name.equals("quality");
      if (number ? !value.isNumeric() : !value.isScalarValue()) {
        fields.problem("has a field \"" + name + "\" that is no " + (number ? "number" : "string"));
        in.skipChildren();
      } else {
        fields.set(name, in.getText());
      }
    } else {
      in.skipChildren();
    }
    return rank;
  }

  private static boolean isPresent(JsonToken value) {
    return value.isScalarValue() && value != JsonToken.VALUE_NULL;
  }

  /** A few words for what the parser met. */
  static String reason(JsonProcessingException e) {
    return !(e instanceof StreamConstraintsException)
        ? "not json"
        : e.getMessage().contains("depth") ? "nested too deeply" : "too long";
  }

  /** One line on what the parser met. */
  static String detail(JsonProcessingException e) {
    return "is not JSON (" + Texts.line(e.getOriginalMessage(), 200) + ")";
  }
}
