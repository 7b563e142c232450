package org.zhizhi.earth.raster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zhizhi.base.BadInput;

/**
 * A folder of tiles named column-row, {@code 0-0.jpeg}, {@code 1-0.jpeg}, as one picture. Tiles of
 * a column are equally wide, those of a row equally high. Few are open at a time.
 */
final class Mosaic implements Raster {
  private static final Pattern NAME =
      Pattern.compile("(\\d{1,6})-(\\d{1,6})\\.(?i:jpe?g|png|tiff?)");
  private static final long KEPT = 1 << 27; // samples of open tiles, about

  private final Path folder;
  private final Path[][] files; // by row and column
  private final int[] left; // of each column, and the end
  private final int[] top;
  private final List<String> bands;
  private final SampleType type;
  private final OptionalDouble nodata;
  private final Grid grid;
  private final Map<Path, Raster> open = new LinkedHashMap<>(16, 0.75f, true);
  private final int most;

  static Mosaic open(Path folder) throws IOException {
    Map<Integer, Map<Integer, Path>> rows = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          rows.computeIfAbsent(Integer.parseInt(name.group(2)), r -> new TreeMap<>())
              .put(Integer.parseInt(name.group(1)), file);
        }
      }
    }
    if (rows.isEmpty()) {
      throw new BadInput(
          folder + ": holds no tiles", "name them column-row, 0-0.jpeg, or give the files");
    }
    int across = rows.values().iterator().next().size();
    int row = 0;
    Path[][] files = new Path[rows.size()][];
    for (Map.Entry<Integer, Map<Integer, Path>> each : rows.entrySet()) {
      if (each.getKey() != row || each.getValue().size() != across) {
        throw new BadInput(
            folder + ": row " + row + " of tiles is not whole",
            "give every tile from 0-0 on, " + across + " in each row");
      }
      int column = 0;
      for (int number : each.getValue().keySet()) {
        if (number != column++) {
          throw new BadInput(
              folder + ": tile " + (column - 1) + "-" + row + " is missing", "give every tile");
        }
      }
      files[row++] = each.getValue().values().toArray(Path[]::new);
    }
    return new Mosaic(folder, files);
  }

  private Mosaic(Path folder, Path[][] files) throws IOException {
    this.folder = folder;
    this.files = files;
    this.left = new int[files[0].length + 1];
    this.top = new int[files.length + 1];
    try (Raster first = Rasters.open(files[0][0])) {
      this.bands = first.bands();
      this.type = first.type();
      this.nodata = first.nodata();
      this.most = (int) Math.clamp(KEPT / (first.grid().pixels() * bands.size()), 4, 256);
      for (int i = 0; i < files[0].length; i++) {
        left[i + 1] = Math.addExact(left[i], size(files[0][i]).width());
      }
      for (int i = 0; i < files.length; i++) {
        top[i + 1] = Math.addExact(top[i], size(files[i][0]).height());
      }
      this.grid =
          new Grid(
              left[files[0].length], top[files.length], first.grid().affine(), first.grid().crs());
    }
  }

  private static Grid size(Path file) {
    try (Raster raster = Rasters.open(file)) {
      return raster.grid();
    }
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public List<String> bands() {
    return bands;
  }

  @Override
  public SampleType type() {
    return type;
  }

  @Override
  public OptionalDouble nodata() {
    return nodata;
  }

  @Override
  public String storage() {
    return "mosaic of " + files[0].length + " x " + files.length + " tiles";
  }

  @Override
  public Window block() {
    return new Window(0, 0, left[1], top[1]);
  }

  @Override
  public synchronized void read(Window window, int[] bands, float[][] into, byte[] valid) {
    window.requireWithin(grid);
    int right = window.x() + window.width();
    int bottom = window.y() + window.height();
    for (int r = place(top, window.y()); r < files.length && top[r] < bottom; r++) {
      for (int c = place(left, window.x()); c < files[r].length && left[c] < right; c++) {
        int x = Math.max(window.x(), left[c]);
        int y = Math.max(window.y(), top[r]);
        Window part =
            new Window(
                x - left[c],
                y - top[r],
                Math.min(right, left[c + 1]) - x,
                Math.min(bottom, top[r + 1]) - y);
        copy(tile(r, c), part, bands, into, valid, window, x - window.x(), y - window.y());
      }
    }
  }

  private static int place(int[] edges, int at) {
    int found = Arrays.binarySearch(edges, at);
    return found >= 0 ? found : -found - 2;
  }

  private static void copy(
      Raster tile,
      Window part,
      int[] bands,
      float[][] into,
      byte[] valid,
      Window window,
      int x,
      int y) {
    float[][] values = new float[bands.length][part.pixels()];
    byte[] here = new byte[part.pixels()];
    tile.read(part, bands, values, here);
    for (int row = 0; row < part.height(); row++) {
      int at = (y + row) * window.width() + x;
      System.arraycopy(here, row * part.width(), valid, at, part.width());
      for (int b = 0; b < bands.length; b++) {
        System.arraycopy(values[b], row * part.width(), into[b], at, part.width());
      }
    }
  }

  private Raster tile(int row, int column) {
    Path file = files[row][column];
    Raster found = open.get(file);
    if (found == null) {
      found = Rasters.open(file);
      Optional<String> unlike =
          found.grid().width() != left[column + 1] - left[column]
                  || found.grid().height() != top[row + 1] - top[row]
              ? Optional.of(found.grid().width() + " x " + found.grid().height() + " pixels")
              : found.bands().size() != bands.size()
                  ? Optional.of(found.bands().size() + " bands")
                  : Optional.empty();
      if (unlike.isPresent()) {
        found.close();
        throw new BadInput(
            file + ": has " + unlike.get() + ", unlike its neighbours in " + folder,
            "give tiles that fit together");
      }
      open.put(file, found);
      var eldest = open.values().iterator();
      while (open.size() > most) {
        eldest.next().close();
        eldest.remove();
      }
    }
    return found;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Raster::close);
    open.clear();
  }
}
