package org.zhizhi.data.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import org.zhizhi.base.Json;

/**
 * Which documents that say the same as another are left out.
 *
 * @param exact whether those with the same text are
 * @param near from which resemblance on those with almost the same text are, the Jaccard index of
 *     their shingles, 0.5 to 1; 0 if they stay
 */
public record Duplicates(boolean exact, double near) {
  /** Exact copies, and texts of which four fifths are the same. */
  public static final Duplicates DEFAULT = new Duplicates(true, 0.8);

  static Duplicates of(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue() ? DEFAULT : new Duplicates(false, 0);
    }
    Fields fields = new Fields(node, "duplicates.", "exact", "near");
    boolean exact = fields.flag("exact", DEFAULT.exact());
    if (!fields.has("near")) {
      return new Duplicates(exact, exact ? DEFAULT.near() : 0);
    }
    boolean off = fields.get("near").asText().matches("off|false");
    double near = off ? 0 : fields.number("near", 0.5, 1);
    if (near > 0 && !exact) {
      throw fields.bad("near", "but exact is false", "give exact: true, or near: off");
    }
    return new Duplicates(exact, near);
  }

  /** Whether there is nothing to look for. */
  public boolean isNone() {
    return !exact && near == 0;
  }

  JsonNode json() {
    var json = Json.object().put("exact", exact);
    return near == 0 ? json.put("near", "off") : json.put("near", near);
  }
}
