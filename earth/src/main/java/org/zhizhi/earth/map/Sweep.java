package org.zhizhi.earth.map;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.zhizhi.base.BadInput;

/**
 * One pass over a scene from the top down. Rows are read, interpreted tile by tile, joined and
 * handed on; reading and writing go on in threads of their own while the caller's interprets. Held
 * are two rows of tiles of the source and two of the scores, whatever the height of the scene.
 *
 * <p>Where two tiles overlap, one fades into the other by Hann weights, which sum to 1 there. The
 * mean is taken as {@code a + w (b - a)}: where the tiles agree, the result is their value to the
 * last bit. So a scene in tiles equals a scene in one piece if the margin covers what the
 * interpreter looks at. Outside of the scene its rim is repeated.
 */
public final class Sweep {
  private static final int SMALLEST = 64;
  private static final int LARGEST = 1024;

  /** Rows of a scene, from the top down. */
  public interface Source {
    /** Columns. */
    int width();

    /** Rows. */
    int height();

    /** Bands of a pixel. */
    int bands();

    /**
     * Reads rows {@code y} to {@code y + rows}; NaN in any band is a pixel without data.
     *
     * @param into (bands)(rows, width), written from row {@code at} of each band on
     */
    void read(int y, int rows, float[][] into, int at) throws IOException;
  }

  /** Takes what was found, from the top down, on a thread of its own. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes rows {@code y} to {@code y + rows}, NaN where there is no data.
     *
     * @param row the row of tiles that is done with them: where to go on after a stop is the next
     * @param scores (channels)(at least rows, width); another's after this call returns
     */
    void take(int row, int y, int rows, float[][] scores) throws IOException;
  }

  private final Source source;
  private final Interpreter interpreter;
  private final Cut across;
  private final Cut down;
  private final int batch;
  private final float[] fade;

  private long interpreting;

  /**
   * A pass with tiles of a given size.
   *
   * @param side of a tile, pixels, margins included
   * @param overlap over which neighbours fade into each other, pixels
   * @param batch tiles interpreted at once
   * @throws BadInput if tiles would not start at multiples of the interpreter's alignment
   */
  public Sweep(Source source, Interpreter interpreter, int side, int overlap, int batch) {
    this.source = source;
    this.interpreter = interpreter;
    this.across = new Cut(source.width(), side, interpreter.margin(), overlap);
    this.down = new Cut(source.height(), side, interpreter.margin(), overlap);
    this.batch = batch;
    this.fade = across.fade();
    if (source.bands() != interpreter.bands()) {
      throw new BadInput(
          "the scene gives " + source.bands() + " bands, " + interpreter.bands() + " are looked at",
          "name the bands to use");
    }
    int alignment = interpreter.alignment();
    if (side % alignment != 0
        || across.stride() % alignment != 0
        || interpreter.margin() % alignment != 0) {
      throw new BadInput(
          "tiles of "
              + side
              + ", overlap "
              + overlap
              + ", margin "
              + interpreter.margin()
              + ": not all multiples of "
              + alignment,
          "choose multiples");
    }
  }

  /**
   * The largest side of a tile, a multiple of 64, at which a pass stays below {@code memory} bytes.
   *
   * @throws BadInput if none does
   */
  public static int side(long memory, Source source, Interpreter interpreter, int batch) {
    for (int side = LARGEST; side >= SMALLEST; side -= SMALLEST) {
      if (bytes(source.width(), interpreter, side, batch) <= memory) {
        return side;
      }
    }
    long least = bytes(source.width(), interpreter, SMALLEST, batch);
    throw new BadInput(
        "--memory " + memory + ": a scene " + source.width() + " pixels wide takes " + least,
        "give at least " + least);
  }

  /** Bytes that a pass holds, two rows of tiles in and two out and one overlap at its largest. */
  static long bytes(int width, Interpreter interpreter, int side, int batch) {
    int numbers = interpreter.bands() + interpreter.channels();
    return 4L * side * (2L * width * numbers + (long) width * interpreter.channels() / 2)
        + 4L * side * side * batch * numbers;
  }

  /** How many rows of tiles a whole pass has. */
  public int rows() {
    return down.count();
  }

  /** Nanoseconds spent in the interpreter so far: its own rate on the same tiles. */
  public long interpreting() {
    return interpreting;
  }

  /**
   * Sweeps from row {@code from} of tiles to the end, with the same result for these rows as a pass
   * from the top: the row before is interpreted again for the sake of the overlap.
   */
  public void run(int from, Sink sink) {
    int first = Math.max(0, from - 1);
    float[][][] strips = new float[2][source.bands()][];
    float[][][] results = new float[2][interpreter.channels()][];
    int stripRows = Math.min(down.side(), source.height());
    for (int i = 0; i < 2; i++) {
      for (int b = 0; b < source.bands(); b++) {
        strips[i][b] = new float[Math.multiplyExact(stripRows, source.width())];
      }
      for (int c = 0; c < interpreter.channels(); c++) {
        results[i][c] =
            new float[Math.multiplyExact(Math.min(down.used(), source.height()), source.width())];
      }
    }
    float[][] carried = new float[interpreter.channels()][down.overlap() * source.width()];
    try (ExecutorService reader = thread("rows-in");
        ExecutorService writer = thread("rows-out")) {
      Future<?> reading = reader.submit(() -> read(first, first, strips));
      Future<?> writing = null;
      for (int k = first; k < rows(); k++) {
        await(reading);
        if (k + 1 < rows()) {
          int next = k + 1;
          reading = reader.submit(() -> read(next, first, strips));
        }
        float[][] result = results[k % 2]; // free: the sink has returned from row k - 2
        interpretRow(k, strips[k % 2], result);
        if (k > first) {
          join(carried, result);
        }
        keep(result, carried, k);
        if (writing != null) {
          await(writing);
          writing = null;
        }
        if (k >= from) {
          int row = k;
          int y = k * down.stride();
          int rows = k + 1 == rows() ? source.height() - y : down.stride();
          writing =
              writer.submit(
                  () -> {
                    sink.take(row, y, rows, result);
                    return null;
                  });
        }
      }
      if (writing != null) {
        await(writing);
      }
    }
  }

  /** First row of the scene in the strip of tiles {@code k}. */
  private int top(int k) {
    return Math.max(0, down.start(k));
  }

  private int bottom(int k) {
    return Math.min(source.height(), down.start(k) + down.side());
  }

  /** Fills the strip of row {@code k}; what the strip before has already is copied. */
  private Void read(int k, int first, float[][][] strips) throws IOException {
    float[][] strip = strips[k % 2];
    int width = source.width();
    int from = top(k);
    if (k > first) {
      int shared = Math.max(0, bottom(k - 1) - from);
      for (int b = 0; b < strip.length; b++) {
        System.arraycopy(
            strips[(k + 1) % 2][b], (from - top(k - 1)) * width, strip[b], 0, shared * width);
      }
      from += shared;
    }
    if (from < bottom(k)) {
      source.read(from, bottom(k) - from, strip, from - top(k));
    }
    return null;
  }

  private void interpretRow(int k, float[][] strip, float[][] result) {
    int area = down.side() * down.side();
    float[] tiles = new float[batch * source.bands() * area];
    float[] scores = new float[batch * interpreter.channels() * area];
    boolean[] missing = new boolean[batch * area];
    for (int j = 0; j < across.count(); j += batch) {
      int count = Math.min(batch, across.count() - j);
      Arrays.fill(missing, false);
      for (int t = 0; t < count; t++) {
        cut(strip, k, j + t, tiles, missing, t);
      }
      long began = System.nanoTime();
      interpreter.interpret(tiles, count, down.side(), scores);
      interpreting += System.nanoTime() - began;
      for (int t = 0; t < count; t++) {
        paste(scores, missing, t, k, j + t, result);
      }
    }
  }

  private void cut(float[][] strip, int k, int j, float[] tiles, boolean[] missing, int t) {
    int side = down.side();
    for (int b = 0; b < strip.length; b++) {
      for (int r = 0; r < side; r++) {
        int y = Math.clamp(down.start(k) + r, 0, source.height() - 1) - top(k);
        int to = ((t * strip.length + b) * side + r) * side;
        for (int c = 0; c < side; c++) {
          int x = Math.clamp(across.start(j) + c, 0, source.width() - 1);
          float value = strip[b][y * source.width() + x];
          boolean none = Float.isNaN(value);
          missing[(t * side + r) * side + c] |= none;
          tiles[to + c] = none ? 0 : value;
        }
      }
    }
    for (int b = 0; b < strip.length; b++) { // one band without data: the pixel is without
      for (int i = 0; i < side * side; i++) {
        if (missing[t * side * side + i]) {
          tiles[(t * strip.length + b) * side * side + i] = 0;
        }
      }
    }
  }

  private void paste(float[] scores, boolean[] missing, int t, int k, int j, float[][] result) {
    int side = down.side();
    int margin = down.margin();
    int left = j * across.stride();
    int columns = Math.min(across.used(), source.width() - left);
    int rows = Math.min(down.used(), source.height() - k * down.stride());
    for (int ch = 0; ch < result.length; ch++) {
      for (int r = 0; r < rows; r++) {
        int from = ((t * result.length + ch) * side + r + margin) * side + margin;
        int mask = (t * side + r + margin) * side + margin;
        int to = r * source.width() + left;
        for (int c = 0; c < columns; c++) {
          float value = missing[mask + c] ? Float.NaN : scores[from + c];
          if (j > 0 && c < across.overlap()) {
            float before = result[ch][to + c];
            value = before + fade[c] * (value - before);
          }
          result[ch][to + c] = value;
        }
      }
    }
  }

  /** Fades the rows that the row of tiles above left over into the first of {@code result}. */
  private void join(float[][] carried, float[][] result) {
    int width = source.width();
    for (int ch = 0; ch < result.length; ch++) {
      for (int i = 0; i < carried[ch].length; i++) {
        float before = carried[ch][i];
        result[ch][i] = before + fade[i / width] * (result[ch][i] - before);
      }
    }
  }

  private void keep(float[][] result, float[][] carried, int k) {
    if (k + 1 < rows()) {
      for (int ch = 0; ch < result.length; ch++) {
        System.arraycopy(
            result[ch], down.stride() * source.width(), carried[ch], 0, carried[ch].length);
      }
    }
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw new UncheckedIOException(io);
        case RuntimeException known -> throw known;
        case Error error -> throw error;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
