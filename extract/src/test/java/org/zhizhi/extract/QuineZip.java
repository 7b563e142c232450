package org.zhizhi.extract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * A zip whose one entry is the zip itself, so that unpacking it never ends: Russ Cox, "Zip Files
 * All The Way Down" (2010). Deflate is the language: {@code L(n)} prints the n bytes that follow (a
 * stored block), {@code R(n)} prints the last n bytes again (a match); both take five bytes.
 */
final class QuineZip {
  private static final byte[] NAME =
      "a-zip-that-holds-itself-aaa.zip".substring(1).getBytes(US_ASCII);
  private static final int OP = 5;

  /** Bits of {@code R(20)}: twice length 10 at distance 20, in one block of fixed codes. */
  private static final byte[] R4 = new Bits().block(0).match(10, 20).match(10, 20).end().bytes();

  private QuineZip() {}

  static byte[] bytes() {
    int size = zip(0, 0).length;
    int base = crc(zip(0, size));
    // The checksum of the file depends on the checksum c written into it, bit by bit: crc(c) = Ac +
    // b.
    // Solve Ac + b = c, that is (A + 1)c = b, over bits.
    int[] rows = new int[32];
    for (int bit = 0; bit < 32; bit++) {
      int column = crc(zip(1 << bit, size)) ^ base ^ 1 << bit;
      for (int row = 0; row < 32; row++) {
        rows[row] |= (column >>> row & 1) << bit;
      }
    }
    return zip(solve(rows, base), size);
  }

  private static int solve(int[] rows, int right) {
    int[] sides = new int[32];
    for (int i = 0; i < 32; i++) {
      sides[i] = right >>> i & 1;
    }
    int[] pivots = new int[32];
    int rank = 0;
    for (int bit = 0; bit < 32; bit++) {
      int pivot = rank;
      while (pivot < 32 && (rows[pivot] >>> bit & 1) == 0) {
        pivot++;
      }
      if (pivot == 32) {
        continue;
      }
      swap(rows, pivot, rank);
      swap(sides, pivot, rank);
      for (int row = 0; row < 32; row++) {
        if (row != rank && (rows[row] >>> bit & 1) == 1) {
          rows[row] ^= rows[rank];
          sides[row] ^= sides[rank];
        }
      }
      pivots[rank++] = bit;
    }
    int solution = 0;
    for (int i = 0; i < rank; i++) {
      solution |= sides[i] << pivots[i];
    }
    return solution;
  }

  private static void swap(int[] values, int a, int b) {
    int value = values[a];
    values[a] = values[b];
    values[b] = value;
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static byte[] zip(int crc, int size) {
    byte[] p = local(crc, size);
    byte[] s = directory(crc, size);
    // the last repeat may be of any length, since only a literal prints it
    byte[] end = new Bits().block(1).match(103, 103).end().bytes();
    byte[] last =
        new Bits().block(1).match(end.length + s.length, end.length + s.length).end().bytes();
    byte[] lp = literal(p.length + OP);
    byte[] rp =
        new Bits().block(0).match(p.length + OP, p.length + OP).end().block(0).end().bytes();
    byte[] l1 = literal(OP);
    byte[] l4 = literal(4 * OP);
    byte[] l0 = literal(0);
    byte[] ls = literal(last.length + s.length);
    return join(
        p, lp, p, lp, rp, l1, rp, l1, l1, l4, rp, l1, l1, l4, R4, l4, R4, l4, R4, l4, R4, l4, R4,
        l0, l0, ls, R4, l0, l0, ls, last, s, last, s);
  }

  private static byte[] local(int crc, int size) {
    return ByteBuffer.allocate(30 + NAME.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x04034b50)
        .putShort((short) 20)
        .putShort((short) 0)
        .putShort((short) 8)
        .putInt(0)
        .putInt(crc)
        .putInt(packed(size))
        .putInt(size)
        .putShort((short) NAME.length)
        .putShort((short) 0)
        .put(NAME)
        .array();
  }

  private static int packed(int size) {
    return size - 30 - NAME.length - 46 - NAME.length - 22;
  }

  private static byte[] directory(int crc, int size) {
    return ByteBuffer.allocate(46 + NAME.length + 22)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x02014b50)
        .putShort((short) 20)
        .putShort((short) 20)
        .putShort((short) 0)
        .putShort((short) 8)
        .putInt(0)
        .putInt(crc)
        .putInt(packed(size))
        .putInt(size)
        .putShort((short) NAME.length)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) 0)
        .putInt(0)
        .putInt(0)
        .put(NAME)
        .putInt(0x06054b50)
        .putInt(0)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(46 + NAME.length)
        .putInt(size - 46 - NAME.length - 22)
        .putShort((short) 0)
        .array();
  }

  private static byte[] literal(int n) {
    return ByteBuffer.allocate(OP)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0)
        .putShort((short) n)
        .putShort((short) ~n)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Deflate's bits (RFC 1951), with its fixed codes. */
  private static final class Bits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int bits;
    private int count;

    private Bits put(int value, int width) {
      for (int i = 0; i < width; i++) {
        bits |= (value >>> i & 1) << count++;
        if (count == 8) {
          out.write(bits);
          bits = 0;
          count = 0;
        }
      }
      return this;
    }

    private Bits code(int value, int width) {
      return put(Integer.reverse(value) >>> 32 - width, width);
    }

    Bits block(int last) {
      return put(last | 1 << 1, 3);
    }

    Bits end() {
      return code(0, 7);
    }

    Bits match(int length, int distance) {
      int extra = length < 11 ? 0 : 29 - Integer.numberOfLeadingZeros(length - 3);
      int symbol = length < 11 ? 254 + length : 257 + 4 * extra + 4 + ((length - 3 >>> extra) - 4);
      if (symbol < 280) {
        code(symbol - 256, 7);
      } else {
        code(symbol - 280 + 0b11000000, 8);
      }
      put(length - 3, extra);
      int far = distance < 5 ? 0 : 30 - Integer.numberOfLeadingZeros(distance - 1);
      code(distance < 5 ? distance - 1 : 2 * far + 2 + ((distance - 1 >>> far) - 2), 5);
      return put(distance - 1, far);
    }

    byte[] bytes() {
      if (count > 0) {
        out.write(bits);
      }
      return out.toByteArray();
    }
  }
}
