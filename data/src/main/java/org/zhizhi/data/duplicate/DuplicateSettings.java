package org.zhizhi.data.duplicate;

import org.zhizhi.base.BadInput;

/**
 * What counts as a copy.
 *
 * @param near whether near-copies are looked for; exact ones always are
 * @param share of the longer text that must stand in the other for two texts to be near-copies, in
 *     (0, 1]; up to 0.16 less is enough where they have rare phrases in common
 */
public record DuplicateSettings(boolean near, double share) {

  /**
   * This and the constants below were tuned in November 2026 on 50,000 pieces of wiki, statutes,
   * verse, manuals and books (zh and en) among which copies were planted of which 5 to 20 % was
   * edited in twelve ways; DuplicateQuality in the tests repeats it.
   */
  public static final DuplicateSettings DEFAULT = new DuplicateSettings(true, 0.84);

  /** To be raised when the same signatures and settings come to other verdicts than before. */
  private static final long VERSION = 2;

  /** Keys that two documents have in common before they are compared at all. */
  private static final int KEYS = 2;

  /**
   * How much of the neighbourhoods must be common: a list in another order is no copy. Where a
   * share c of the tokens is, about c * c / (2 - c * c) of the pairs of neighbours are left by
   * scattered edits; {@code part} of that is asked for, never more than {@code most}.
   */
  private record Order(double most, double part) {
    boolean holds(double share, double order) {
      double scattered = share * share / (2 - share * share);
      return order >= Math.min(most, part * scattered);
    }
  }

  private static final Order COPIES = new Order(0.45, 0.75);

  /** For two edited copies, each of which has lost neighbours of its own. */
  private static final Order APART_COPIES = new Order(0.4, 0.65);

  /** What each factor of e in 1 + evidence takes off the share, from {@link #ENOUGH} on. */
  private static final double RELIEF = 0.077;

  private static final double ENOUGH = 4.2;

  /** How many tokens more must be common, whatever the length: short texts are often templates. */
  private static final double TOKENS = 0.6;

  /**
   * How much less two edited copies share than each shares with the original; no less than the
   * rarest phrases take off, so that copies are always related.
   */
  private static final double APART = 0.16;

  /** By twice the evidence; StrictMath, so that all machines decide alike. */
  private static final double[] LESS = new double[2 * Smallest.KEPT + 1];

  static {
    for (int i = 0; i < LESS.length; i++) {
      LESS[i] = RELIEF * Math.max(0, StrictMath.log((1 + i / 2.0) / ENOUGH));
    }
  }

  public DuplicateSettings {
    if (!(share > 0 && share <= 1)) {
      throw new BadInput("duplicates.near is " + share, "give a number above 0 and at most 1");
    }
  }

  /** A number that changes with the settings and with what this class makes of them. */
  long digest() {
    return Hash.mix(Double.doubleToLongBits(share) + (near ? 1 : 0) + VERSION);
  }

  /**
   * Whether a pair is worth the comparison of its signatures.
   *
   * @param keys how many keys both have
   */
  public boolean isCandidate(int keys) {
    return near && keys >= KEYS;
  }

  /**
   * Whether {@code a} and {@code b} are near-copies: the shorter shares enough with the longer, and
   * partly in the same order. Enough is less the more rare phrases they have in common. Documents
   * made from one template have phrases in common too, but those stand in many documents and weigh
   * nothing.
   *
   * @param evidence sum of the {@linkplain Buckets.Pairs weights} of the keys both have, 0 to 64
   */
  public boolean areCopies(Signature a, Signature b, int evidence) {
    return near && areAlike(a, b, share - LESS[evidence], COPIES);
  }

  /** Whether {@code a} and {@code b} are alike enough for two near-copies of a third. */
  boolean areRelated(Signature a, Signature b) {
    return areAlike(a, b, share - APART, APART_COPIES);
  }

  private static boolean areAlike(Signature a, Signature b, double least, Order order) {
    int tokens = Math.min(a.tokens(), b.tokens());
    double share = a.share(b);
    return tokens > 0 && share >= least + TOKENS / tokens && order.holds(share, a.order(b));
  }
}
