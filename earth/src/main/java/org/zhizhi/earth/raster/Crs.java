package org.zhizhi.earth.raster;

/**
 * A coordinate reference system, by its EPSG code.
 *
 * @param epsg the code; 0 if it has none, or none that the file tells
 * @param kind what coordinates are
 * @param name as the file calls it, maybe empty
 */
public record Crs(int epsg, Kind kind, String name) {
  /** What coordinates are. */
  public enum Kind {
    /** Longitude and latitude in degrees. */
    GEOGRAPHIC,
    /** Metres, mostly, on a plane. */
    PROJECTED,
    /** Nothing is told. */
    UNKNOWN
  }

  /** Nothing is known. */
  public static final Crs NONE = new Crs(0, Kind.UNKNOWN, "");

  /** Longitude and latitude on WGS 84. */
  public static final Crs WGS84 = new Crs(4326, Kind.GEOGRAPHIC, "WGS 84");

  /** As it is told, {@code EPSG:4326}. */
  public String word() {
    return epsg > 0
        ? "EPSG:" + epsg
        : kind == Kind.UNKNOWN ? "none" : name.isEmpty() ? "user-defined" : name;
  }
}
