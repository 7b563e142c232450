package org.zhizhi.data.build;

import java.io.IOException;
import java.util.Arrays;
import org.zhizhi.base.Seed;
import org.zhizhi.data.recipe.Mixture;

/**
 * How often each document goes into the corpus, so that every group of sources has its share of the
 * bytes. A group with less text than its share is repeated, whole as often as it fits and then in
 * part; of a group with more a part is taken. A part is as many documents as fit in the order of
 * numbers drawn for them: found by counting bytes in ever finer classes of those numbers, in a few
 * passes over the documents and without sorting.
 */
final class Shares {
  private static final int BITS = 12;
  private static final int CLASSES = 1 << BITS;

  private final Mixture mixture;
  private final Seed seed;
  private final Count[] available;
  private final long[] wanted;
  private final long[] wholes;

  /** Documents with a drawn number below this go in once more. */
  private final long[] below;

  private Shares(Mixture mixture, Seed seed) {
    this.mixture = mixture;
    this.seed = seed.split("mixture");
    this.available = new Count[mixture.groups()];
    this.wanted = new long[mixture.groups()];
    this.wholes = new long[mixture.groups()];
    this.below = new long[mixture.groups()];
    Arrays.fill(available, Count.NONE);
  }

  /** Works out the shares of the documents of {@code ledger} that are no copies. */
  static Shares of(Mixture mixture, Seed seed, Ledger ledger) throws IOException {
    Shares shares = new Shares(mixture, seed);
    ledger.each(
        (entry, copy) -> {
          int group = entry.group();
          if (copy == Ledger.KEPT && group >= 0) {
            shares.available[group] = shares.available[group].plus(Count.one(entry.textBytes()));
          }
        });
    shares.plan();
    shares.cut(ledger);
    return shares;
  }

  /** How often a document that is no copy goes in. */
  int copies(Entry entry) {
    int group = entry.group();
    return group < 0 ? 0 : (int) wholes[group] + (drawn(entry) < below[group] ? 1 : 0);
  }

  /** Most copies that a document may have. */
  int most() {
    return (int) Arrays.stream(wholes).max().orElse(0) + 1;
  }

  /** Text of a group that there is. */
  Count available(int group) {
    return available[group];
  }

  /** Bytes that a group would have if there were enough of it. */
  long wanted(int group) {
    return wanted[group];
  }

  /** Sets {@link #wanted} and {@link #wholes}; {@link #below} to the bytes of the part to cut. */
  private void plan() {
    double total = total();
    for (int g = 0; g < available.length; g++) {
      long there = available[g].bytes();
      if (mixture.isWhole()) {
        wanted[g] = there;
        wholes[g] = 1;
        continue;
      }
      wanted[g] = Math.round(mixture.share(g) * total);
      long taken = (long) Math.min(wanted[g], (double) there * mixture.repeat());
      wholes[g] = there == 0 ? 0 : taken / there;
      below[g] = taken - wholes[g] * there;
    }
  }

  /** Bytes of the corpus: as asked for, or what there is, but no more than the weights allow. */
  private double total() {
    if (mixture.size() > 0) {
      return mixture.size();
    }
    double total = Arrays.stream(available).mapToDouble(Count::bytes).sum();
    for (int g = 0; g < available.length; g++) {
      if (mixture.share(g) > 0 && available[g].bytes() > 0) {
        double most = (double) available[g].bytes() * mixture.repeat();
        total = Math.min(total, most / mixture.share(g));
      }
    }
    return total;
  }

  /**
   * Turns the bytes in {@link #below} into bounds of the drawn numbers. In each pass the class of
   * numbers in which the bytes run out is cut into finer ones.
   */
  private void cut(Ledger ledger) throws IOException {
    int groups = below.length;
    long[] left = below.clone();
    Arrays.fill(below, 0);
    for (int shift = Long.SIZE - 1 - BITS; shift > -BITS; shift -= BITS) {
      int fine = Math.max(shift, 0);
      int bits = BITS + Math.min(shift, 0);
      long[][] bytes = new long[groups][];
      ledger.each(
          (entry, copy) -> {
            int group = entry.group();
            if (copy != Ledger.KEPT || group < 0 || left[group] <= 0) {
              return;
            }
            long within = drawn(entry) - below[group];
            if (within >= 0 && within >>> fine < 1L << bits) {
              if (bytes[group] == null) {
                bytes[group] = new long[CLASSES];
              }
              bytes[group][(int) (within >>> fine)] += entry.textBytes();
            }
          });
      boolean more = false;
      for (int g = 0; g < groups; g++) {
        int c = 0;
        while (bytes[g] != null && c < 1 << bits && bytes[g][c] <= left[g]) {
          left[g] -= bytes[g][c++];
          below[g] += 1L << fine;
        }
        more |= bytes[g] != null;
      }
      if (!more) {
        return;
      }
    }
  }

  /** A number below 2^63 drawn for a document. */
  private long drawn(Entry entry) {
    return seed.split(entry.item()).value() >>> 1;
  }
}
