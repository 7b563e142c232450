package org.zhizhi.language.tokenizer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Counts the pre-tokens of a stream of texts on several threads in bounded memory. The counts do
 * not depend on the number of threads: texts are taken in batches of one size, and a table that has
 * grown too large is thinned ({@link PieceTable#sample}) between batches only.
 */
final class PieceCounter {
  /** Longer pre-tokens are counted in parts: the joints are too few to matter. */
  static final int LONGEST = 256;

  private static final int BATCH_CHARS = 8 << 20;
  private static final int TASK_CHARS = 1 << 18;
  private static final int SHARDS = 16;

  private final SplitRule rule;
  private final int threads;
  private final int limit;
  private final PieceTable[] all = tables();
  private int round;

  /**
   * @param limit bytes of distinct pre-tokens to hold; between batches there may be more by those
   *     of one batch
   */
  PieceCounter(SplitRule rule, int threads, int limit) {
    this.rule = rule;
    this.threads = threads;
    this.limit = limit;
  }

  PieceTable count(Iterator<String> texts) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      while (texts.hasNext()) {
        batch(texts, pool);
        int bytes = 0;
        for (PieceTable table : all) {
          bytes += table.byteSize();
        }
        if (bytes > limit) {
          thin();
        }
      }
    }
    PieceTable merged = new PieceTable();
    for (int shard = 0; shard < SHARDS; shard++) {
      merged.addAll(all[shard]);
      all[shard] = null;
    }
    return merged;
  }

  private void batch(Iterator<String> texts, ExecutorService pool) {
    List<Future<PieceTable[]>> counted = new ArrayList<>();
    for (int chars = 0; chars < BATCH_CHARS && texts.hasNext(); ) {
      List<String> task = new ArrayList<>();
      int size = 0;
      while (size < TASK_CHARS && texts.hasNext()) {
        String text = texts.next();
        task.add(text);
        size += text.length();
      }
      chars += size;
      counted.add(pool.submit(() -> count(task)));
    }
    List<PieceTable[]> parts = new ArrayList<>();
    counted.forEach(part -> parts.add(join(part)));
    List<Future<Void>> merging = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      int s = shard;
      Callable<Void> merge =
          () -> {
            parts.forEach(part -> all[s].addAll(part[s]));
            return null;
          };
      merging.add(pool.submit(merge));
    }
    merging.forEach(PieceCounter::join);
  }

  private PieceTable[] count(List<String> texts) {
    PieceTable[] tables = tables();
    byte[] utf8 = new byte[1 << 12];
    for (String raw : texts) {
      String text = Utf8.wellFormed(raw);
      for (int start = 0, end; start < text.length(); start = end) {
        end = rule.end(text, start);
        if (utf8.length < 3L * (end - start)) {
          utf8 = new byte[Math.multiplyExact(3, end - start)];
        }
        int n = Utf8.encode(text, start, end, utf8);
        for (int from = 0, to; from < n; from = to) {
          to = cut(utf8, from, n);
          int hash = PieceTable.hash(utf8, from, to);
          tables[(hash ^ hash >>> 16) & SHARDS - 1].add(utf8, from, to, hash, 1);
        }
      }
    }
    return tables;
  }

  /** The end of the part that starts at {@code from}, on a character's boundary. */
  private static int cut(byte[] utf8, int from, int n) {
    if (n - from <= LONGEST) {
      return n;
    }
    int to = from + LONGEST;
    while ((utf8[to] & 0xc0) == 0x80) {
      to--;
    }
    return to;
  }

  private void thin() {
    round++;
    for (int shard = 0; shard < SHARDS; shard++) {
      all[shard] = all[shard].sample(limit / 2 / SHARDS, round);
    }
  }

  private static PieceTable[] tables() {
    PieceTable[] tables = new PieceTable[SHARDS];
    for (int i = 0; i < SHARDS; i++) {
      tables[i] = new PieceTable();
    }
    return tables;
  }

  private static <T> T join(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while counting", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    }
  }
}
