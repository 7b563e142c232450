package org.zhizhi.earth.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Undoes differences that were taken along rows before compression (TIFF 6.0, section 14). */
final class Predictor {
  private Predictor() {}

  /** Adds up whole samples of {@code bytes} each along every row, in place. */
  static void horizontal(
      byte[] data, int width, int rows, int samples, int bytes, ByteOrder order) {
    ByteBuffer of = ByteBuffer.wrap(data).order(order);
    int stride = width * samples * bytes;
    for (int y = 0; y < rows; y++) {
      int from = y * stride;
      for (int i = samples; i < width * samples; i++) {
        int here = from + i * bytes;
        int before = here - samples * bytes;
        switch (bytes) {
          case 1 -> data[here] += data[before];
          case 2 -> of.putShort(here, (short) (of.getShort(here) + of.getShort(before)));
          case 4 -> of.putInt(here, of.getInt(here) + of.getInt(before));
          default -> of.putLong(here, of.getLong(here) + of.getLong(before));
        }
      }
    }
  }

  /**
   * Adds up bytes along every row, then gathers each number from its planes of bytes, the most
   * significant first (Adobe Photoshop TIFF Technical Note 3); numbers come out in {@code order}.
   */
  static void floating(byte[] data, int width, int rows, int samples, int bytes, ByteOrder order) {
    int n = width * samples;
    byte[] row = new byte[n * bytes];
    for (int y = 0; y < rows; y++) {
      int from = y * n * bytes;
      for (int i = samples; i < n * bytes; i++) {
        data[from + i] += data[from + i - samples];
      }
      System.arraycopy(data, from, row, 0, row.length);
      for (int i = 0; i < n; i++) {
        for (int b = 0; b < bytes; b++) {
          int to = order == ByteOrder.BIG_ENDIAN ? b : bytes - 1 - b;
          data[from + i * bytes + to] = row[b * n + i];
        }
      }
    }
  }
}
