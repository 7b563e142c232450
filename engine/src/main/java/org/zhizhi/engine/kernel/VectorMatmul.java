package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * Products on the processor's vector units, shared out over a team: brain floats or floats times
 * floats, summed in floats. Weights are read from memory once, whatever the number of rows. An
 * output is one sum in one order, whatever the number of rows and threads, so that a sequence
 * decodes to the same bits alone and in a batch.
 */
public final class VectorMatmul implements Matmul {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * Weights that a thread takes at a time, read as four streams: four parts of the chunk, row by
   * row. Neighbouring rows instead of parts gave 17.5 GB/s, parts 22 (Xeon with AMX, 2 threads,
   * width 768, plain reading 30); chunks of 48 KB or 768 KB changed less than a tenth.
   */
  private static final int CHUNK_BYTES = 96 << 10;

  private final Team team;
  private float[] packed = new float[0]; // as large as the largest input so far

  public VectorMatmul(Team team) {
    this.team = team;
  }

  @Override
  public void multiply(Matrix w, float[] x, int n, float[] y) {
    int cols = w.cols();
    if (x.length < (long) n * cols || y.length < (long) n * w.rows()) {
      throw new IllegalArgumentException(
          n
              + " rows of "
              + cols
              + " and of "
              + w.rows()
              + " do not fit in "
              + x.length
              + " and "
              + y.length
              + " floats");
    }
    float[] in = w.dtype() == DType.BF16 ? pack(x, n, cols) : x;
    int chunk = Math.clamp(CHUNK_BYTES / ((long) cols * w.dtype().bytes()), 4, 1 << 20);
    int chunks = 0;
    for (HostTensor part : w.parts()) {
      chunks += Math.ceilDiv((int) part.shape()[0], chunk);
    }
    team.forEach(chunks, c -> multiplyChunk(w, c, chunk, in, n, y));
  }

  private float[] pack(float[] x, int n, int cols) {
    if (packed.length < n * cols) {
      packed = new float[n * cols];
    }
    float[] into = packed;
    team.forEach(n, t -> Dots.pack(x, t * cols, cols, into));
    return into;
  }

  private static void multiplyChunk(Matrix w, int index, int chunk, float[] x, int n, float[] y) {
    int above = 0;
    for (HostTensor part : w.parts()) {
      int height = (int) part.shape()[0];
      int chunks = Math.ceilDiv(height, chunk);
      if (index < chunks) {
        int from = index * chunk;
        Rows rows = new Rows(part, w.cols(), from, Math.min(height, from + chunk));
        if (n == 1) {
          rows.timesOne(x, y, above);
        } else {
          rows.timesMany(x, n, y, above, w.rows());
        }
        return;
      }
      index -= chunks;
      above += height;
    }
  }

  /** Rows {@code from} to {@code to - 1} of one tensor. */
  private record Rows(HostTensor tensor, int cols, int from, int to) {

    void timesOne(float[] x, float[] y, int above) {
      boolean bf16 = tensor.dtype() == DType.BF16;
      MemorySegment w = tensor.data();
      int whole = Dots.whole(cols);
      float[] lanes = new float[4 * Dots.L];
      for (int i = 0; i < quarter(); i++) {
        long p0 = position(row(i, 0));
        long p1 = position(row(i, 1));
        long p2 = position(row(i, 2));
        long p3 = position(row(i, 3));
        if (bf16) {
          Dots.bf16(w, p0, p1, p2, p3, whole, x, 0, lanes);
        } else {
          Dots.f32(w, p0, p1, p2, p3, whole, x, 0, lanes);
        }
        for (int j = 0; j < 4; j++) {
          y[above + row(i, j)] = finish(row(i, j), Lanes.sum(lanes, j * Dots.L), x, 0);
        }
      }
    }

    void timesMany(float[] x, int n, float[] y, int above, int stride) {
      int whole = Dots.whole(cols);
      float[] four = new float[4 * whole];
      float[] lanes = new float[16 * Dots.L];
      for (int i = 0; i < quarter(); i++) {
        for (int j = 0; j < 4; j++) {
          if (tensor.dtype() == DType.BF16) {
            Dots.unpackBf16(tensor.data(), position(row(i, j)), whole, four, j * whole);
          } else {
            Dots.unpackF32(tensor.data(), position(row(i, j)), whole, four, j * whole);
          }
        }
        for (int t = 0; t < n; ) {
          int tile = t + 4 <= n ? 4 : 1;
          if (tile == 4) {
            Dots.four(four, whole, x, t * cols, cols, lanes);
          } else {
            Dots.one(four, whole, x, t * cols, lanes);
          }
          for (int k = 0; k < tile; k++, t++) {
            for (int j = 0; j < 4; j++) {
              float sum = Lanes.sum(lanes, (4 * k + j) * Dots.L);
              y[t * stride + above + row(i, j)] = finish(row(i, j), sum, x, t * cols);
            }
          }
        }
      }
    }

    private int quarter() {
      return Math.ceilDiv(to - from, 4);
    }

    /** Row i of stream j; where rows do not divide by four the last is taken again. */
    private int row(int i, int j) {
      return Math.min(from + j * quarter() + i, to - 1);
    }

    private long position(int row) {
      return (long) row * cols * tensor.dtype().bytes();
    }

    /** Adds the elements after the last whole run. */
    private float finish(int row, float sum, float[] x, int at) {
      long p = position(row);
      for (int k = Dots.whole(cols); k < cols; k++) {
        float w =
            tensor.dtype() == DType.BF16
                ? Bf16.toFloat(tensor.data().get(SHORT, p + 2L * k))
                : tensor.data().get(FLOAT, p + 4L * k);
        sum = Math.fma(w, x[at + k], sum);
      }
      return sum;
    }
  }
}
