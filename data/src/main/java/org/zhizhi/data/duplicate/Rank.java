package org.zhizhi.data.duplicate;

/**
 * Says which of several copies is kept: the one of the highest quality (a document nobody has
 * judged comes after all that have been), of these the longest, of these the first. A total order:
 * the smallest rank is the best.
 *
 * @param quality may be not a number
 * @param length in characters
 * @param ordinal number of the document, from 0
 */
public record Rank(double quality, int length, int ordinal) implements Comparable<Rank> {

  @Override
  public int compareTo(Rank other) {
    int byHigh = Long.compare(high(), other.high());
    return byHigh != 0 ? byHigh : Long.compare(low(), other.low());
  }

  /** The first of two numbers that sort as the ranks do. */
  public long high() {
    double q = Double.isNaN(quality) ? Double.NEGATIVE_INFINITY : quality + 0.0; // no -0
    long bits = Double.doubleToLongBits(q);
    return ~(bits ^ bits >> 63 & Long.MAX_VALUE);
  }

  /** The second; holds the ordinal in its low half. */
  public long low() {
    return (long) (Integer.MAX_VALUE - length) << 32 | ordinal;
  }

  /** The ordinal in what {@link #low} gave. */
  public static int ordinal(long low) {
    return (int) low;
  }
}
