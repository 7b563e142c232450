package org.zhizhi.earth.map;

/** True areas on the WGS 84 ellipsoid, for scenes in degrees. */
public final class Ellipsoid {
  /** Semi-major axis, metres. */
  private static final double A = 6378137.0;

  private static final double FLATTENING = 1 / 298.257223563;
  private static final double E2 = FLATTENING * (2 - FLATTENING);
  private static final double E = Math.sqrt(E2);

  private Ellipsoid() {}

  /**
   * Square metres between two parallels and two meridians, exact (Snyder 1987, equation 3-12).
   *
   * @param south latitude, degrees, -90 to 90
   * @param north latitude, degrees, -90 to 90
   * @param width from meridian to meridian, degrees
   */
  public static double area(double south, double north, double width) {
    return Math.toRadians(width) * A * A * (1 - E2) / 2 * (q(north) - q(south));
  }

  private static double q(double latitude) {
    double s = Math.sin(Math.toRadians(latitude));
    return s / (1 - E2 * s * s) + Math.log((1 + E * s) / (1 - E * s)) / (2 * E);
  }
}
