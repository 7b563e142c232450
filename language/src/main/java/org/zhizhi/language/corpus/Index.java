package org.zhizhi.language.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.zhizhi.base.BadInput;

/** A part of {@code index.json}, read with errors that name the field. */
record Index(Path file, JsonNode node) {

  Index in(String field) {
    if (!node.path(field).isObject()) {
      throw bad("field " + field + " is missing or no object");
    }
    return new Index(file, node.path(field));
  }

  String text(String field) {
    if (!node.path(field).isTextual()) {
      throw bad("field " + field + " is missing or no text");
    }
    return node.path(field).textValue();
  }

  long number(String field, long least, long most) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw bad(
          "field "
              + field
              + " is "
              + (value.isMissingNode() ? "missing" : value)
              + ", not a number from "
              + least
              + " to "
              + most);
    }
    return value.longValue();
  }

  BadInput bad(String what) {
    return new BadInput(file + ": " + what, "encode the corpus anew or copy the folder again");
  }
}
