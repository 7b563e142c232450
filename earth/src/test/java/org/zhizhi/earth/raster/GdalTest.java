package org.zhizhi.earth.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhizhi.base.Json;

/** Real files and files of ours, value by value as GDAL reads them; skipped where GDAL is not. */
class GdalTest {
  @TempDir Path folder;

  /** What a program prints; the test is skipped if it is not installed. */
  private static String output(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, command[0] + " is not installed");
      throw e;
    }
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), String.join(" ", command) + "\n" + said);
    return said;
  }

  /** Every band of {@code file} as GDAL reads it. */
  private float[][] byGdal(Path file, int bands, int pixels)
      throws IOException, InterruptedException {
    Path raw = folder.resolve("raw");
    output(
        "gdal_translate",
        "-q",
        "-of",
        "ENVI",
        "-co",
        "INTERLEAVE=BSQ",
        "-ot",
        "Float32",
        "-a_ullr", // the raw form knows no rotated pictures
        "0",
        "1",
        "1",
        "0",
        file.toString(),
        raw.toString());
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    float[][] values = new float[bands][pixels];
    for (float[] band : values) {
      for (int i = 0; i < pixels; i++) {
        band[i] = bytes.getFloat();
      }
    }
    return values;
  }

  private static List<Path> cases() throws IOException {
    String data = System.getenv("ZHIZHI_DATA");
    assumeTrue(data != null, "ZHIZHI_DATA names no folder of real data");
    Path cases = Path.of(data, "earth", "geotiff-cases");
    assumeTrue(Files.isDirectory(cases), cases + " is not there");
    try (Stream<Path> all = Files.list(cases)) {
      return all.filter(f -> f.toString().endsWith(".tif")).sorted().toList();
    }
  }

  @Test
  void realFilesAreReadAsGdalReadsThem() throws Exception {
    List<String> unlike = new ArrayList<>();
    for (Path file : cases()) {
      try (Raster raster = Rasters.open(file)) {
        Grid grid = raster.grid();
        JsonNode told = Json.JSON.readTree(output("gdalinfo", "-json", file.toString()));
        assertEquals(told.at("/size/0").asInt(), grid.width(), file.toString());
        assertEquals(told.at("/size/1").asInt(), grid.height(), file.toString());
        assertEquals(told.path("bands").size(), raster.bands().size(), file.toString());
        JsonNode transform = told.path("geoTransform");
        if (transform.isArray() && grid.affine().isPresent()) {
          Affine a = grid.affine().get();
          double[] ours = {a.x0(), a.dxc(), a.dxr(), a.y0(), a.dyc(), a.dyr()};
          for (int i = 0; i < 6; i++) {
            double theirs = transform.get(i).asDouble();
            assertEquals(theirs, ours[i], 1e-9 * Math.max(1, Math.abs(theirs)), file.toString());
          }
        }
        byte[] valid = new byte[(int) grid.pixels()];
        float[][] ours = raster.read(grid.all(), valid);
        float[][] theirs = byGdal(file, ours.length, valid.length);
        float most = 0;
        for (int b = 0; b < ours.length; b++) {
          for (int i = 0; i < valid.length; i++) {
            if (!(Float.isNaN(ours[b][i]) && Float.isNaN(theirs[b][i]))) {
              most = Math.max(most, Math.abs(ours[b][i] - theirs[b][i]));
            }
          }
        }
        boolean lossy = raster.storage().contains("jpeg"); // two decoders round differently
        if (!(most <= (lossy ? 4 : 0))) {
          unlike.add(file.getFileName() + " by " + most + ", " + raster.storage());
        }
      }
    }
    assertEquals(List.of(), unlike);
  }

  /** A drawn picture of random values in smooth waves. */
  private static float[][] drawn(int bands, int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] values = new float[bands][width * height];
    for (int b = 0; b < bands; b++) {
      for (int i = 0; i < values[b].length; i++) {
        double wave = Math.sin(i % width / 40.0) + Math.cos((double) (i / width) / 30);
        values[b][i] = (float) Math.rint(100 + 40 * wave + random.nextInt(10) + b);
      }
    }
    return values;
  }

  private Path written(GeoTiffWriter.Form form, float[][] values) {
    Path file = folder.resolve("ours.tif");
    int width = form.grid().width();
    try (GeoTiffWriter writer = new GeoTiffWriter(file, form)) {
      for (int y = 0; y < form.grid().height(); y += 100) {
        int n = Math.min(100, form.grid().height() - y);
        float[][] rows = new float[values.length][];
        for (int b = 0; b < values.length; b++) {
          rows[b] = Arrays.copyOfRange(values[b], y * width, (y + n) * width);
        }
        writer.write(rows, n);
      }
      writer.finish();
    }
    return file;
  }

  @Test
  void filesOfOursAreReadBackByBoth() throws Exception {
    int width = 1300;
    int height = 1100;
    for (SampleType type : SampleType.values()) {
      float[][] values = drawn(type == SampleType.UINT8 ? 3 : 2, width, height, 7);
      if (type == SampleType.INT8) {
        for (float[] band : values) {
          for (int i = 0; i < band.length; i++) {
            band[i] -= 70; // into its range
          }
        }
      }
      Grid grid =
          new Grid(
              width,
              height,
              java.util.Optional.of(Affine.northUp(500000, 4200000, 10, 10)),
              new Crs(32650, Crs.Kind.PROJECTED, ""));
      Path file = written(GeoTiffWriter.Form.of(grid, values.length, type), values);
      try (Raster raster = Rasters.open(file)) {
        assertEquals(grid.affine(), raster.grid().affine());
        assertEquals(32650, raster.grid().crs().epsg());
        assertEquals(type, raster.type());
        assertTrue(raster.storage().contains("overviews 1/2, 1/4"), raster.storage());
        byte[] valid = new byte[width * height];
        float[][] back = raster.read(grid.all(), valid);
        for (int b = 0; b < values.length; b++) {
          assertTrue(Arrays.equals(values[b], back[b]), type + " band " + b);
        }
        Window window = new Window(490, 505, 600, 20);
        float[][] part = raster.read(window, new byte[window.pixels()]);
        assertEquals(values[1][507 * width + 600], part[1][2 * 600 + 110]);
      }
      if (type == SampleType.INT8) {
        continue; // GDAL 3.6 has no such type
      }
      float[][] theirs = byGdal(file, values.length, width * height);
      for (int b = 0; b < values.length; b++) {
        assertTrue(Arrays.equals(values[b], theirs[b]), type + " band " + b + " by GDAL");
      }
    }
  }

  @Test
  void gdalSeesPlaceColoursNodataAndOverviews() throws Exception {
    Grid grid =
        new Grid(700, 600, java.util.Optional.of(Affine.northUp(116, 40, 0.001, 0.001)), Crs.WGS84);
    List<Integer> palette = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      palette.add(i << 16 | (255 - i) << 8 | 7);
    }
    Path file =
        written(
            new GeoTiffWriter.Form(
                grid,
                1,
                SampleType.UINT8,
                OptionalDouble.of(255),
                List.of("land & cover"),
                palette,
                false),
            drawn(1, 700, 600, 3));
    JsonNode told = Json.JSON.readTree(output("gdalinfo", "-json", file.toString()));
    assertEquals("Palette", told.at("/bands/0/colorInterpretation").asText());
    assertEquals(255, told.at("/bands/0/noDataValue").asInt());
    assertEquals("land & cover", told.at("/bands/0/description").asText());
    assertEquals(1, told.at("/bands/0/overviews").size());
    assertEquals(350, told.at("/bands/0/overviews/0/size/0").asInt());
    assertEquals(512, told.at("/bands/0/block/0").asInt());
    assertTrue(told.at("/coordinateSystem/wkt").asText().contains("4326"));
    assertEquals(116, told.at("/geoTransform/0").asDouble());
    assertEquals("[9,246,7,255]", told.at("/bands/0/colorTable/entries/9").toString());
  }
}
