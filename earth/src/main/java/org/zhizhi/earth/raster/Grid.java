package org.zhizhi.earth.raster;

import java.util.Optional;

/**
 * The pixels of a picture and where they lie.
 *
 * @param width columns
 * @param height rows
 * @param affine empty where only control points or nothing tells the place
 * @param crs what coordinates are in
 */
public record Grid(int width, int height, Optional<Affine> affine, Crs crs) {
  public Grid {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("no grid: " + width + " x " + height);
    }
  }

  /** A picture without a place. */
  public static Grid of(int width, int height) {
    return new Grid(width, height, Optional.empty(), Crs.NONE);
  }

  /** All of it. */
  public Window all() {
    return new Window(0, 0, width, height);
  }

  public long pixels() {
    return (long) width * height;
  }

  /** Every {@code step}th pixel, the last one included if it is only part. */
  public Grid coarser(int step) {
    int w = Math.ceilDiv(width, step);
    int h = Math.ceilDiv(height, step);
    return new Grid(w, h, affine.map(a -> a.coarser((double) width / w, (double) height / h)), crs);
  }
}
