package org.zhizhi.data.build;

import java.io.IOException;
import java.nio.LongBuffer;
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

  /** Values of {@link #shift}: before the first look, and when no other is needed. */
  private static final int FIRST = Long.SIZE;

  private static final int CLOSED = -BITS;

  private final Mixture mixture;
  private final Seed seed;
  private final Count[] available;
  private final long[] wanted;
  private final long[] wholes;

  /** Documents with a drawn number below this go in once more. */
  private final long[] below;

  /** Bytes of the part that are not below the bound yet. */
  private final long[] left;

  /** How far the drawn numbers are shifted to give the class of a document in the next look. */
  private int shift = FIRST;

  private Shares(Mixture mixture, Seed seed) {
    this.mixture = mixture;
    this.seed = seed.split("mixture");
    this.available = new Count[mixture.groups()];
    this.wanted = new long[mixture.groups()];
    this.wholes = new long[mixture.groups()];
    this.below = new long[mixture.groups()];
    this.left = new long[mixture.groups()];
    Arrays.fill(available, Count.NONE);
  }

  /** Works out the shares of the documents of {@code ledger} that are no copies. */
  static Shares of(Mixture mixture, Seed seed, Ledger ledger) throws IOException {
    Shares shares = new Shares(mixture, seed);
    while (shares.isOpen()) {
      Look look = shares.look();
      ledger.each(look::see);
      shares.take(look.found());
    }
    return shares;
  }

  /** Shares that are yet to be worked out: as long as they are open, look and take. */
  static Shares open(Mixture mixture, Seed seed) {
    return new Shares(mixture, seed);
  }

  /** The shares that {@link #state} describes. */
  static Shares of(Mixture mixture, Seed seed, long[] state) {
    Shares shares = new Shares(mixture, seed);
    LongBuffer from = LongBuffer.wrap(state);
    shares.shift = (int) from.get();
    for (int g = 0; g < shares.available.length; g++) {
      shares.available[g] = new Count(from.get(), from.get());
      shares.wanted[g] = from.get();
      shares.wholes[g] = from.get();
      shares.below[g] = from.get();
      shares.left[g] = from.get();
    }
    return shares;
  }

  /** All of it in numbers, to be sent to another machine. */
  long[] state() {
    LongBuffer to = LongBuffer.allocate(1 + 6 * available.length);
    to.put(shift);
    for (int g = 0; g < available.length; g++) {
      to.put(available[g].documents()).put(available[g].bytes());
      to.put(wanted[g]).put(wholes[g]).put(below[g]).put(left[g]);
    }
    return to.array();
  }

  /** Whether another look at the documents is needed. */
  boolean isOpen() {
    return shift > CLOSED;
  }

  /** A look at some or all documents. */
  Look look() {
    return new Look();
  }

  /**
   * Takes what was found in a look at all documents.
   *
   * @param found of {@link Look#found}, added up group by group
   */
  void take(long[][] found) {
    if (shift == FIRST) {
      for (int g = 0; g < available.length; g++) {
        available[g] = found[g] == null ? Count.NONE : new Count(found[g][0], found[g][1]);
      }
      plan();
      shift = Arrays.stream(left).anyMatch(bytes -> bytes > 0) ? Long.SIZE - 1 - BITS : CLOSED;
    } else {
      refine(found);
    }
  }

  /** Adds what two looks found. */
  static long[][] sum(long[][] a, long[][] b) {
    long[][] sum = new long[a.length][];
    for (int g = 0; g < sum.length; g++) {
      sum[g] = a[g] == null ? b[g] : a[g].clone();
      for (int i = 0; a[g] != null && b[g] != null && i < sum[g].length; i++) {
        sum[g][i] += b[g][i];
      }
    }
    return sum;
  }

  /** Counts documents, at first all of a group, then those in each class of drawn numbers. */
  final class Look {
    private final long[][] found = new long[available.length][];

    /** For each group what was counted, null for nothing. */
    long[][] found() {
      return found;
    }

    void see(Entry entry, long copy) {
      int group = entry.group();
      if (copy != Ledger.KEPT || group < 0) {
        return;
      }
      if (shift == FIRST) {
        long[] counts = counts(group, 2);
        counts[0]++;
        counts[1] += entry.textBytes();
      } else if (left[group] > 0) {
        long within = drawn(entry) - below[group];
        if (within >= 0 && within >>> fine() < classes()) {
          counts(group, CLASSES)[(int) (within >>> fine())] += entry.textBytes();
        }
      }
    }

    private long[] counts(int group, int size) {
      if (found[group] == null) {
        found[group] = new long[size];
      }
      return found[group];
    }
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

  /** Sets {@link #wanted} and {@link #wholes}; {@link #left} to the bytes of the part to cut. */
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
      left[g] = taken - wholes[g] * there;
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
   * Turns the bytes in {@link #left} into bounds of the drawn numbers: the class of numbers in
   * which the bytes run out is cut into finer ones in the next look.
   */
  private void refine(long[][] bytes) {
    boolean more = false;
    for (int g = 0; g < bytes.length; g++) {
      int c = 0;
      while (bytes[g] != null && c < classes() && bytes[g][c] <= left[g]) {
        left[g] -= bytes[g][c++];
        below[g] += 1L << fine();
      }
      more |= bytes[g] != null;
    }
    shift = more ? shift - BITS : CLOSED;
  }

  /** Bits of the drawn numbers below those that name the class. */
  private int fine() {
    return Math.max(shift, 0);
  }

  private long classes() {
    return 1L << BITS + Math.min(shift, 0);
  }

  /** A number below 2^63 drawn for a document. */
  private long drawn(Entry entry) {
    return seed.split(entry.item()).value() >>> 1;
  }
}
