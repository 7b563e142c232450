package org.zhizhi.earth.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Samples in bytes, as floats. */
final class Samples {
  private Samples() {}

  /**
   * Copies {@code n} samples.
   *
   * @param from number of the first sample in {@code data}
   * @param step from one to the next, in samples
   */
  static void floats(
      byte[] data,
      ByteOrder order,
      SampleType type,
      int from,
      int step,
      int n,
      float[] to,
      int at) {
    if (type == SampleType.UINT8) { // most scenes: no need to ask anew for each sample
      for (int i = 0; i < n; i++) {
        to[at + i] = data[from + i * step] & 0xff;
      }
      return;
    }
    ByteBuffer of = ByteBuffer.wrap(data).order(order);
    for (int i = 0; i < n; i++) {
      to[at + i] = (float) value(of, type, from + i * step);
    }
  }

  static double value(ByteBuffer of, SampleType type, int index) {
    return switch (type) {
      case UINT8 -> of.get(index) & 0xff;
      case INT8 -> of.get(index);
      case UINT16 -> of.getShort(2 * index) & 0xffff;
      case INT16 -> of.getShort(2 * index);
      case UINT32 -> Integer.toUnsignedLong(of.getInt(4 * index));
      case INT32 -> of.getInt(4 * index);
      case FLOAT32 -> of.getFloat(4 * index);
      case FLOAT64 -> of.getDouble(8 * index);
    };
  }

  /** Stores {@code value}, rounded and held to the range of whole types. */
  static void put(ByteBuffer to, SampleType type, int index, float value) {
    switch (type) {
      case UINT8 -> to.put(index, (byte) Math.clamp(Math.round(value), 0, 255));
      case INT8 -> to.put(index, (byte) Math.clamp(Math.round(value), -128, 127));
      case UINT16 -> to.putShort(2 * index, (short) Math.clamp(Math.round(value), 0, 65535));
      case INT16 -> to.putShort(2 * index, (short) Math.clamp(Math.round(value), -32768, 32767));
      case UINT32 ->
          to.putInt(4 * index, (int) Math.clamp(Math.round((double) value), 0L, 4294967295L));
      case INT32 ->
          to.putInt(
              4 * index,
              (int)
                  Math.clamp(
                      Math.round((double) value),
                      (long) Integer.MIN_VALUE,
                      (long) Integer.MAX_VALUE));
      case FLOAT32 -> to.putFloat(4 * index, value);
      case FLOAT64 -> to.putDouble(8 * index, value);
    }
  }

  /** Marks in {@code valid} what holds no data: NaN, and {@code nodata} if there is one. */
  static void exclude(float[] values, int n, java.util.OptionalDouble nodata, byte[] valid) {
    float none = (float) nodata.orElse(Double.NaN);
    for (int i = 0; i < n; i++) {
      if (Float.isNaN(values[i]) || values[i] == none) {
        valid[i] = 0;
      }
    }
  }
}
