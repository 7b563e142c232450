package org.zhizhi.data.build;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes collected in memory, to be read where they are. */
final class Bytes extends OutputStream {
  /** Beyond this the room no longer doubles: lines of hundreds of megabytes get what they need. */
  private static final int LARGE = 16 << 20;

  private byte[] bytes;
  private int size;

  Bytes(int room) {
    bytes = new byte[room];
  }

  /** The array they stand in, from 0 to {@link #size}; good until the next change. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  /** A copy of them. */
  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }

  void clear() {
    size = 0;
  }

  @Override
  public void write(int b) {
    room(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int at, int length) {
    room(length);
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  @Override
  public void write(byte[] from) {
    write(from, 0, from.length);
  }

  void putInt(int value) {
    write(value >>> 24);
    write(value >>> 16);
    write(value >>> 8);
    write(value);
  }

  void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }

  /** Appends the next {@code length} bytes of {@code in}. */
  void read(InputStream in, int length) throws IOException {
    room(length);
    int read = in.readNBytes(bytes, size, length);
    if (read < length) {
      throw new EOFException("a work file is cut short: " + read + " of " + length + " bytes");
    }
    size += length;
  }

  /** Takes the last {@code length} bytes back. */
  void drop(int length) {
    size -= length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  private void room(int more) {
    long wanted = (long) size + more;
    if (wanted > bytes.length) {
      if (wanted > Integer.MAX_VALUE - 8) {
        throw new OutOfMemoryError("lines of " + wanted + " bytes");
      }
      long doubled = Math.min(2L * bytes.length, (long) bytes.length + LARGE);
      bytes = Arrays.copyOf(bytes, (int) Math.max(wanted, doubled));
    }
  }
}
