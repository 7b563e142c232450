package org.zhizhi.data.build;

import java.io.ByteArrayOutputStream;

/** Bytes collected in memory, to be read where they are. */
final class Bytes extends ByteArrayOutputStream {
  Bytes(int room) {
    super(room);
  }

  byte[] array() {
    return buf;
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
}
