package org.zhizhi.earth.raster;

/**
 * Where pixels lie: the upper left corner of pixel (column, row) is at {@code x0 + column * dxc +
 * row * dxr}, {@code y0 + column * dyc + row * dyr}, in the units of the reference system. The
 * order is GDAL's geotransform.
 */
public record Affine(double x0, double dxc, double dxr, double y0, double dyc, double dyr) {
  public Affine {
    if (!Double.isFinite(x0 + dxc + dxr + y0 + dyc + dyr) || dxc * dyr - dxr * dyc == 0) {
      throw new IllegalArgumentException("no way from pixels to places");
    }
  }

  /** A picture with north up. */
  public static Affine northUp(double west, double north, double pixelWidth, double pixelHeight) {
    return new Affine(west, pixelWidth, 0, north, 0, -pixelHeight);
  }

  public double x(double column, double row) {
    return x0 + column * dxc + row * dxr;
  }

  public double y(double column, double row) {
    return y0 + column * dyc + row * dyr;
  }

  /** The same place counted from another pixel. */
  public Affine from(double column, double row) {
    return new Affine(x(column, row), dxc, dxr, y(column, row), dyc, dyr);
  }

  /** Pixels {@code times} as large. */
  public Affine coarser(double columns, double rows) {
    return new Affine(x0, dxc * columns, dxr * rows, y0, dyc * columns, dyr * rows);
  }

  /** Whether rows run along latitude or northing, without rotation. */
  public boolean isNorthUp() {
    return dxr == 0 && dyc == 0;
  }
}
