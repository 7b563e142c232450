package org.zhizhi.earth.raster;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.zhizhi.base.BadInput;

/**
 * One image file directory of a TIFF file: fields by number. Values are read when they are asked
 * for, and never more than the file holds.
 */
final class Directory {
  private static final int MOST = 4096; // directories of a file, and fields of a directory
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  /** A field: its type, how many values, and where they stand. */
  private record Field(int type, long count, long at) {}

  private final Path file;
  private final FileChannel channel;
  private final ByteOrder order;
  private final Map<Integer, Field> fields = new HashMap<>();

  private Directory(Path file, FileChannel channel, ByteOrder order) {
    this.file = file;
    this.channel = channel;
    this.order = order;
  }

  /**
   * The directories of an open file, in its order.
   *
   * @throws BadInput if it is no TIFF file or damaged
   */
  static List<Directory> of(Path file, FileChannel channel) throws IOException {
    ByteBuffer head = bytes(file, channel, 0, 8);
    int mark = head.getShort(0) & 0xffff;
    ByteOrder order =
        mark == 0x4949
            ? ByteOrder.LITTLE_ENDIAN
            : mark == 0x4d4d ? ByteOrder.BIG_ENDIAN : bad(file, "begins like no TIFF file");
    head.order(order);
    int version = head.getShort(2) & 0xffff;
    if (version != 42 && version != 43) {
      bad(file, "its version is " + version + ", not 42 or 43");
    }
    boolean big = version == 43;
    long at =
        big
            ? bytes(file, channel, 8, 8).order(order).getLong(0)
            : Integer.toUnsignedLong(head.getInt(4));
    List<Directory> all = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    while (at != 0) {
      if (!seen.add(at) || all.size() == MOST) {
        bad(file, "its directories go round in a circle");
      }
      Directory one = new Directory(file, channel, order);
      at = one.read(at, big);
      all.add(one);
    }
    if (all.isEmpty()) {
      bad(file, "holds no picture");
    }
    return all;
  }

  private long read(long at, boolean big) throws IOException {
    long n =
        big
            ? bytes(file, channel, at, 8).order(order).getLong(0)
            : bytes(file, channel, at, 2).order(order).getShort(0) & 0xffff;
    if (n < 1 || n > MOST) {
      bad(file, "a directory at " + at + " has " + n + " fields");
    }
    int head = big ? 8 : 2;
    int size = big ? 20 : 12;
    int word = big ? 8 : 4;
    ByteBuffer all = bytes(file, channel, at + head, (int) n * size + word).order(order);
    for (int i = 0; i < n; i++) {
      int from = i * size;
      int tag = all.getShort(from) & 0xffff;
      int type = all.getShort(from + 2) & 0xffff;
      long count = big ? all.getLong(from + 4) : Integer.toUnsignedLong(all.getInt(from + 4));
      if (type >= SIZES.length || SIZES[type] == 0) {
        continue; // a type of the future: readers skip it, TIFF 6.0 page 16
      }
      if (count < 0 || count > channel.size()) {
        bad(file, "field " + tag + " has " + count + " values");
      }
      int value = from + (big ? 12 : 8);
      boolean here = count * SIZES[type] <= word;
      long where =
          here
              ? at + head + value
              : big ? all.getLong(value) : Integer.toUnsignedLong(all.getInt(value));
      fields.putIfAbsent(tag, new Field(type, count, where));
    }
    int next = (int) n * size;
    return big ? all.getLong(next) : Integer.toUnsignedLong(all.getInt(next));
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /** Values of {@code tag}; 0 if it is not there. */
  long count(int tag) {
    return has(tag) ? fields.get(tag).count : 0;
  }

  /** The first value of a field of whole numbers. */
  OptionalLong whole(int tag) throws IOException {
    if (count(tag) == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(wholes(tag, 1)[0]);
  }

  long whole(int tag, long otherwise) throws IOException {
    return whole(tag).orElse(otherwise);
  }

  /**
   * All values of a field of whole numbers; none if it is not there.
   *
   * @param most how many make sense
   */
  long[] wholes(int tag, long most) throws IOException {
    int n = (int) Math.min(count(tag), most);
    if (n == 0) {
      return new long[0];
    }
    Field field = fields.get(tag);
    ByteBuffer from = values(tag, n);
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (field.type) {
            case 1, 2, 7 -> from.get(i) & 0xff;
            case 6 -> from.get(i);
            case 3 -> from.getShort(2 * i) & 0xffff;
            case 8 -> from.getShort(2 * i);
            case 4, 13 -> Integer.toUnsignedLong(from.getInt(4 * i));
            case 9 -> from.getInt(4 * i);
            case 16, 17, 18 -> from.getLong(8 * i);
            default -> bad(file, "field " + tag + " is of type " + field.type);
          };
    }
    return values;
  }

  /** All values of a field of doubles; none if it is not there. */
  double[] doubles(int tag, int most) throws IOException {
    int n = (int) Math.min(count(tag), most);
    if (n == 0 || fields.get(tag).type != 12) {
      return new double[0];
    }
    ByteBuffer from = values(tag, n);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = from.getDouble(8 * i);
    }
    return values;
  }

  /** The bytes of a field; none if it is not there. */
  byte[] raw(int tag, int most) throws IOException {
    long n = count(tag) * (has(tag) ? SIZES[fields.get(tag).type] : 0);
    if (n == 0 || n > most) {
      return new byte[0];
    }
    byte[] raw = new byte[(int) n];
    values(tag, (int) count(tag)).get(0, raw);
    return raw;
  }

  /** A text without its closing zero; empty if it is not there. */
  String text(int tag) throws IOException {
    return new String(raw(tag, 1 << 20), StandardCharsets.UTF_8).replace("\0", "").strip();
  }

  private ByteBuffer values(int tag, int n) throws IOException {
    Field field = fields.get(tag);
    long size = (long) n * SIZES[field.type];
    if (size > channel.size()) {
      bad(file, "field " + tag + " has " + field.count + " values");
    }
    return bytes(file, channel, field.at, (int) size).order(order);
  }

  ByteOrder order() {
    return order;
  }

  /** {@code size} bytes at {@code at}. */
  static ByteBuffer bytes(Path file, FileChannel channel, long at, int size) throws IOException {
    if (at < 0 || size < 0 || at > channel.size() - size) {
      bad(file, "ends at " + channel.size() + ", but points at " + at + " + " + size);
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException(file + " became shorter");
      }
    }
    return buffer.flip();
  }

  static <T> T bad(Path file, String what) {
    throw new BadInput(file + ": " + what, "give a whole TIFF file; the file may be damaged");
  }
}
