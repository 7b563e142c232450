package org.zhizhi.data.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.zhizhi.base.Fields;
import org.zhizhi.base.Json;
import org.zhizhi.data.duplicate.DuplicateSettings;

/**
 * Which documents that say the same as another are left out.
 *
 * @param exact whether those with the same text are
 * @param near how much of the longer of two texts must stand in the other for them to be almost the
 *     same, 0.5 to 1, as {@link DuplicateSettings} has it; 0 if these stay
 */
public record Duplicates(boolean exact, double near) {
  /** Exact copies, and texts of which up to a fifth was edited. */
  public static final Duplicates DEFAULT = new Duplicates(true, DuplicateSettings.DEFAULT.share());

  static Duplicates of(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue() ? DEFAULT : new Duplicates(false, 0);
    }
    Fields fields = Fields.of("duplicates", node);
    boolean exact = fields.flag("exact", DEFAULT.exact());
    double near =
        switch (fields.value("near").map(JsonNode::asText).orElse(exact ? "on" : "off")) {
          case "off", "false" -> 0;
          case "on", "true" -> DEFAULT.near();
          default -> fields.number("near", 0, 0.5, 1);
        };
    fields.end();
    if (near > 0 && !exact) {
      throw fields.bad("near", "give exact: true beside it, or near: off");
    }
    return new Duplicates(exact, near);
  }

  /** Whether there is nothing to look for. */
  public boolean isNone() {
    return !exact && near == 0;
  }

  /** What to look for; empty for nothing. */
  public Optional<DuplicateSettings> settings() {
    return isNone()
        ? Optional.empty()
        : Optional.of(new DuplicateSettings(near > 0, near > 0 ? near : DEFAULT.near));
  }

  JsonNode json() {
    var json = Json.object().put("exact", exact);
    return near == 0 ? json.put("near", "off") : json.put("near", near);
  }
}
