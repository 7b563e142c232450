package org.zhizhi.spark;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.storage.StorageLevel;
import org.zhizhi.data.duplicate.Buckets;
import org.zhizhi.data.duplicate.DuplicateSettings;
import org.zhizhi.data.duplicate.Group;
import org.zhizhi.data.duplicate.Rank;
import org.zhizhi.data.duplicate.Signature;
import org.zhizhi.data.duplicate.Verdict;
import scala.Tuple2;

/**
 * The verdicts of {@link org.zhizhi.data.duplicate.Duplicates}, by joins on a cluster: rows meet under
 * a key, sorted, on the machine that has the key. No machine sees all documents, none holds more of
 * them than a group of copies, and the driver sees none.
 */
final class DuplicateJoin {
  private final JavaPairRDD<long[], byte[]> signatures;
  private final Rows.ByRange byOrdinal;
  private final Partitioner byKey;
  private final DuplicateSettings settings;

  private DuplicateJoin(
      JavaPairRDD<long[], byte[]> signatures, Rows.ByRange byOrdinal, DuplicateSettings settings) {
    this.signatures = signatures;
    this.byOrdinal = byOrdinal;
    this.byKey = new Rows.ByHash(byOrdinal.numPartitions());
    this.settings = settings;
  }

  /**
   * The documents that go: rows of ordinal, the ordinal that stays for it, and 1 if they are the same
   * or 0 if they are alike. Each partition holds the rows of its range, sorted.
   *
   * @param signatures rows of an ordinal, each with {@link Signature#toBytes}; a partition holds a
   *     range of the ordinals without a gap, sorted
   * @param byOrdinal tells where the ranges begin
   */
  static JavaPairRDD<long[], byte[]> verdicts(
      JavaPairRDD<long[], byte[]> signatures, Rows.ByRange byOrdinal, DuplicateSettings settings) {
    return new DuplicateJoin(signatures, byOrdinal, settings).verdicts();
  }

  private JavaPairRDD<long[], byte[]> verdicts() {
    JavaPairRDD<long[], byte[]> exact = kept(exactCopies());
    if (!settings.near()) {
      return exact.mapToPair(row -> row(row._1[0], row._1[1], 1));
    }
    JavaPairRDD<long[], byte[]> links = kept(links(candidates(exact)));
    JavaPairRDD<long[], byte[]> hang = Stars.of(links, byKey.numPartitions());
    JavaPairRDD<long[], byte[]> near = kept(group(members(hang, links)));
    JavaPairRDD<long[], byte[]> followed =
        Rows.sorted(exact.mapToPair(row -> row(row._1[1], row._1[0])), byOrdinal)
            .zipPartitions(near, Following::new)
            .mapToPair(row -> row);
    return Rows.sorted(
        near.mapToPair(row -> row(row._1[0], row._1[1], 0)).union(followed), byOrdinal);
  }

  /** Of documents with the same hash the best stays: rows of the others, each with the best. */
  private JavaPairRDD<long[], byte[]> exactCopies() {
    JavaPairRDD<long[], byte[]> texts =
        signatures.mapToPair(
            row -> {
              Signature signature = Signature.of(row._2);
              Rank rank = signature.rank((int) row._1[0]);
              return row(
                  signature.exactHigh(), signature.exactLow(), rank.high(), rank.low());
            });
    JavaPairRDD<long[], byte[]> copies =
        Rows.sorted(texts, byKey).mapPartitionsToPair(SameText::new);
    return Rows.sorted(copies, byOrdinal);
  }

  /** Pairs of documents that share a key: rows of the smaller, the larger, and 1 if it is rare. */
  private JavaPairRDD<long[], byte[]> candidates(JavaPairRDD<long[], byte[]> exact) {
    JavaPairRDD<long[], byte[]> keys =
        signatures
            .zipPartitions(exact, (some, copies) -> new Keys(some, copies))
            .mapToPair(row -> row);
    return Rows.sorted(keys, byKey).mapPartitionsToPair(Pairing::new);
  }

  /** Near-copies: rows of the worse, the better, and how alike they are in thousandths. */
  private JavaPairRDD<long[], byte[]> links(JavaPairRDD<long[], byte[]> pairs) {
    JavaPairRDD<long[], byte[]> halves = // rows of the larger, the smaller, rare keys; the smaller's
        Rows.sorted(pairs, byOrdinal)
            .zipPartitions(signatures, First::new)
            .mapToPair(row -> row);
    double certain = settings.certain();
    double suspected = settings.suspected();
    return Rows.sorted(halves, byOrdinal)
        .zipPartitions(
            signatures,
            (some, all) -> new Second(some, all, new DuplicateSettings(true, certain, suspected)))
        .mapToPair(row -> row);
  }

  /**
   * Documents that have near-copies: rows of the component, the two numbers of the rank; with the
   * near-copies that are better, and the signature.
   */
  private JavaPairRDD<long[], byte[]> members(
      JavaPairRDD<long[], byte[]> hang, JavaPairRDD<long[], byte[]> links) {
    JavaPairRDD<long[], byte[]> nodes =
        hang.flatMapToPair(
            row ->
                List.of(row(row._1[0], row._1[1], 0), row(row._1[1], row._1[1], 0)).iterator());
    JavaPairRDD<long[], byte[]> both = nodes.union(links.mapToPair(DuplicateJoin::link));
    return Rows.sorted(both, byOrdinal)
        .zipPartitions(signatures, Members::new)
        .mapToPair(row -> row);
  }

  /** A link among nodes: the third number tells it from a node, whose third is 0. */
  private static Tuple2<long[], byte[]> link(Tuple2<long[], byte[]> row) {
    return row(row._1[0], Long.MAX_VALUE, 1 + row._1[1], row._1[2]);
  }

  /** Decides within each component: rows of those that go, each with the one that stays. */
  private JavaPairRDD<long[], byte[]> group(JavaPairRDD<long[], byte[]> members) {
    double certain = settings.certain();
    double suspected = settings.suspected();
    return Rows.sorted(
        Rows.sorted(members, byKey)
            .mapPartitionsToPair(
                sorted -> new Grouping(sorted, new DuplicateSettings(true, certain, suspected))),
        byOrdinal);
  }

  private static JavaPairRDD<long[], byte[]> kept(JavaPairRDD<long[], byte[]> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK_SER());
  }

  private static Tuple2<long[], byte[]> row(long... numbers) {
    return new Tuple2<>(numbers, Rows.NOTHING);
  }

  /** Of sorted rows with the same two numbers the first stays. */
  private static final class SameText extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> texts;
    private long[] best;

    SameText(Iterator<Tuple2<long[], byte[]>> texts) {
      this.texts = texts;
    }

    @Override
    boolean step() {
      if (!texts.hasNext()) {
        return false;
      }
      long[] text = texts.next()._1;
      if (best != null && text[0] == best[0] && text[1] == best[1]) {
        give(row(Rank.ordinal(text[3]), Rank.ordinal(best[3])));
      } else {
        best = text;
      }
      return true;
    }
  }

  /** The keys of documents that are no exact copies. */
  private static final class Keys extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> signatures;
    private final Merge copies;

    Keys(
        Iterator<Tuple2<long[], byte[]>> signatures, Iterator<Tuple2<long[], byte[]>> copies) {
      this.signatures = signatures;
      this.copies = new Merge(copies);
    }

    @Override
    boolean step() {
      if (!signatures.hasNext()) {
        return false;
      }
      Tuple2<long[], byte[]> row = signatures.next();
      long ordinal = row._1[0];
      if (!copies.reaches(ordinal)) {
        Signature signature = Signature.of(row._2);
        long[] keys = signature.keys();
        for (int i = 0; i < keys.length; i++) {
          give(row(keys[i], (long) signature.tie(i) << 32 | ordinal));
        }
      }
      return true;
    }
  }

  /** Candidates from sorted keys. */
  private static final class Pairing extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> keys;
    private final Buckets buckets =
        new Buckets((first, second, rare) -> give(row(first, second, rare ? 1 : 0)));

    Pairing(Iterator<Tuple2<long[], byte[]>> keys) {
      this.keys = keys;
    }

    @Override
    boolean step() {
      if (!keys.hasNext()) {
        buckets.end();
        return false;
      }
      long[] key = keys.next()._1;
      buckets.add(key[0], (int) key[1]);
      return true;
    }
  }

  /** Counts the keys that pairs share and gives each its first half. */
  private static final class First extends Steps<Tuple2<long[], byte[]>> {
    private final Merge pairs;
    private final Merge signatures;

    First(
        Iterator<Tuple2<long[], byte[]>> pairs, Iterator<Tuple2<long[], byte[]>> signatures) {
      this.pairs = new Merge(pairs);
      this.signatures = new Merge(signatures);
    }

    @Override
    boolean step() {
      if (pairs.now() == null) {
        return false;
      }
      long first = pairs.now()._1[0];
      long second = pairs.now()._1[1];
      int shared = 0;
      int rare = 0;
      for (long[] pair = pairs.now()._1;
          pair != null && pair[0] == first && pair[1] == second;
          pair = pairs.move() == null ? null : pairs.now()._1) {
        shared++;
        rare += (int) pair[2];
      }
      if (shared >= DuplicateSettings.KEYS_SHARED) {
        give(new Tuple2<>(new long[] {second, first, rare}, signatures.at(first)));
      }
      return true;
    }
  }

  /** Compares pairs, of which each carries the signature of its second number. */
  private static final class Second extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> halves;
    private final Merge signatures;
    private final DuplicateSettings settings;

    Second(
        Iterator<Tuple2<long[], byte[]>> halves,
        Iterator<Tuple2<long[], byte[]>> signatures,
        DuplicateSettings settings) {
      this.halves = halves;
      this.signatures = new Merge(signatures);
      this.settings = settings;
    }

    @Override
    boolean step() {
      if (!halves.hasNext()) {
        return false;
      }
      Tuple2<long[], byte[]> half = halves.next();
      int b = (int) half._1[0];
      int a = (int) half._1[1];
      Signature one = Signature.of(half._2);
      Signature other = Signature.of(signatures.at(b));
      if (settings.near(one, other, (int) half._1[2])) {
        boolean firstIsBetter = one.rank(a).compareTo(other.rank(b)) < 0;
        give(
            row(
                firstIsBetter ? b : a,
                firstIsBetter ? a : b,
                Group.permille(one.similarity(other))));
      }
      return true;
    }
  }

  /** Puts together what there is of each document that has near-copies. */
  private static final class Members extends Steps<Tuple2<long[], byte[]>> {
    private final Merge rows;
    private final Merge signatures;

    Members(Iterator<Tuple2<long[], byte[]>> rows, Iterator<Tuple2<long[], byte[]>> signatures) {
      this.rows = new Merge(rows);
      this.signatures = new Merge(signatures);
    }

    @Override
    boolean step() {
      if (rows.now() == null) {
        return false;
      }
      long ordinal = rows.now()._1[0];
      long component = rows.now()._1[1];
      List<long[]> links = new ArrayList<>();
      for (; rows.now() != null && rows.now()._1[0] == ordinal; rows.move()) {
        if (rows.now()._1[2] > 0) {
          links.add(rows.now()._1);
        }
      }
      byte[] signature = signatures.at(ordinal);
      ByteBuffer all = ByteBuffer.allocate(4 + 8 * links.size() + signature.length);
      all.putInt(links.size());
      for (long[] link : links) {
        all.putInt((int) (link[2] - 1)).putInt((int) link[3]);
      }
      all.put(signature);
      Rank rank = Signature.of(signature).rank((int) ordinal);
      give(new Tuple2<>(new long[] {component, rank.high(), rank.low()}, all.array()));
      return true;
    }
  }

  /** Decides about the members of components, best first. */
  private static final class Grouping extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> members;
    private final Map<Integer, Integer> gone = new HashMap<>();
    private final Group group;
    private long component = -1;

    Grouping(Iterator<Tuple2<long[], byte[]>> members, DuplicateSettings settings) {
      this.members = members;
      this.group = new Group(settings, ordinal -> gone.getOrDefault(ordinal, ordinal));
    }

    @Override
    boolean step() {
      if (!members.hasNext()) {
        return false;
      }
      Tuple2<long[], byte[]> member = members.next();
      if (member._1[0] != component) {
        component = member._1[0];
        group.clear();
        gone.clear();
      }
      int ordinal = Rank.ordinal(member._1[2]);
      ByteBuffer all = ByteBuffer.wrap(member._2);
      List<Group.Near> better = new ArrayList<>();
      for (int links = all.getInt(); links > 0; links--) {
        better.add(new Group.Near(all.getInt(), all.getInt()));
      }
      byte[] signature = new byte[all.remaining()];
      all.get(signature);
      Verdict verdict = group.next(ordinal, Signature.of(signature), better);
      if (!verdict.kept()) {
        gone.put(ordinal, verdict.of());
        give(row(ordinal, verdict.of()));
      }
      return true;
    }
  }

  /** An exact copy of something that goes, goes for the same. */
  private static final class Following extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> copies;
    private final Merge near;

    /**
     * @param copies rows of what stays and its copy
     */
    Following(Iterator<Tuple2<long[], byte[]>> copies, Iterator<Tuple2<long[], byte[]>> near) {
      this.copies = copies;
      this.near = new Merge(near);
    }

    @Override
    boolean step() {
      if (!copies.hasNext()) {
        return false;
      }
      long[] copy = copies.next()._1;
      give(
          near.reaches(copy[0])
              ? row(copy[1], near.now()._1[1], 0)
              : row(copy[1], copy[0], 1));
      return true;
    }
  }
}
