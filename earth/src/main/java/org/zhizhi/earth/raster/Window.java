package org.zhizhi.earth.raster;

/** A rectangle of pixels; {@code x}, {@code y} is its upper left one. */
public record Window(int x, int y, int width, int height) {
  public Window {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "no window: " + width + " x " + height + " at " + x + ", " + y);
    }
  }

  /** Pixels in it. */
  public int pixels() {
    return Math.multiplyExact(width, height);
  }

  void requireWithin(Grid grid) {
    if ((long) x + width > grid.width() || (long) y + height > grid.height()) {
      throw new IllegalArgumentException(this + " is not within " + grid);
    }
  }
}
