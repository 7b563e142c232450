package org.zhizhi.data.duplicate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** One pass over all steps of {@link Duplicates}: exact copies, keys, candidates, groups. */
final class Decision {
  /** {@link #how} of what is kept; near-copies have their similarity in thousandths. */
  static final short KEPT = -1;

  static final short EXACT = -2;

  /** Bytes that a pair of signatures takes while it is compared. */
  private static final int PAIR_BYTES = 2000;

  private final Signatures signatures;
  private final DuplicateSettings settings;
  private final Path scratch;
  private final long memory;
  private final ObjDoubleConsumer<String> watch;

  /** For each document the one that stays for it, itself if it does. */
  private final int[] stays;

  private final short[] how;
  private final Components components;
  private long candidates;
  private long compared;
  private long near;

  Decision(
      Signatures signatures,
      DuplicateSettings settings,
      Path scratch,
      long memory,
      ObjDoubleConsumer<String> watch) {
    this.signatures = signatures;
    this.settings = settings;
    this.scratch = scratch;
    this.memory = memory;
    this.watch = watch;
    this.components = new Components(signatures.count());
    this.stays = components.parents();
    this.how = new short[signatures.count()];
    Arrays.fill(how, KEPT);
  }

  void write(Path file, long digest) {
    exactCopies();
    if (settings.near()) {
      try (Sorter edges = sorter("edges", 2, memory / 4)) {
        try (Sorter pairs = sorter("pairs", 1, memory / 4)) {
          candidates(pairs);
          compare(pairs, edges);
        }
        group(edges);
      }
    }
    exactCopiesFollow();
    Verdicts.write(file, digest, stays, how, new Verdicts.Effort(candidates, compared, near));
  }

  private Sorter sorter(String name, int width, long bytes) {
    return new Sorter(scratch, name, width, bytes);
  }

  /** Of documents with the same hash the best stays. */
  private void exactCopies() {
    try (Sorter sorter = sorter("exact", 4, memory / 2)) {
      signatures.all(
          (ordinal, signature) -> {
            Rank rank = signature.rank(ordinal);
            sorter.add(signature.exactHigh(), signature.exactLow(), rank.high(), rank.low());
            watch("reading signatures", ordinal);
          });
      Sorter.Cursor sorted = sorter.sorted();
      long high = 0;
      long low = 0;
      int best = -1;
      while (sorted.next()) {
        int ordinal = Rank.ordinal(sorted.get(3));
        if (best >= 0 && sorted.get(0) == high && sorted.get(1) == low) {
          stays[ordinal] = best;
          how[ordinal] = EXACT;
        } else {
          high = sorted.get(0);
          low = sorted.get(1);
          best = ordinal;
        }
      }
    }
  }

  /** Pairs of documents that share a key: first ordinal, second ordinal, weight of the key. */
  private void candidates(Sorter pairs) {
    try (Sorter keys = sorter("keys", 2, memory / 2)) {
      signatures.all(
          (ordinal, signature) -> {
            if (how[ordinal] != EXACT) {
              for (int i = 0; i < signature.keyCount(); i++) {
                keys.add(signature.key(i), (long) signature.tie(i) << 32 | ordinal);
              }
            }
            watch("collecting keys", ordinal);
          });
      Sorter.Cursor sorted = keys.sorted();
      Buckets buckets =
          new Buckets((a, b, weight) -> pairs.add((long) a << 33 | (long) b << 2 | weight));
      while (sorted.next()) {
        buckets.add(sorted.get(0), (int) sorted.get(1));
      }
      buckets.end();
    }
  }

  /** Joins near-copies and notes them: the two ordinals, and what they share. */
  private void compare(Sorter pairs, Sorter edges) {
    int most = (int) Math.clamp(memory / 4 / PAIR_BYTES, 100, 1 << 20);
    long[] batch = new long[most];
    int[] evidence = new int[most];
    int size = 0;
    Sorter.Cursor sorted = pairs.sorted();
    boolean more = sorted.next();
    while (more) {
      long pair = sorted.get(0) >>> 2;
      int shared = 0;
      int weight = 0;
      do {
        shared++;
        weight += (int) sorted.get(0) & 3;
        more = sorted.next();
      } while (more && sorted.get(0) >>> 2 == pair);
      candidates++;
      if (settings.isCandidate(shared)) {
        batch[size] = pair;
        evidence[size++] = weight;
        if (size == most) {
          compare(batch, evidence, size, edges);
          size = 0;
        }
      }
    }
    compare(batch, evidence, size, edges);
  }

  private void compare(long[] pairs, int[] evidence, int size, Sorter edges) {
    int[] ordinals = new int[2 * size];
    for (int i = 0; i < size; i++) {
      ordinals[2 * i] = first(pairs[i]);
      ordinals[2 * i + 1] = second(pairs[i]);
    }
    ordinals = Arrays.stream(ordinals).sorted().distinct().toArray();
    Signature[] found = signatures.get(ordinals);
    for (int i = 0; i < size; i++) {
      int a = first(pairs[i]);
      int b = second(pairs[i]);
      Signature one = found[Arrays.binarySearch(ordinals, a)];
      Signature other = found[Arrays.binarySearch(ordinals, b)];
      compared++;
      if (settings.areCopies(one, other, evidence[i])) {
        near++;
        components.join(a, b);
        edges.add((long) a << 32 | b, Centers.permille(one, other));
      }
    }
    watch("comparing candidates", size == 0 ? signatures.count() : first(pairs[size - 1]));
  }

  private static int first(long pair) {
    return (int) (pair >>> 31);
  }

  private static int second(long pair) {
    return (int) pair & Integer.MAX_VALUE;
  }

  /** Finds the center of each member of each component, then who stays of those around it. */
  private void group(Sorter edges) {
    short[] degrees = new short[stays.length];
    try (Sorter around = sorter("around", 3, memory / 4)) {
      try (Sorter members = sorter("members", 2, memory / 8);
          Sorter links = sorter("links", 3, memory / 8)) {
        for (Sorter.Cursor edge = edges.sorted(); edge.next(); ) {
          count(degrees, (int) (edge.get(0) >> 32));
          count(degrees, (int) edge.get(0));
        }
        for (Sorter.Cursor edge = edges.again(); edge.next(); ) {
          int a = (int) (edge.get(0) >> 32);
          int b = (int) edge.get(0);
          long placeA = place(a, degrees);
          long placeB = place(b, degrees);
          long early = placeA < placeB ? a : b;
          links.add(components.find(a), Math.max(placeA, placeB), early << 16 | edge.get(1));
        }
        for (int i = 0; i < degrees.length; i++) {
          if (degrees[i] > 0) {
            members.add(components.find(i), place(i, degrees));
          }
        }
        for (int i = 0; i < degrees.length; i++) {
          stays[i] = degrees[i] > 0 ? i : stays[i]; // the components are in the sorters now
        }
        centers(members.sorted(), links.sorted(), around);
      }
      keepers(around.sorted());
    }
  }

  private static void count(short[] degrees, int ordinal) {
    degrees[ordinal] = (short) Math.min(degrees[ordinal] + 1, Short.MAX_VALUE);
  }

  private static long place(int ordinal, short[] degrees) {
    return Centers.place(ordinal, degrees[ordinal]);
  }

  private void centers(Sorter.Cursor members, Sorter.Cursor links, Sorter around) {
    Centers centers = new Centers(settings, ordinal -> stays[ordinal]);
    boolean[] linked = {links.next()};
    inBatches(
        members,
        1,
        centers::clear,
        (ordinal, signature) -> {
          List<Centers.Near> earlier = new ArrayList<>();
          for (; linked[0] && (int) links.get(1) == ordinal; linked[0] = links.next()) {
            earlier.add(new Centers.Near((int) (links.get(2) >> 16), (int) links.get(2) & 0xffff));
          }
          int center = centers.next(ordinal, signature, earlier);
          stays[ordinal] = center;
          Rank rank = signature.rank(ordinal);
          around.add(center, rank.high(), rank.low());
        });
  }

  private void keepers(Sorter.Cursor around) {
    Keepers keepers = new Keepers(settings);
    inBatches(
        around,
        2,
        keepers::clear,
        (ordinal, signature) -> {
          Verdict verdict = keepers.next(ordinal, signature);
          stays[ordinal] = verdict.of();
          how[ordinal] = verdict.kept() ? KEPT : (short) Math.round(1000 * verdict.similarity());
        });
  }

  /**
   * Gives the signatures of records in their order; {@code next} is run where the first long
   * changes.
   */
  private void inBatches(
      Sorter.Cursor records, int ordinalAt, Runnable next, Signatures.Each each) {
    int most = (int) Math.clamp(memory / 4 / (PAIR_BYTES / 2), 100, 1 << 20);
    long[] group = new long[most];
    int[] ordinals = new int[most];
    long last = -1;
    boolean more = records.next();
    while (more) {
      int size = 0;
      for (; more && size < most; more = records.next()) {
        group[size] = records.get(0);
        ordinals[size++] = (int) records.get(ordinalAt);
      }
      int[] ascending = Arrays.copyOf(ordinals, size);
      Arrays.sort(ascending);
      Signature[] found = signatures.get(ascending);
      for (int i = 0; i < size; i++) {
        if (group[i] != last) {
          next.run();
          last = group[i];
        }
        each.accept(ordinals[i], found[Arrays.binarySearch(ascending, ordinals[i])]);
      }
    }
  }

  /** An exact copy of something that goes, goes for the same. */
  private void exactCopiesFollow() {
    for (int i = 0; i < stays.length; i++) {
      if (how[i] == EXACT && how[stays[i]] != KEPT) {
        how[i] = how[stays[i]];
        stays[i] = stays[stays[i]];
      }
    }
  }

  private void watch(String step, int ordinal) {
    if ((ordinal & 0xfff) == 0 || step.startsWith("comp")) {
      watch.accept(step, ordinal / (double) Math.max(1, signatures.count()));
    }
  }
}
