package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.zhizhi.engine.tensor.HostTensor;

/** Brain floating point, the upper half of a float, to float and back. */
public final class Bf16 {
  static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> I = F.withLanes(int.class);

  /** As many shorts as {@link #F} has floats. */
  static final VectorSpecies<Short> S =
      VectorSpecies.of(
          short.class, jdk.incubator.vector.VectorShape.forBitSize(F.vectorBitSize() / 2));

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Bf16() {}

  /** The float that {@code bits} stands for; exact. */
  public static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** The nearest brain float, ties to even; not-a-number stays not-a-number. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7fffffff) > 0x7f800000) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /** {@code into[at + i] = from[offset + 2i bytes]} for {@code n} elements. */
  public static void load(MemorySegment from, long offset, float[] into, int at, int n) {
    int i = 0;
    for (; i <= n - F.length(); i += F.length()) {
      load(from, offset + 2L * i).intoArray(into, at + i);
    }
    for (; i < n; i++) {
      into[at + i] = toFloat(from.get(SHORT, offset + 2L * i));
    }
  }

  /** {@code to[offset + 2i bytes] = from[at + i]}, rounded to nearest even, for {@code n}. */
  public static void store(float[] from, int at, MemorySegment to, long offset, int n) {
    int i = 0;
    for (; i <= n - F.length(); i += F.length()) {
      store(FloatVector.fromArray(F, from, at + i), to, offset + 2L * i);
    }
    for (; i < n; i++) {
      to.set(SHORT, offset + 2L * i, fromFloat(from[at + i]));
    }
  }

  /** {@code to = from}, F32 to BF16, each rounded to nearest even. */
  public static void round(HostTensor from, HostTensor to) {
    float[] part = new float[4096];
    for (long at = 0; at < from.elements(); at += part.length) {
      int n = (int) Math.min(part.length, from.elements() - at);
      MemorySegment.copy(from.data(), ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * at, part, 0, n);
      store(part, 0, to.data(), 2 * at, n);
    }
  }

  /** One vector of {@link #F} floats from as many brain floats at byte {@code offset}. */
  static FloatVector load(MemorySegment from, long offset) {
    return ShortVector.fromMemorySegment(S, from, offset, ByteOrder.LITTLE_ENDIAN)
        .convertShape(VectorOperators.ZERO_EXTEND_S2I, I, 0)
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, 16)
        .reinterpretAsFloats();
  }

  /** Rounds one vector to nearest even; not-a-number may become infinite, finite stays finite. */
  static void store(FloatVector value, MemorySegment to, long offset) {
    IntVector bits = value.reinterpretAsInts();
    IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
    ((ShortVector)
            bits.add(0x7fff)
                .add(odd)
                .lanewise(VectorOperators.LSHR, 16)
                .convertShape(VectorOperators.I2S, S, 0))
        .intoMemorySegment(to, offset, ByteOrder.LITTLE_ENDIAN);
  }
}
