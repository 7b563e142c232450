package org.zhizhi.earth.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.zhizhi.earth.raster.GeoTiffWriter.Form;

/** The head and the directories of a file that is written: all that stands before the tiles. */
final class TiffHead {
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int DOUBLE = 12;
  private static final int ASCII = 2;
  private static final int LONG8 = 16;
  private static final long CLASSIC = 0xffff_0000L;

  /** A field and its values in bytes. */
  private record Field(int tag, int type, long count, byte[] value) {}

  private final boolean big;
  private final Form form;
  private final List<Level> levels;

  private TiffHead(Form form, List<Level> levels, boolean big) {
    this.form = form;
    this.levels = levels;
    this.big = big;
  }

  static byte[] of(Form form, List<Level> levels) {
    long data = levels.stream().flatMap(l -> l.lengths().stream()).mapToLong(n -> n).sum();
    byte[] head = new TiffHead(form, levels, false).bytes();
    return data + head.length <= CLASSIC ? head : new TiffHead(form, levels, true).bytes();
  }

  private byte[] bytes() {
    long size = assembled(0).length; // as long whatever the offsets are
    return assembled(size);
  }

  /** With tiles from {@code data} on, those of the smallest level first. */
  private byte[] assembled(long data) {
    List<List<Field>> directories = new ArrayList<>();
    long at = data;
    for (Level level : levels.reversed()) {
      directories.add(fields(level, at));
      at += level.lengths().stream().mapToLong(n -> n).sum();
    }
    Collections.reverse(directories);
    int entry = big ? 20 : 12;
    int word = big ? 8 : 4;
    int head = big ? 16 : 8;
    int size = head;
    for (List<Field> directory : directories) {
      size += (big ? 16 : 6) + directory.size() * entry;
      size += directory.stream().mapToInt(f -> stored(f, word)).sum();
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) (big ? 43 : 42));
    if (big) {
      out.putShort((short) 8).putShort((short) 0);
    }
    put(out, head);
    for (int i = 0; i < directories.size(); i++) {
      directory(out, directories.get(i), i + 1 == directories.size(), entry, word);
    }
    return out.array();
  }

  private void directory(ByteBuffer out, List<Field> fields, boolean last, int entry, int word) {
    int values = out.position() + (big ? 16 : 6) + fields.size() * entry;
    int next = values + fields.stream().mapToInt(f -> stored(f, word)).sum();
    if (big) {
      out.putLong(fields.size());
    } else {
      out.putShort((short) fields.size());
    }
    for (Field field : fields) {
      out.putShort((short) field.tag).putShort((short) field.type);
      put(out, field.count);
      if (field.value.length <= word) {
        out.put(field.value).put(new byte[word - field.value.length]);
      } else {
        put(out, values);
        out.put(values, field.value);
        values += stored(field, word);
      }
    }
    put(out, last ? 0 : next);
    out.position(next);
  }

  /** Bytes outside the directory, an even number. */
  private static int stored(Field field, int word) {
    return field.value.length <= word ? 0 : field.value.length + (field.value.length & 1);
  }

  private void put(ByteBuffer out, long value) {
    if (big) {
      out.putLong(value);
    } else {
      out.putInt((int) value);
    }
  }

  private List<Field> fields(Level level, long at) {
    boolean first = level == levels.getFirst();
    int bands = form.bands();
    boolean colours = bands >= 3 && form.type() == SampleType.UINT8;
    List<Field> all = new ArrayList<>();
    all.add(longs(Tags.SUBFILE, first ? 0 : 1));
    all.add(longs(Tags.WIDTH, level.width()));
    all.add(longs(Tags.HEIGHT, level.height()));
    all.add(shorts(Tags.BITS, Collections.nCopies(bands, 8 * form.type().bytes())));
    all.add(shorts(Tags.COMPRESSION, List.of(8)));
    all.add(shorts(Tags.PHOTOMETRIC, List.of(!form.palette().isEmpty() ? 3 : colours ? 2 : 1)));
    all.add(shorts(Tags.SAMPLES, List.of(bands)));
    all.add(shorts(Tags.PLANAR, List.of(1)));
    all.add(shorts(Tags.PREDICTOR, List.of(form.predicts() ? 2 : 1)));
    if (!form.palette().isEmpty()) {
      all.add(shorts(Tags.COLOUR_MAP, colourMap()));
    }
    all.add(longs(Tags.TILE_WIDTH, Level.TILE));
    all.add(longs(Tags.TILE_HEIGHT, Level.TILE));
    long[] offsets = new long[level.lengths().size()];
    long[] lengths = new long[offsets.length];
    long from = at;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = from;
      lengths[i] = level.lengths().get(i);
      from += lengths[i];
    }
    all.add(longs(Tags.TILE_OFFSETS, offsets));
    all.add(longs(Tags.TILE_COUNTS, lengths));
    int extra = bands - (colours ? 3 : 1);
    if (extra > 0) {
      all.add(shorts(Tags.EXTRA, Collections.nCopies(extra, 0)));
    }
    all.add(shorts(Tags.FORMAT, Collections.nCopies(bands, form.type().format())));
    if (first) {
      place(all);
      if (!form.names().isEmpty()) {
        all.add(text(Tags.GDAL_METADATA, metadata()));
      }
    }
    form.nodata().ifPresent(value -> all.add(text(Tags.GDAL_NODATA, number(value))));
    return all;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.isNaN(value) ? "nan" : Double.toString(value);
  }

  private void place(List<Field> all) {
    Optional<Affine> affine = form.grid().affine();
    affine.ifPresent(
        a -> {
          if (a.isNorthUp() && a.dxc() > 0 && a.dyr() < 0) {
            all.add(doubles(Tags.PIXEL_SCALE, a.dxc(), -a.dyr(), 0));
            all.add(doubles(Tags.TIE_POINTS, 0, 0, 0, a.x0(), a.y0(), 0));
          } else {
            all.add(
                doubles(
                    Tags.TRANSFORM,
                    a.dxc(),
                    a.dxr(),
                    0,
                    a.x0(),
                    a.dyc(),
                    a.dyr(),
                    0,
                    a.y0(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    1));
          }
        });
    Crs crs = form.grid().crs();
    if (affine.isPresent() && crs.epsg() > 0) {
      boolean plane = crs.kind() == Crs.Kind.PROJECTED;
      all.add(
          shorts(
              Tags.GEO_KEYS,
              List.of(
                  1,
                  1,
                  0,
                  3, // three keys
                  1024,
                  0,
                  1,
                  plane ? 1 : 2, // what coordinates are
                  1025,
                  0,
                  1,
                  1, // pixels are areas
                  plane ? 3072 : 2048,
                  0,
                  1,
                  crs.epsg())));
    }
  }

  private String metadata() {
    StringBuilder xml = new StringBuilder("<GDALMetadata>");
    for (int b = 0; b < form.bands(); b++) {
      String name = escaped(escaped(form.names().get(b))); // twice, as GDAL does
      xml.append("<Item name=\"DESCRIPTION\" sample=\"")
          .append(b)
          .append("\" role=\"description\">")
          .append(name)
          .append("</Item>");
    }
    return xml.append("</GDALMetadata>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** TIFF's colour map: all reds, all greens, all blues, in 16 bits. */
  private List<Integer> colourMap() {
    List<Integer> map = new ArrayList<>();
    for (int shift = 16; shift >= 0; shift -= 8) {
      for (int colour : form.palette()) {
        map.add((colour >>> shift & 0xff) * 257);
      }
    }
    return map;
  }

  private static Field shorts(int tag, List<Integer> values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(v -> bytes.putShort((short) (int) v));
    return new Field(tag, SHORT, values.size(), bytes.array());
  }

  private Field longs(int tag, long... values) {
    int size = big ? 8 : 4;
    ByteBuffer bytes = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      put(bytes, value);
    }
    return new Field(tag, big ? LONG8 : LONG, values.length, bytes.array());
  }

  private static Field doubles(int tag, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return new Field(tag, DOUBLE, values.length, bytes.array());
  }

  private static Field text(int tag, String value) {
    byte[] bytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
    return new Field(tag, ASCII, bytes.length, bytes);
  }
}
