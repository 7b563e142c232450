package org.zhizhi.earth.raster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhizhi.base.BadInput;

/**
 * A TIFF or BigTIFF file (TIFF 6.0; OGC GeoTIFF 1.1), in strips or tiles, chunky or planar, plain
 * or packed by Deflate, LZW, PackBits or JPEG. Decoded blocks are kept as long as about two rows of
 * them fit.
 */
final class TiffRaster implements Raster {
  private static final long MOST_BLOCK = 1 << 28; // bytes of a decoded block
  private static final long MOST_KEPT = 1 << 28; // bytes of blocks
  private static final long LEAST_KEPT = 1 << 25;
  private static final int MOST_BLOCKS = 1 << 24;
  private static final int MOST_BANDS = 4096;
  private static final Pattern NAME =
      Pattern.compile(
          "<Item name=\"[^\"]*\" sample=\"(\\d+)\" role=\"description\">([^<]*)</Item>");

  private final Path file;
  private final FileChannel channel;
  private final Directory directory;
  private final Grid grid;
  private final SampleType type;
  private final int samples;
  private final boolean planar;
  private final boolean tiled;
  private final int blockWidth;
  private final int blockHeight;
  private final int across;
  private final int down;
  private final Codec codec;
  private final int predictor;
  private final boolean luminance;
  private final byte[] tables;
  private final long[] offsets;
  private final long[] counts;
  private final OptionalDouble nodata;
  private final List<String> names;
  private final List<Integer> overviews = new ArrayList<>();
  private final Map<Long, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final long mostKept;
  private long keptBytes;

  static TiffRaster open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new TiffRaster(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private TiffRaster(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    List<Directory> all = Directory.of(file, channel);
    this.directory = all.getFirst();
    int width = extent("width", directory.whole(Tags.WIDTH, 0));
    int height = extent("height", directory.whole(Tags.HEIGHT, 0));
    this.samples = (int) within("samples of a pixel", directory.whole(Tags.SAMPLES, 1), MOST_BANDS);
    this.type = stored();
    this.planar = directory.whole(Tags.PLANAR, 1) == 2 && samples > 1;
    this.tiled = directory.has(Tags.TILE_WIDTH);
    this.blockWidth = tiled ? extent("tile width", directory.whole(Tags.TILE_WIDTH, 0)) : width;
    this.blockHeight =
        tiled
            ? extent("tile height", directory.whole(Tags.TILE_HEIGHT, 0))
            : (int) Math.clamp(directory.whole(Tags.ROWS_PER_STRIP, height), 1L, (long) height);
    long size = (long) blockWidth * blockHeight * type.bytes();
    if (size > MOST_BLOCK || size * (planar ? 1 : samples) > MOST_BLOCK) {
      throw new BadInput(
          file + ": one block of it has " + blockWidth + " x " + blockHeight + " pixels",
          "cut it into tiles first: gdal_translate -co TILED=YES IN OUT");
    }
    this.across = Math.ceilDiv(width, blockWidth);
    this.down = Math.ceilDiv(height, blockHeight);
    long number = directory.whole(Tags.COMPRESSION, 1);
    this.codec = Codec.of(number);
    this.predictor = (int) directory.whole(Tags.PREDICTOR, 1);
    this.luminance = directory.whole(Tags.PHOTOMETRIC, 1) == 6;
    if (codec == null || (codec == Codec.JPEG && type != SampleType.UINT8)) {
      throw new BadInput(
          file + ": its compression " + number + " of " + type.word() + " is not read here",
          "pack it otherwise first: gdal_translate -co COMPRESS=DEFLATE IN OUT");
    }
    if (luminance && codec != Codec.JPEG) {
      throw new BadInput(
          file + ": YCbCr colours without JPEG are not read here",
          "give RGB: gdal_translate -co PHOTOMETRIC=RGB IN OUT");
    }
    this.tables = directory.raw(Tags.JPEG_TABLES, 1 << 16);
    long blocks = (long) across * down * (planar ? samples : 1);
    this.offsets = places("offsets", tiled ? Tags.TILE_OFFSETS : Tags.STRIP_OFFSETS, blocks);
    this.counts = places("lengths", tiled ? Tags.TILE_COUNTS : Tags.STRIP_COUNTS, blocks);
    this.grid = new Grid(width, height, GeoKeys.affine(directory), GeoKeys.crs(directory));
    this.nodata = nodata(directory.text(Tags.GDAL_NODATA));
    this.names = names(directory.text(Tags.GDAL_METADATA));
    for (Directory other : all.subList(1, all.size())) {
      if (other.whole(Tags.SUBFILE, 0) == 1 && other.whole(Tags.WIDTH, 0) > 0) {
        overviews.add((int) Math.round((double) width / other.whole(Tags.WIDTH, 1)));
      }
    }
    long row = (long) across * blockBytes() * (planar ? samples : 1);
    this.mostKept = Math.clamp(2 * row, LEAST_KEPT, MOST_KEPT);
  }

  private int extent(String what, long value) {
    return (int) within(what, value, Integer.MAX_VALUE);
  }

  private long within(String what, long value, long most) {
    if (value < 1 || value > most) {
      Directory.bad(file, what + " is " + value + ", not 1 to " + most);
    }
    return value;
  }

  private SampleType stored() throws IOException {
    long[] bits = directory.wholes(Tags.BITS, samples);
    long[] formats = directory.wholes(Tags.FORMAT, samples);
    long bit = bits.length == 0 ? 1 : bits[0];
    long format = formats.length == 0 ? 1 : formats[0];
    boolean same =
        Arrays.stream(bits).allMatch(b -> b == bit)
            && Arrays.stream(formats).allMatch(f -> f == format);
    for (SampleType each : SampleType.values()) {
      if (same && 8L * each.bytes() == bit && each.format() == (format == 4 ? 1 : format)) {
        return each;
      }
    }
    throw new BadInput(
        file
            + ": samples of "
            + Arrays.toString(bits)
            + " bits, format "
            + format
            + ", are not read",
        "give whole bytes of one kind: gdal_translate -ot Byte IN OUT, or UInt16, Float32");
  }

  private long[] places(String what, int tag, long blocks) throws IOException {
    if (blocks > MOST_BLOCKS || directory.count(tag) != blocks) {
      Directory.bad(file, directory.count(tag) + " " + what + " of " + blocks + " blocks");
    }
    return directory.wholes(tag, blocks);
  }

  private static OptionalDouble nodata(String text) {
    try {
      return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) { // "nan" in any case is NaN, which holds no data anyway
      return text.toLowerCase(Locale.ROOT).contains("nan")
          ? OptionalDouble.of(Double.NaN)
          : OptionalDouble.empty();
    }
  }

  private List<String> names(String metadata) {
    List<String> all = new ArrayList<>();
    for (int i = 1; i <= samples; i++) {
      all.add(Integer.toString(i));
    }
    Matcher matcher = NAME.matcher(metadata);
    while (matcher.find()) {
      int band = matcher.group(1).length() > 6 ? -1 : Integer.parseInt(matcher.group(1));
      if (band >= 0 && band < samples && !matcher.group(2).isBlank()) {
        all.set(band, unescaped(unescaped(matcher.group(2))).strip());
      }
    }
    return List.copyOf(all);
  }

  /** GDAL escapes a band's name twice. */
  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public List<String> bands() {
    return names;
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
  public Window block() {
    return new Window(0, 0, blockWidth, blockHeight);
  }

  @Override
  public String storage() {
    return "GeoTIFF, "
        + (tiled ? blockWidth + " x " + blockHeight + " tiles" : blockHeight + " rows a strip")
        + ", "
        + codec.name().toLowerCase(Locale.ROOT)
        + (planar ? ", planar" : "")
        + (overviews.isEmpty()
            ? ""
            : ", overviews 1/"
                + String.join(", 1/", overviews.stream().map(String::valueOf).toList()));
  }

  @Override
  public void read(Window window, int[] bands, float[][] into, byte[] valid) {
    window.requireWithin(grid);
    Arrays.fill(valid, 0, window.pixels(), (byte) 1);
    int right = window.x() + window.width();
    int bottom = window.y() + window.height();
    for (int by = window.y() / blockHeight; by * (long) blockHeight < bottom; by++) {
      for (int bx = window.x() / blockWidth; bx * (long) blockWidth < right; bx++) {
        int left = Math.max(window.x(), bx * blockWidth);
        int top = Math.max(window.y(), by * blockHeight);
        int w = (int) Math.min(right, (bx + 1L) * blockWidth) - left;
        int h = (int) Math.min(bottom, (by + 1L) * blockHeight) - top;
        Window part = new Window(left, top, w, h);
        for (int b = 0; b < bands.length; b++) {
          copy(window, part, bx, by, bands[b], into[b], valid);
        }
      }
    }
    for (int b = 0; b < bands.length; b++) {
      Samples.exclude(into[b], window.pixels(), nodata, valid);
    }
  }

  private void copy(
      Window window, Window part, int bx, int by, int band, float[] into, byte[] valid) {
    byte[] block = block(bx, by, planar ? band : 0);
    int step = planar ? 1 : samples;
    for (int y = part.y(); y < part.y() + part.height(); y++) {
      int at = (y - window.y()) * window.width() + part.x() - window.x();
      if (block.length == 0) { // a tile that is not there: sparse files leave out empty ones
        Arrays.fill(into, at, at + part.width(), (float) nodata.orElse(0));
        Arrays.fill(valid, at, at + part.width(), (byte) 0);
      } else {
        int from = (y - by * blockHeight) * blockWidth + part.x() - bx * blockWidth;
        Samples.floats(
            block,
            directory.order(),
            type,
            from * step + (planar ? 0 : band),
            step,
            part.width(),
            into,
            at);
      }
    }
  }

  private int blockBytes() {
    return blockWidth * blockHeight * type.bytes() * (planar ? 1 : samples);
  }

  private byte[] block(int bx, int by, int plane) {
    long number = ((long) plane * down + by) * across + bx;
    synchronized (kept) {
      byte[] found = kept.get(number);
      if (found != null) {
        return found;
      }
    }
    byte[] block = decode((int) number, by);
    synchronized (kept) {
      if (kept.put(number, block) == null) {
        keptBytes += block.length;
      }
      var eldest = kept.entrySet().iterator();
      while (keptBytes > mostKept && kept.size() > 1) {
        keptBytes -= eldest.next().getValue().length;
        eldest.remove();
      }
    }
    return block;
  }

  private byte[] decode(int number, int by) {
    if (counts[number] == 0) {
      return new byte[0];
    }
    if (counts[number] > MOST_BLOCK) {
      Directory.bad(file, "block " + number + " has " + counts[number] + " bytes");
    }
    byte[] packed;
    try {
      packed = Directory.bytes(file, channel, offsets[number], (int) counts[number]).array();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
    int rows = tiled ? blockHeight : Math.min(blockHeight, grid.height() - by * blockHeight);
    int each = planar ? 1 : samples;
    byte[] block;
    if (codec == Codec.JPEG) {
      block = JpegBlock.decode(packed, tables, blockWidth, rows, each, luminance);
    } else {
      block = new byte[blockWidth * rows * each * type.bytes()];
      block = codec.decode(packed, block) == block.length ? block : null;
    }
    if (block == null) {
      Directory.bad(file, "block " + number + " is damaged or cut short");
    }
    if (predictor == 2 && codec != Codec.JPEG) {
      Predictor.horizontal(block, blockWidth, rows, each, type.bytes(), directory.order());
    } else if (predictor == 3 && codec != Codec.JPEG) {
      Predictor.floating(block, blockWidth, rows, each, type.bytes(), directory.order());
    }
    return block;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
