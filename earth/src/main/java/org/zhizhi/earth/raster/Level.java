package org.zhizhi.earth.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import org.zhizhi.earth.raster.GeoTiffWriter.Form;

/**
 * One resolution of a file under way: rows come in, packed tiles go to a file of their own, and
 * every two rows make one of the next level.
 */
final class Level implements AutoCloseable {
  static final int TILE = 512;

  private final Form form;
  private final int width;
  private final int height;
  private final Path part;
  private final FileChannel tiles;
  private final Optional<Level> next;
  private final float[][] band; // TILE rows of every band
  private final List<Long> lengths = new ArrayList<>();
  private final Deflater deflater = new Deflater(FAST);
  private static final int FAST = 1; // level 6 is a third smaller and three times as slow on scenes
  private int rows; // in band
  private int done; // before band

  Level(Form form, int width, int height, Path out, int number) throws IOException {
    this.form = form;
    this.width = width;
    this.height = height;
    this.part = out.resolveSibling("." + out.getFileName() + "." + number + ".part");
    this.tiles =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    this.band = new float[form.bands()][TILE * width];
    this.next =
        Math.max(width, height) > TILE
            ? Optional.of(
                new Level(form, Math.ceilDiv(width, 2), Math.ceilDiv(height, 2), out, number + 1))
            : Optional.empty();
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Optional<Level> next() {
    return next;
  }

  FileChannel tiles() {
    return tiles;
  }

  /** Bytes of each tile, row by row. */
  List<Long> lengths() {
    return lengths;
  }

  /** Takes row {@code y} of {@code values}, one array of rows for each band. */
  void push(float[][] values, int y) throws IOException {
    for (int b = 0; b < band.length; b++) {
      System.arraycopy(values[b], y * width, band[b], rows * width, width);
    }
    rows++;
    if (rows == TILE || done + rows == height) {
      pack();
      halve();
      done += rows;
      rows = 0;
    }
  }

  private void pack() throws IOException {
    int bytes = form.type().bytes();
    int row = TILE * form.bands() * bytes;
    ByteBuffer tile = ByteBuffer.allocate(TILE * row).order(ByteOrder.LITTLE_ENDIAN);
    byte[] packed = new byte[TILE * row + TILE * row / 1000 + 64];
    for (int left = 0; left < width; left += TILE) {
      for (int y = 0; y < TILE; y++) {
        int from = Math.min(y, rows - 1) * width; // beyond the edge the last pixel is repeated
        for (int x = 0; x < TILE; x++) {
          int at = from + Math.min(left + x, width - 1);
          for (int b = 0; b < form.bands(); b++) {
            Samples.put(tile, form.type(), (y * TILE + x) * form.bands() + b, band[b][at]);
          }
        }
        if (form.predicts()) {
          differ(tile, y * TILE * form.bands(), TILE * form.bands(), form.bands());
        }
      }
      deflater.reset();
      deflater.setInput(tile.array());
      deflater.finish();
      int n = deflater.deflate(packed);
      ByteBuffer out = ByteBuffer.wrap(packed, 0, n);
      while (out.hasRemaining()) {
        tiles.write(out);
      }
      lengths.add((long) n);
    }
  }

  /** Predictor 2: each sample less the one before it in its band. */
  private void differ(ByteBuffer tile, int from, int n, int step) {
    for (int i = from + n - 1; i >= from + step; i--) {
      switch (form.type().bytes()) {
        case 1 -> tile.put(i, (byte) (tile.get(i) - tile.get(i - step)));
        case 2 ->
            tile.putShort(2 * i, (short) (tile.getShort(2 * i) - tile.getShort(2 * (i - step))));
        default -> tile.putInt(4 * i, tile.getInt(4 * i) - tile.getInt(4 * (i - step)));
      }
    }
  }

  private void halve() throws IOException {
    if (next.isEmpty()) {
      return;
    }
    int half = next.get().width;
    float[][] row = new float[band.length][half];
    for (int y = 0; y < rows; y += 2) {
      int below = Math.min(y + 1, rows - 1);
      for (int b = 0; b < band.length; b++) {
        for (int x = 0; x < half; x++) {
          int right = Math.min(2 * x + 1, width - 1);
          row[b][x] =
              form.averaged()
                  ? mean(
                      band[b][y * width + 2 * x],
                      band[b][y * width + right],
                      band[b][below * width + 2 * x],
                      band[b][below * width + right])
                  : band[b][y * width + 2 * x];
        }
      }
      next.get().push(row, 0);
    }
  }

  /** Of those that hold data; nodata where none does. */
  private float mean(float a, float b, float c, float d) {
    float none = (float) form.nodata().orElse(Double.NaN);
    double sum = 0;
    int n = 0;
    for (float value : new float[] {a, b, c, d}) {
      if (!Float.isNaN(value) && value != none) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? none : (float) (sum / n);
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    tiles.close();
    Files.deleteIfExists(part);
    if (next.isPresent()) {
      next.get().close();
    }
  }
}
