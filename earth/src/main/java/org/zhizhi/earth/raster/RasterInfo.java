package org.zhizhi.earth.raster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.zhizhi.base.Json;

/** What a picture is, for people and for programs. */
public final class RasterInfo {
  private RasterInfo() {}

  /** As other programs read it; {@code bounds} are west, south, east, north of its corners. */
  public static ObjectNode json(Path file, Raster raster) {
    Grid grid = raster.grid();
    ObjectNode node =
        Json.object()
            .put("file", file.toString())
            .put("width", grid.width())
            .put("height", grid.height())
            .put("megapixels", grid.pixels() / 1e6)
            .put("type", raster.type().word())
            .put("storage", raster.storage())
            .put("crs", grid.crs().word());
    ArrayNode bands = node.putArray("bands");
    raster.bands().forEach(bands::add);
    raster.nodata().ifPresent(value -> node.put("nodata", value));
    bounds(grid)
        .ifPresent(
            b -> {
              ArrayNode array = node.putArray("bounds");
              for (double each : b) {
                array.add(each);
              }
            });
    grid.affine()
        .ifPresent(
            a ->
                node.putArray("geotransform")
                    .add(a.x0())
                    .add(a.dxc())
                    .add(a.dxr())
                    .add(a.y0())
                    .add(a.dyc())
                    .add(a.dyr()));
    return node;
  }

  /** As people read it. */
  public static String lines(Raster raster) {
    Grid grid = raster.grid();
    String place =
        bounds(grid)
            .map(
                b ->
                    String.format(
                        Locale.ROOT,
                        "%s, %s to %s, %s",
                        figure(b[0]),
                        figure(b[1]),
                        figure(b[2]),
                        figure(b[3])))
            .orElse("nowhere: no place is told");
    return String.join(
        "\n",
        String.format(
            Locale.ROOT,
            "size     %d x %d, %.1f megapixels",
            grid.width(),
            grid.height(),
            grid.pixels() / 1e6),
        "bands    " + raster.bands().size() + " of " + raster.type().word() + named(raster),
        "place    " + place,
        "crs      " + grid.crs().word(),
        "nodata   "
            + (raster.nodata().isPresent() ? figure(raster.nodata().getAsDouble()) : "none"),
        "storage  " + raster.storage());
  }

  private static String figure(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.9g", value);
  }

  private static String named(Raster raster) {
    boolean numbered = raster.bands().getFirst().equals("1");
    return numbered ? "" : ": " + String.join(", ", raster.bands());
  }

  /** Least and greatest coordinates of the corners. */
  private static Optional<double[]> bounds(Grid grid) {
    return grid.affine()
        .map(
            a -> {
              double[] b = {
                Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.NEGATIVE_INFINITY
              };
              for (int corner = 0; corner < 4; corner++) {
                double column = corner % 2 * grid.width();
                double row = corner / 2 * grid.height();
                b[0] = Math.min(b[0], a.x(column, row));
                b[1] = Math.min(b[1], a.y(column, row));
                b[2] = Math.max(b[2], a.x(column, row));
                b[3] = Math.max(b[3], a.y(column, row));
              }
              return b;
            });
  }
}
