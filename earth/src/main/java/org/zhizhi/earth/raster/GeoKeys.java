package org.zhizhi.earth.raster;

import java.io.IOException;
import java.util.Optional;
import org.zhizhi.earth.raster.Crs.Kind;

/** Where a GeoTIFF file says that it lies (OGC GeoTIFF 1.1). */
final class GeoKeys {
  private static final int MODEL = 1024;
  private static final int RASTER = 1025;
  private static final int CITATION = 1026;
  private static final int GEODETIC = 2048;
  private static final int PROJECTED = 3072;
  private static final int POINT = 2;
  private static final int USER_DEFINED = 32767;

  private GeoKeys() {}

  static Crs crs(Directory of) throws IOException {
    long projected = key(of, PROJECTED);
    long geodetic = key(of, GEODETIC);
    long model = key(of, MODEL);
    String name = citation(of);
    if (projected > 0 || model == 1) {
      return new Crs(code(projected), Kind.PROJECTED, name);
    }
    return geodetic > 0 || model == 2
        ? new Crs(code(geodetic), Kind.GEOGRAPHIC, name)
        : new Crs(0, Kind.UNKNOWN, name);
  }

  private static int code(long key) {
    return key > 0 && key < USER_DEFINED ? (int) key : 0;
  }

  private static long key(Directory of, int id) throws IOException {
    long[] keys = of.wholes(Tags.GEO_KEYS, 4096);
    for (int i = 4; i + 3 < keys.length; i += 4) {
      if (keys[i] == id && keys[i + 1] == 0) {
        return keys[i + 3];
      }
    }
    return 0;
  }

  private static String citation(Directory of) throws IOException {
    long[] keys = of.wholes(Tags.GEO_KEYS, 4096);
    String texts = of.text(Tags.GEO_ASCII);
    for (int i = 4; i + 3 < keys.length; i += 4) {
      if (keys[i] == CITATION && keys[i + 1] == Tags.GEO_ASCII) {
        int from = (int) Math.min(keys[i + 3], texts.length());
        int to = (int) Math.min(from + keys[i + 2], texts.length());
        return texts.substring(from, to).replaceAll("\\|.*", "").strip();
      }
    }
    return "";
  }

  /** From pixels to places; empty where only control points or nothing is given. */
  static Optional<Affine> affine(Directory of) throws IOException {
    double half = key(of, RASTER) == POINT ? -0.5 : 0; // a point is the middle of its pixel
    double[] matrix = of.doubles(Tags.TRANSFORM, 16);
    double[] scale = of.doubles(Tags.PIXEL_SCALE, 3);
    double[] tie = of.doubles(Tags.TIE_POINTS, 12);
    try {
      if (matrix.length == 16) {
        return Optional.of(
            new Affine(matrix[3], matrix[0], matrix[1], matrix[7], matrix[4], matrix[5])
                .from(half, half));
      }
      if (scale.length >= 2 && tie.length == 6) {
        return Optional.of(
                Affine.northUp(0, 0, scale[0], scale[1]).from(half - tie[0], half - tie[1]))
            .map(a -> new Affine(a.x0() + tie[3], a.dxc(), 0, a.y0() + tie[4], 0, a.dyr()));
      }
    } catch (IllegalArgumentException e) { // a place that is none: the picture is still one
      return Optional.empty();
    }
    return Optional.empty();
  }
}
