package org.zhizhi.spark;

import java.io.Serializable;
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
import org.zhizhi.data.duplicate.Centers;
import org.zhizhi.data.duplicate.DuplicateSettings;
import org.zhizhi.data.duplicate.Keepers;
import org.zhizhi.data.duplicate.Rank;
import org.zhizhi.data.duplicate.Signature;
import org.zhizhi.data.duplicate.Verdict;
import scala.Tuple2;

/**
 * The verdicts of {@link org.zhizhi.data.duplicate.Duplicates}, by joins on a cluster: rows meet
 * under a key, sorted, on the machine that has the key. No machine sees all documents, none holds
 * more of them than a group of copies, and the driver sees none.
 */
final class DuplicateJoin {
  private final JavaPairRDD<long[], byte[]> signatures;
  private final Rows.ByRange byOrdinal;
  private final Partitioner byKey;
  private final Settings settings;

  /** What counts as a copy, made where it is needed. */
  interface Settings extends Serializable {
    DuplicateSettings get();
  }

  private DuplicateJoin(
      JavaPairRDD<long[], byte[]> signatures, Rows.ByRange byOrdinal, Settings settings) {
    this.signatures = signatures;
    this.byOrdinal = byOrdinal;
    this.byKey = new Rows.ByHash(byOrdinal.numPartitions());
    this.settings = settings;
  }

  /**
   * The documents that go: rows of ordinal, the ordinal that stays for it, and 1 if they are the
   * same or 0 if they are alike. Each partition holds the rows of its range, sorted.
   *
   * @param signatures rows of an ordinal, each with {@link Signature#toBytes}; a partition holds a
   *     range of the ordinals without a gap, sorted
   * @param byOrdinal tells where the ranges begin
   */
  static JavaPairRDD<long[], byte[]> verdicts(
      JavaPairRDD<long[], byte[]> signatures, Rows.ByRange byOrdinal, Settings settings) {
    return new DuplicateJoin(signatures, byOrdinal, settings).verdicts();
  }

  private JavaPairRDD<long[], byte[]> verdicts() {
    JavaPairRDD<long[], byte[]> exact = kept(exactCopies());
    if (!settings.get().near()) {
      return exact.mapToPair(row -> row(row._1[0], row._1[1], 1));
    }
    JavaPairRDD<long[], byte[]> links = kept(links(candidates(exact)));
    JavaPairRDD<long[], byte[]> hang = Stars.of(links, byKey.numPartitions());
    JavaPairRDD<long[], byte[]> near = kept(decided(around(members(hang, links))));
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
              return row(signature.exactHigh(), signature.exactLow(), rank.high(), rank.low());
            });
    JavaPairRDD<long[], byte[]> copies =
        Rows.sorted(texts, byKey).mapPartitionsToPair(SameText::new);
    return Rows.sorted(copies, byOrdinal);
  }

  /** Pairs of documents that share a key: rows of the smaller, the larger, the key's weight. */
  private JavaPairRDD<long[], byte[]> candidates(JavaPairRDD<long[], byte[]> exact) {
    JavaPairRDD<long[], byte[]> keys =
        signatures
            .zipPartitions(exact, (some, copies) -> new Keys(some, copies))
            .mapToPair(row -> row);
    return Rows.sorted(keys, byKey).mapPartitionsToPair(Pairing::new);
  }

  /** Near-copies: rows of the smaller, the larger, and what they share in thousandths. */
  private JavaPairRDD<long[], byte[]> links(JavaPairRDD<long[], byte[]> pairs) {
    Settings settings = this.settings;
    JavaPairRDD<long[], byte[]> halves = // rows of the larger, the smaller, evidence; the smaller's
        Rows.sorted(pairs, byOrdinal)
            .zipPartitions(signatures, (some, all) -> new First(some, all, settings.get()))
            .mapToPair(row -> row);
    return Rows.sorted(halves, byOrdinal)
        .zipPartitions(signatures, (some, all) -> new Second(some, all, settings.get()))
        .mapToPair(row -> row);
  }

  /**
   * Documents that have near-copies: rows of the component and the place in it; with the
   * near-copies that come earlier, and the signature.
   */
  private JavaPairRDD<long[], byte[]> members(
      JavaPairRDD<long[], byte[]> hang, JavaPairRDD<long[], byte[]> links) {
    JavaPairRDD<long[], byte[]> both = // rows of a document, a near-copy, what they share
        links.flatMapToPair(
            row ->
                List.of(row(row._1[0], row._1[1], row._1[2]), row(row._1[1], row._1[0], row._1[2]))
                    .iterator());
    JavaPairRDD<long[], byte[]>
        neighbours = // rows of a document, 1, a near-copy's place, the share
        Rows.sorted(both, byOrdinal).mapPartitionsToPair(Neighbours::new);
    JavaPairRDD<long[], byte[]> nodes = // rows of a document, 0, its component
        hang.flatMapToPair(
            row -> List.of(row(row._1[0], 0, row._1[1]), row(row._1[1], 0, row._1[1])).iterator());
    return Rows.sorted(nodes.union(neighbours), byOrdinal)
        .zipPartitions(signatures, Members::new)
        .mapToPair(row -> row);
  }

  /** Finds the center of each member: rows of it and of the rank; with the signature. */
  private JavaPairRDD<long[], byte[]> around(JavaPairRDD<long[], byte[]> members) {
    Settings settings = this.settings;
    return Rows.sorted(members, byKey)
        .mapPartitionsToPair(sorted -> new Around(sorted, settings.get()));
  }

  /** Decides who stays around each center: rows of those that go, each with the one that stays. */
  private JavaPairRDD<long[], byte[]> decided(JavaPairRDD<long[], byte[]> around) {
    Settings settings = this.settings;
    return Rows.sorted(
        Rows.sorted(around, byKey)
            .mapPartitionsToPair(sorted -> new Deciding(sorted, settings.get())),
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

    Keys(Iterator<Tuple2<long[], byte[]>> signatures, Iterator<Tuple2<long[], byte[]>> copies) {
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
        new Buckets((first, second, weight) -> give(row(first, second, weight)));

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
    private final DuplicateSettings settings;

    First(
        Iterator<Tuple2<long[], byte[]>> pairs,
        Iterator<Tuple2<long[], byte[]>> signatures,
        DuplicateSettings settings) {
      this.pairs = new Merge(pairs);
      this.signatures = new Merge(signatures);
      this.settings = settings;
    }

    @Override
    boolean step() {
      if (pairs.now() == null) {
        return false;
      }
      long first = pairs.now()._1[0];
      long second = pairs.now()._1[1];
      int shared = 0;
      int evidence = 0;
      for (;
          pairs.now() != null && pairs.now()._1[0] == first && pairs.now()._1[1] == second;
          pairs.move()) {
        shared++;
        evidence += (int) pairs.now()._1[2];
      }
      if (settings.isCandidate(shared)) {
        give(new Tuple2<>(new long[] {second, first, evidence}, signatures.at(first)));
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
      long b = half._1[0];
      long a = half._1[1];
      Signature one = Signature.of(half._2);
      Signature other = Signature.of(signatures.at(b));
      if (settings.areCopies(one, other, (int) half._1[2])) {
        give(row(a, b, Centers.permille(one, other)));
      }
      return true;
    }
  }

  /** Tells the near-copies of each document its place. */
  private static final class Neighbours extends Steps<Tuple2<long[], byte[]>> {
    private final Merge rows;

    Neighbours(Iterator<Tuple2<long[], byte[]>> rows) {
      this.rows = new Merge(rows);
    }

    @Override
    boolean step() {
      if (rows.now() == null) {
        return false;
      }
      long ordinal = rows.now()._1[0];
      List<long[]> copies = new ArrayList<>(); // few: a key makes pairs with few others
      for (; rows.now() != null && rows.now()._1[0] == ordinal; rows.move()) {
        copies.add(rows.now()._1);
      }
      long place = Centers.place((int) ordinal, copies.size());
      for (long[] copy : copies) {
        give(row(copy[1], 1, place, copy[2]));
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
      long component = rows.now()._1[2];
      List<long[]> copies = new ArrayList<>();
      for (; rows.now() != null && rows.now()._1[0] == ordinal; rows.move()) {
        if (rows.now()._1[1] == 1) {
          copies.add(rows.now()._1);
        }
      }
      long place = Centers.place((int) ordinal, copies.size());
      copies.removeIf(copy -> copy[2] > place);
      byte[] signature = signatures.at(ordinal);
      ByteBuffer all = ByteBuffer.allocate(4 + 8 * copies.size() + signature.length);
      all.putInt(copies.size());
      for (long[] copy : copies) {
        all.putInt((int) copy[2]).putInt((int) copy[3]); // a place ends with its ordinal
      }
      give(new Tuple2<>(new long[] {component, place}, all.put(signature).array()));
      return true;
    }
  }

  /** Finds the centers of the members of components, which come in the order of their places. */
  private static final class Around extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> members;
    private final Map<Integer, Integer> found = new HashMap<>();
    private final Centers centers;
    private long component = -1;

    Around(Iterator<Tuple2<long[], byte[]>> members, DuplicateSettings settings) {
      this.members = members;
      this.centers = new Centers(settings, found::get);
    }

    @Override
    boolean step() {
      if (!members.hasNext()) {
        return false;
      }
      Tuple2<long[], byte[]> member = members.next();
      if (member._1[0] != component) {
        component = member._1[0];
        centers.clear();
        found.clear();
      }
      int ordinal = (int) member._1[1];
      ByteBuffer all = ByteBuffer.wrap(member._2);
      List<Centers.Near> earlier = new ArrayList<>();
      for (int copies = all.getInt(); copies > 0; copies--) {
        earlier.add(new Centers.Near(all.getInt(), all.getInt()));
      }
      byte[] bytes = new byte[all.remaining()];
      all.get(bytes);
      Signature signature = Signature.of(bytes);
      int center = centers.next(ordinal, signature, earlier);
      found.put(ordinal, center);
      Rank rank = signature.rank(ordinal);
      give(new Tuple2<>(new long[] {center, rank.high(), rank.low()}, bytes));
      return true;
    }
  }

  /** Decides about the documents around centers, which come best first. */
  private static final class Deciding extends Steps<Tuple2<long[], byte[]>> {
    private final Iterator<Tuple2<long[], byte[]>> around;
    private final Keepers keepers;
    private long center = -1;

    Deciding(Iterator<Tuple2<long[], byte[]>> around, DuplicateSettings settings) {
      this.around = around;
      this.keepers = new Keepers(settings);
    }

    @Override
    boolean step() {
      if (!around.hasNext()) {
        return false;
      }
      Tuple2<long[], byte[]> member = around.next();
      if (member._1[0] != center) {
        center = member._1[0];
        keepers.clear();
      }
      int ordinal = Rank.ordinal(member._1[2]);
      Verdict verdict = keepers.next(ordinal, Signature.of(member._2));
      if (!verdict.kept()) {
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
      give(near.reaches(copy[0]) ? row(copy[1], near.now()._1[1], 0) : row(copy[1], copy[0], 1));
      return true;
    }
  }
}
