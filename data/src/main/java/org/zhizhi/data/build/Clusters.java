package org.zhizhi.data.build;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.zhizhi.base.Json;

/**
 * Documents that say the same, together.
 *
 * @param count how many clusters of two documents or more there are
 * @param sizes clusters by the position of the highest bit of the number of their documents
 * @param largest in descending order
 */
record Clusters(long count, long[] sizes, List<Cluster> largest) {
  /** Clusters that are shown. */
  static final int SHOWN = 10;

  private static final int TEXT = 160;

  /** Lines of which the text is shown; longer ones are not read for a few words. */
  private static final int LONGEST = 8 << 20;

  /** Documents whose copies are counted in one pass, which bounds the memory. */
  private static final int PASS = 1 << 24;

  /** One of the largest clusters: the document kept, and how many say the same, it included. */
  record Cluster(String kept, String source, long documents, String text) {}

  /** A document that is kept, and how many copies of it are not. */
  record Size(long kept, long copies) {}

  /** Counts clusters one by one. */
  static final class Counter {
    private long count;
    private final long[] sizes = new long[Summary.LENGTHS];
    private final PriorityQueue<Size> largest =
        new PriorityQueue<>(
            Comparator.comparingLong(Size::copies)
                .thenComparing(Comparator.comparingLong(Size::kept).reversed()));

    void add(Size size) {
      count++;
      sizes[Summary.length((int) Math.min(Integer.MAX_VALUE, size.copies() + 1))]++;
      shown(size);
    }

    /** What another counter counted. */
    void add(long count, long[] sizes, List<Size> largest) {
      this.count += count;
      for (int i = 0; i < sizes.length; i++) {
        this.sizes[i] += sizes[i];
      }
      largest.forEach(this::shown);
    }

    private void shown(Size size) {
      largest.add(size);
      if (largest.size() > SHOWN) {
        largest.poll();
      }
    }

    /** What it counted, the largest clusters with their documents among {@code chunks}. */
    Clusters of(List<Chunk> chunks) throws IOException {
      List<Cluster> shown = new ArrayList<>();
      try (Ids ids = new Ids(chunks)) {
        while (!largest.isEmpty()) {
          Size size = largest.poll();
          shown.addFirst(cluster(ids, size));
        }
      }
      return new Clusters(count, sizes, shown);
    }
  }

  /** Counts the clusters of {@code ledger}. */
  static Clusters of(Ledger ledger) throws IOException {
    Chunk last = ledger.chunks().getLast();
    long documents = last.first() + last.kept();
    Counter counter = new Counter();
    for (long from = 0; from < documents; from += PASS) {
      int[] copies = copies(ledger, from, (int) Math.min(PASS, documents - from));
      for (int i = 0; i < copies.length; i++) {
        if (copies[i] > 0) {
          counter.add(new Size(from + i, copies[i]));
        }
      }
    }
    return counter.of(ledger.chunks());
  }

  private static int[] copies(Ledger ledger, long from, int documents) throws IOException {
    int[] copies = new int[documents];
    for (Chunk chunk : ledger.chunks()) {
      for (long copy : ledger.copies(chunk)) {
        long kept = copy == Ledger.KEPT ? -1 : Ledger.kept(copy) - from;
        if (kept >= 0 && kept < documents) {
          copies[(int) kept]++;
        }
      }
    }
    return copies;
  }

  private static Cluster cluster(Ids ids, Size size) throws IOException {
    Chunk chunk = ids.chunk(size.kept());
    int number = (int) (size.kept() - chunk.first());
    Entry[] entries = chunk.entries();
    Entry kept = entries[number];
    String text = "";
    if (kept.lineBytes() <= LONGEST) {
      try (InputStream lines = chunk.lines()) {
        for (int i = 0; i < number; i++) {
          lines.skipNBytes(entries[i].lineBytes());
        }
        byte[] line = Chunk.read(lines, kept.lineBytes());
        text = Json.JSON.readTree(line).path("text").asText();
      }
    }
    return new Cluster(
        ids.id(size.kept()),
        chunk.summary().sources().get(kept.source()),
        size.copies() + 1,
        Example.cut(text, 0, TEXT));
  }
}
