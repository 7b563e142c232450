package org.zhizhi.data.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.zhizhi.base.Json;
import org.zhizhi.data.Document;

/** Short ways to say what the tests of stages say often. */
final class Texts {
  private Texts() {}

  static Document document(String text) {
    return new Document("1", text, "test", "", "");
  }

  /** The text that {@code stage} keeps of {@code text}; fails if it refuses it. */
  static String kept(Stage stage, String text) {
    return switch (stage.apply(document(text))) {
      case Stage.Kept kept -> kept.document().text();
      case Stage.Rejected rejected ->
          throw new AssertionError("refused, " + rejected.reason() + ": " + text);
    };
  }

  /** Why {@code stage} refuses {@code document}; "" if it keeps it. */
  static String reason(Stage stage, Document document) {
    return stage.apply(document) instanceof Stage.Rejected rejected ? rejected.reason() : "";
  }

  static String reason(Stage stage, String text) {
    return reason(stage, document(text));
  }

  /** Settings as a recipe would give them. */
  static JsonNode json(String settings) {
    try {
      return Json.JSON.readTree(settings);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
