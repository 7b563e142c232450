package org.zhizhi.data.duplicate;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A set of hashes in a few hundred bytes, from which the Jaccard similarity of two sets is
 * estimated: one-permutation MinHash (Li, Owen, Zhang 2012) that keeps two bits of the least hash
 * in each bin (b-bit minwise hashing, Li and König 2010), 0 for an empty bin. Small sets leave most
 * bins empty and are compared almost exactly; large sets with a standard error of {@code sqrt(J (1
 * - J) / bins)} and a little more for the bits not kept.
 */
final class Sketch {
  private static final long LOW = 0x5555555555555555L;

  /** Two bits a bin. */
  private final long[] cells;

  private Sketch(long[] cells) {
    this.cells = cells;
  }

  /** Collects a set; adding a hash twice changes nothing. */
  static final class Builder {
    private final long[] least;
    private final int shift;

    /**
     * @param bins a power of two, 32 to 4096
     */
    Builder(int bins) {
      least = new long[bins];
      Arrays.fill(least, Long.MAX_VALUE);
      shift = 64 - Integer.numberOfTrailingZeros(bins);
    }

    /**
     * @param hash well mixed: its high bits choose the bin
     */
    void add(long hash) {
      int bin = (int) (hash >>> shift);
      if (hash < least[bin]) {
        least[bin] = hash;
      }
    }

    Sketch sketch() {
      long[] cells = new long[least.length / 32];
      for (int bin = 0; bin < least.length; bin++) {
        if (least[bin] != Long.MAX_VALUE) {
          long kept = 1 + ((least[bin] & 0xffffffffL) * 3 >>> 32);
          cells[bin >> 5] |= kept << (bin << 1);
        }
      }
      return new Sketch(cells);
    }
  }

  /** Estimated Jaccard similarity of the two sets, in [0, 1]; 0 if both are empty. */
  double similarity(Sketch other) {
    int same = 0;
    int different = 0;
    int alone = 0;
    for (int i = 0; i < cells.length; i++) {
      long a = cells[i];
      long b = other.cells[i];
      long inA = (a | a >>> 1) & LOW;
      long inB = (b | b >>> 1) & LOW;
      long unlike = ((a ^ b) | (a ^ b) >>> 1) & LOW;
      long both = inA & inB;
      same += Long.bitCount(both & ~unlike);
      different += Long.bitCount(both & unlike);
      alone += Long.bitCount(inA ^ inB);
    }
    // of two different hashes in one bin, a third keep the same bits
    double shared = same - different / 2.0;
    return shared <= 0 ? 0 : shared / (same + different + alone);
  }

  /** Most bytes that {@link #write} takes for a sketch of {@code bins}. */
  static int maxBytes(int bins) {
    return 2 + bins / 4;
  }

  /** Writes the full bins one by one where that is shorter, else all. */
  void write(ByteBuffer to) {
    int full = 0;
    for (long cell : cells) {
      full += Long.bitCount((cell | cell >>> 1) & LOW);
    }
    if (2 * full >= 8 * cells.length) {
      to.putShort((short) -1);
      for (long cell : cells) {
        to.putLong(cell);
      }
      return;
    }
    to.putShort((short) full);
    for (int bin = 0; bin < cells.length * 32; bin++) {
      int kept = (int) (cells[bin >> 5] >>> (bin << 1)) & 3;
      if (kept != 0) {
        to.putShort((short) (bin << 2 | kept));
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException or {@link java.nio.BufferUnderflowException} for other bytes
   */
  static Sketch read(ByteBuffer from, int bins) {
    long[] cells = new long[bins / 32];
    int full = from.getShort();
    if (full == -1) {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = from.getLong();
      }
      return new Sketch(cells);
    }
    int last = -1;
    for (int i = 0; i < full; i++) {
      int entry = from.getShort() & 0xffff;
      int bin = entry >> 2;
      if (bin <= last || bin >= bins || (entry & 3) == 0) {
        throw new IllegalArgumentException("sketch: bin " + bin + " after " + last);
      }
      cells[bin >> 5] |= (long) (entry & 3) << (bin << 1);
      last = bin;
    }
    return new Sketch(cells);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sketch s && Arrays.equals(cells, s.cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }
}
