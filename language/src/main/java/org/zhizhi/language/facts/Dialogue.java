package org.zhizhi.language.facts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zhizhi.base.Json;

/** A conversation to tune on: turns that begin with the user and alternate. */
public record Dialogue(List<Turn> turns) {
  /**
   * One message.
   *
   * @param role {@code user} or {@code assistant}
   * @param learned whether an assistant's turn is to be learned; a mistake to be corrected is not
   */
  public record Turn(String role, String text, boolean learned) {
    /** A turn to be learned. */
    public Turn(String role, String text) {
      this(role, text, true);
    }
  }

  /** One line of JSON in the messages form; {@code weight} 0 marks what is not learned. */
  public String line() {
    ObjectNode node = Json.object();
    for (Turn turn : turns) {
      ObjectNode message =
          node.withArray("messages")
              .addObject()
              .put("role", turn.role())
              .put("content", turn.text());
      if (!turn.learned()) {
        message.put("weight", 0);
      }
    }
    return Json.line(node);
  }
}
