package org.zhizhi.trust.curve;

import org.zhizhi.trust.Groups;

/**
 * The four quadrants of knowing: evidence that the model knows (the share of its sampled answers
 * that is right) against the confidence that it states. The quadrant to be afraid of is unknown
 * unknowns: stated with confidence, without knowing.
 *
 * @param knownKnown knows, and says so
 * @param unknownKnown knows, and does not say so: knowledge that goes unused
 * @param knownUnknown does not know, and says so
 * @param unknownUnknown does not know, and does not know that: made up
 * @param evidenceAt evidence from which on an item counts as known
 * @param confidenceAt confidence from which on an item counts as claimed
 */
public record Quadrants(
    Share knownKnown,
    Share unknownKnown,
    Share knownUnknown,
    Share unknownUnknown,
    double evidenceAt,
    double confidenceAt) {

  /**
   * A quadrant's part.
   *
   * @param n how many items
   * @param share of all items
   * @param standardError of the share, groups respected; NaN for a single group
   */
  public record Share(long n, double share, double standardError) {}

  /**
   * Counts items.
   *
   * @param evidence of each item, in [0, 1]
   * @param confidence of each item, in [0, 1]
   * @param groups which items hang together, {@code Groups.single(n)} if none do
   */
  public static Quadrants of(
      double[] evidence,
      double[] confidence,
      double evidenceAt,
      double confidenceAt,
      Groups groups) {
    if (evidence.length != confidence.length
        || evidence.length != groups.n()
        || evidence.length == 0) {
      throw new IllegalArgumentException(
          evidence.length + " evidences, " + confidence.length + " confidences");
    }
    double[][] inside = new double[4][evidence.length];
    for (int i = 0; i < evidence.length; i++) {
      if (!(evidence[i] >= 0 && evidence[i] <= 1 && confidence[i] >= 0 && confidence[i] <= 1)) {
        throw new IllegalArgumentException(
            "item " + i + ": evidence " + evidence[i] + ", confidence " + confidence[i]);
      }
      int quadrant = (evidence[i] >= evidenceAt ? 0 : 2) + (confidence[i] >= confidenceAt ? 0 : 1);
      inside[quadrant][i] = 1;
    }
    return new Quadrants(
        share(inside[0], groups),
        share(inside[1], groups),
        share(inside[3], groups),
        share(inside[2], groups),
        evidenceAt,
        confidenceAt);
  }

  private static Share share(double[] inside, Groups groups) {
    long n = 0;
    for (double one : inside) {
      n += (long) one;
    }
    return new Share(n, (double) n / inside.length, groups.standardError(inside));
  }
}
