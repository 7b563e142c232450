package org.zhizhi.data.duplicate;

/**
 * What was decided about one document.
 *
 * @param ordinal its number
 * @param kind whether it stays
 * @param of the document that stays for it; itself if it is kept
 * @param similarity what it {@linkplain Signature#share shares} with that document, to three
 *     digits; 1 for exact copies and for what is kept
 */
public record Verdict(int ordinal, Kind kind, int of, double similarity) {
  /** Kept, or what kind of copy of something that is kept. */
  public enum Kind {
    KEPT,
    EXACT,
    NEAR
  }

  public boolean kept() {
    return kind == Kind.KEPT;
  }
}
