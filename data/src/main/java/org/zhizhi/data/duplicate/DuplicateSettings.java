package org.zhizhi.data.duplicate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.zhizhi.base.BadInput;

/**
 * What counts as a copy.
 *
 * @param near whether near-copies are looked for; exact ones always are
 * @param share of the longer text that must stand in the other for two texts to be near-copies when
 *     nothing else speaks for it, in (0, 1]; less is enough where they have rare phrases in common
 */
public record DuplicateSettings(boolean near, double share) {

  /**
   * Tuned on 50,000 pieces of wiki, statutes, verse, manuals and books (zh and en) among which copies
   * were planted of which 5 to 20 % was edited, November 2026; DuplicateQuality repeats it.
   */
  public static final DuplicateSettings DEFAULT = new DuplicateSettings(true, Double.parseDouble(System.getProperty("share","0.95")));

  /** Keys that two documents have in common before they are compared at all. */
  static final int KEYS = 2;

  /** Part of the pairs of neighbours that must be common: a list in another order is no copy. */
  private static final double ORDER = 0.33;

  /** How much each factor of e in the evidence takes off the share. */
  private static final double EVIDENCE = 0.077;

  /** How many tokens more must be common whatever the length: short texts are often templates. */
  private static final double TOKENS = 0.6;

  /** By twice the evidence; StrictMath, so that every machine decides alike. */
  private static final double[] LESS = new double[2 * Smallest.KEPT + 1];

  static {
    for (int i = 0; i < LESS.length; i++) {
      LESS[i] = EVIDENCE * StrictMath.log(1 + i / 2.0);
    }
  }

  public DuplicateSettings {
    if (!(share > 0 && share <= 1)) {
      throw new BadInput("duplicates: share: " + share, "give a number above 0 and at most 1");
    }
  }

  /** Reads the settings of a recipe: {@code {"near": true, "share": 0.94}}, both may be absent. */
  public static DuplicateSettings of(JsonNode settings) {
    boolean near = DEFAULT.near;
    double share = DEFAULT.share;
    for (Map.Entry<String, JsonNode> field : settings.properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().equals("near") && value.isBoolean()) {
        near = value.booleanValue();
      } else if (field.getKey().equals("share") && value.isNumber()) {
        share = value.doubleValue();
      } else {
        throw new BadInput(
            "duplicates: " + field.getKey() + ": " + value,
            "give near: true or false, and share: a number above 0 and at most 1");
      }
    }
    return new DuplicateSettings(near, share);
  }

  /**
   * Whether {@code a} and {@code b} are near-copies: the shorter shares enough with the longer. Enough
   * is less the more rare phrases they have in common. Documents made from one template have
   * phrases in common too, but those stand in many documents and weigh nothing.
   *
   * @param evidence sum of the {@linkplain Buckets.Pairs weights} of the keys both have, 0 to 64
   */
  public boolean near(Signature a, Signature b, int evidence) {
    int tokens = Math.min(a.tokens(), b.tokens());
    return near
        && tokens > 0
        && a.share(b) >= Math.min(CAP, share - LESS[evidence]) + TOKENS / tokens
        && a.order(b) >= ORDER;
  }

  /** Whether {@code a} and {@code b} are alike enough for copies of one text that is not there. */
  boolean related(Signature a, Signature b) {
    return a.share(b) >= LINK && a.order(b) >= LINKO;
  }
  static double CAP = Double.parseDouble(System.getProperty("cap", "1"));
  static double LINK = Double.parseDouble(System.getProperty("link", "0.7"));
  static double LINKO = Double.parseDouble(System.getProperty("linko", "0.33"));
}
