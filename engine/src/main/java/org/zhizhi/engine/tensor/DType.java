package org.zhizhi.engine.tensor;

/** Element types, named as safetensors files name them. */
public enum DType {
  F32(4),
  BF16(2),
  F16(2),
  F64(8),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }
}
