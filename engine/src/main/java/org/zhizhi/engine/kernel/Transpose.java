package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * Transposes a matrix of two-byte elements. A product whose left factor must be read by columns
 * runs at half the speed of one that is read by rows: it is worth transposing first.
 */
public final class Transpose {
  private static final VectorSpecies<Short> S = ShortVector.SPECIES_PREFERRED;
  private static final int N = S.length();

  // stage k swaps blocks of 2^k rows and columns: what stays low, and what comes from the partner
  private static final int STAGES = Integer.numberOfTrailingZeros(N);
  private static final VectorShuffle<Short>[] LOW = shuffles(false);
  private static final VectorShuffle<Short>[] HIGH = shuffles(true);

  private final short[] tile = new short[N * N];

  /** {@code to[c, r] = from[r, c]}; from (rows, columns), to (columns, rows). */
  public void transpose(HostTensor from, HostTensor to, int rows, int columns) {
    MemorySegment source = from.data();
    MemorySegment target = to.data();
    int r = 0;
    for (; r <= rows - N; r += N) {
      int c = 0;
      for (; c <= columns - N; c += N) {
        for (int i = 0; i < N; i++) {
          load(source, ((long) (r + i) * columns + c) * 2).intoArray(tile, i * N);
        }
        for (int stage = 0; stage < STAGES; stage++) {
          exchange(tile, 1 << stage, LOW[stage], HIGH[stage]);
        }
        for (int i = 0; i < N; i++) {
          ShortVector.fromArray(S, tile, i * N)
              .intoMemorySegment(
                  target, ((long) (c + i) * rows + r) * 2, ByteOrder.LITTLE_ENDIAN);
        }
      }
      edge(source, target, r, r + N, c, columns, rows, columns);
    }
    edge(source, target, r, rows, 0, columns, rows, columns);
  }

  private static ShortVector load(MemorySegment from, long offset) {
    return ShortVector.fromMemorySegment(S, from, offset, ByteOrder.LITTLE_ENDIAN);
  }

  private static void exchange(
      short[] tile, int step, VectorShuffle<Short> low, VectorShuffle<Short> high) {
    for (int i = 0; i < N; i++) {
      if ((i & step) == 0) {
        ShortVector a = ShortVector.fromArray(S, tile, i * N);
        ShortVector b = ShortVector.fromArray(S, tile, (i + step) * N);
        a.rearrange(low, b).intoArray(tile, i * N);
        a.rearrange(high, b).intoArray(tile, (i + step) * N);
      }
    }
  }

  private static void edge(
      MemorySegment from,
      MemorySegment to,
      int firstRow,
      int lastRow,
      int firstColumn,
      int lastColumn,
      int rows,
      int columns) {
    for (int r = firstRow; r < lastRow; r++) {
      for (int c = firstColumn; c < lastColumn; c++) {
        MemorySegment.copy(
            from, ((long) r * columns + c) * 2, to, ((long) c * rows + r) * 2, 2);
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static VectorShuffle<Short>[] shuffles(boolean high) {
    VectorShuffle<Short>[] all = new VectorShuffle[STAGES];
    for (int stage = 0; stage < STAGES; stage++) {
      int step = 1 << stage;
      int[] from = new int[N];
      for (int lane = 0; lane < N; lane++) {
        boolean second = (lane & step) != 0;
        int own = high ? lane + step : lane;
        int partners = high ? lane : lane - step;
        from[lane] = second ? partners - N : own; // below 0: from the second vector
      }
      all[stage] = VectorShuffle.fromArray(S, from, 0);
    }
    return all;
  }
}
