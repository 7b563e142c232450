package org.zhizhi.data.build;

import org.zhizhi.base.Seed;

/**
 * A document that a stage rejected or changed, for people to look at.
 *
 * @param reason why it was rejected; "" if it was changed
 * @param hash decides whether it is shown: the smallest do, so that all were as likely
 * @param before its text as it came, or the part around the first change; "" if nobody is to see it
 *     again
 * @param after the same part as it left, "" if it was rejected
 */
record Example(
    String stage, String reason, long hash, String id, String source, String before, String after) {
  private static final Seed SEED = new Seed(0).split("examples");
  private static final int SHOWN = 320;
  private static final int AHEAD = 48;

  static long drawn(long item) {
    return SEED.split(item).value();
  }

  static Example rejected(
      String stage, String reason, long hash, String id, String source, String text) {
    return new Example(stage, reason, hash, id, source, cut(text, 0, SHOWN), "");
  }

  static Example changed(
      String stage, long hash, String id, String source, String before, String after) {
    int same = 0;
    int shorter = Math.min(before.length(), after.length());
    while (same < shorter && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    int from = Math.max(0, same - AHEAD);
    return new Example(
        stage, "", hash, id, source, cut(before, from, SHOWN), cut(after, from, SHOWN));
  }

  /** The same with other texts. */
  Example with(String before, String after) {
    return new Example(stage, reason, hash, id, source, before, after);
  }

  /** {@code chars} of {@code text} from near {@code from} on, with dots where more stands. */
  static String cut(String text, int from, int chars) {
    int start = whole(text, from);
    int end = whole(text, Math.min(text.length(), from + chars));
    return (start > 0 ? "…" : "")
        + text.substring(Math.min(start, end), end)
        + (end < text.length() ? "…" : "");
  }

  /** {@code at}, or the place before it if it lies inside of a character. */
  private static int whole(String text, int at) {
    boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
    return inside ? at - 1 : at;
  }
}
