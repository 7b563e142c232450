package org.zhizhi.earth.raster;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.zhizhi.base.BadInput;

/** A JPEG or PNG file, read whole at its first use; its place stands in a world file beside it. */
final class PictureRaster implements Raster {
  private static final long MOST_PIXELS = 1 << 27;

  private final Path file;
  private final Grid grid;
  private final String format;
  private BufferedImage picture; // null until it is needed
  private boolean closed;

  static PictureRaster open(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      ImageReader reader = reader(file, in);
      try {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
          throw new BadInput(
              file + ": has " + width + " x " + height + " pixels",
              "make it a tiled GeoTIFF first: gdal_translate -co TILED=YES IN OUT.tif");
        }
        Grid grid = new Grid(width, height, world(file), Crs.NONE);
        return new PictureRaster(file, grid, reader.getFormatName());
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged(file, e);
    }
  }

  private PictureRaster(Path file, Grid grid, String format) {
    this.file = file;
    this.grid = grid;
    this.format = format.toUpperCase(Locale.ROOT);
  }

  private static ImageReader reader(Path file, ImageInputStream in) {
    Iterator<ImageReader> readers =
        in == null ? java.util.Collections.emptyIterator() : ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new BadInput(file + ": is no picture", "give GeoTIFF, JPEG or PNG");
    }
    ImageReader reader = readers.next();
    reader.setInput(in, true, true);
    return reader;
  }

  private static BadInput damaged(Path file, Exception e) {
    return new BadInput(file + ": is damaged (" + e.getMessage() + ")", "give a whole file", e);
  }

  /** ESRI's world file: six numbers, the last two the middle of the first pixel. */
  private static Optional<Affine> world(Path file) throws IOException {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    for (String ending : List.of(".jgw", ".pgw", ".wld", ".jpgw", ".pngw")) {
      Path world = file.resolveSibling(stem + ending);
      if (Files.isRegularFile(world) && Files.size(world) < 4096) {
        String[] lines = Files.readString(world).strip().split("\\s+");
        try {
          double[] n = Arrays.stream(lines).limit(6).mapToDouble(Double::parseDouble).toArray();
          return Optional.of(new Affine(n[4], n[0], n[2], n[5], n[1], n[3]).from(-0.5, -0.5));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          throw new BadInput(world + ": holds no six numbers", "mend or remove it", e);
        }
      }
    }
    return Optional.empty();
  }

  private synchronized BufferedImage picture() {
    if (closed) {
      throw new IllegalStateException(file + " is closed");
    }
    if (picture == null) {
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        ImageReader reader = reader(file, in);
        try {
          picture = reader.read(0);
        } finally {
          reader.dispose();
        }
      } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
        throw damaged(file, e);
      }
    }
    return picture;
  }

  private boolean coloured() {
    return picture().getColorModel() instanceof IndexColorModel;
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public List<String> bands() {
    int n =
        coloured()
            ? picture().getColorModel().hasAlpha() ? 4 : 3
            : picture().getRaster().getNumBands();
    return IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList();
  }

  @Override
  public SampleType type() {
    return !coloured() && picture().getColorModel().getComponentSize(0) > 8
        ? SampleType.UINT16
        : SampleType.UINT8;
  }

  @Override
  public OptionalDouble nodata() {
    return OptionalDouble.empty();
  }

  @Override
  public String storage() {
    return format;
  }

  @Override
  public Window block() {
    return grid.all();
  }

  @Override
  public void read(Window window, int[] bands, float[][] into, byte[] valid) {
    window.requireWithin(grid);
    Arrays.fill(valid, 0, window.pixels(), (byte) 1);
    BufferedImage from = picture();
    int w = window.width();
    int[] row = new int[w];
    for (int y = 0; y < window.height(); y++) {
      if (coloured()) {
        from.getRGB(window.x(), window.y() + y, w, 1, row, 0, w);
      }
      for (int b = 0; b < bands.length; b++) {
        if (coloured()) {
          int shift = bands[b] == 3 ? 24 : 16 - 8 * bands[b];
          for (int x = 0; x < w; x++) {
            into[b][y * w + x] = row[x] >>> shift & 0xff;
          }
        } else {
          from.getRaster().getSamples(window.x(), window.y() + y, w, 1, bands[b], row);
          for (int x = 0; x < w; x++) {
            into[b][y * w + x] = row[x];
          }
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    picture = null;
  }
}
