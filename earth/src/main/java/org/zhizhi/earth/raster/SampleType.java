package org.zhizhi.earth.raster;

import java.util.Locale;

/** What a sample is stored as. */
public enum SampleType {
  UINT8(1, 1),
  INT8(1, 2),
  UINT16(2, 1),
  INT16(2, 2),
  UINT32(4, 1),
  INT32(4, 2),
  FLOAT32(4, 3),
  FLOAT64(8, 3);

  private final int bytes;
  private final int format;

  SampleType(int bytes, int format) {
    this.bytes = bytes;
    this.format = format;
  }

  /** Bytes of one sample. */
  public int bytes() {
    return bytes;
  }

  /** TIFF's SampleFormat: 1 unsigned, 2 signed, 3 floating point. */
  int format() {
    return format;
  }

  /** As it is told, {@code uint8}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
