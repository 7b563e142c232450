package org.zhizhi.engine.kernel;

import static org.zhizhi.engine.kernel.Bf16.I;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The rate at which this machine's processor reads memory, by all threads of a team at once: what
 * decoding one sequence is bounded by, for every weight is read for every token.
 */
public final class Bandwidth {
  private static final int CHUNK = 1 << 20;
  private static final int LANE_BYTES = 4 * I.length();

  private Bandwidth() {}

  /**
   * Reads a block several times and gives the fastest pass, in bytes per second. The block must be
   * well beyond the caches: 2 GiB where memory allows.
   */
  public static double read(Team team, long blockBytes, int passes) {
    try (Arena arena = Arena.ofShared()) {
      int chunks = Math.toIntExact(blockBytes / CHUNK);
      MemorySegment block = arena.allocate((long) chunks * CHUNK, 64);
      team.forEach(chunks, c -> block.asSlice((long) c * CHUNK, CHUNK).fill((byte) c));
      AtomicInteger sink = new AtomicInteger();
      double best = 0;
      for (int pass = 0; pass < passes; pass++) {
        long start = System.nanoTime();
        team.forEach(chunks, c -> sink.addAndGet(fold(block, (long) c * CHUNK)));
        best = Math.max(best, (double) chunks * CHUNK / ((System.nanoTime() - start) * 1e-9));
      }
      if (sink.get() == 42) { // the sums are used, or the compiler would not read
        best = Math.nextUp(best);
      }
      return best;
    }
  }

  private static int fold(MemorySegment block, long from) {
    IntVector a = IntVector.zero(I);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    for (int i = 0; i < CHUNK; i += 4 * LANE_BYTES) {
      long at = from + i;
      a = a.add(load(block, at));
      b = b.add(load(block, at + LANE_BYTES));
      c = c.add(load(block, at + 2L * LANE_BYTES));
      d = d.add(load(block, at + 3L * LANE_BYTES));
    }
    return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD); // ints: any order
  }

  private static IntVector load(MemorySegment block, long at) {
    return IntVector.fromMemorySegment(I, block, at, ByteOrder.LITTLE_ENDIAN);
  }
}
