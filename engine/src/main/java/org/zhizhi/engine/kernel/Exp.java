package org.zhizhi.engine.kernel;

import static org.zhizhi.engine.kernel.Bf16.F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential of floats by a polynomial on fused multiply-adds, so that it has the same bits on
 * every machine, compiled or interpreted; within 2 units in the last place. Below -87 it is 0,
 * above 88 it stays at e^88; not-a-number stays not-a-number.
 *
 * <p>After Cephes: x = k ln 2 + r with |r| at most ln(2)/2, and e^r by a polynomial of degree 7.
 */
final class Exp {
  private static final float LOW = -87f;
  private static final float HIGH = 88f;
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /** Adding 1.5 * 2^23 leaves the nearest integer in the low bits. */
  private static final float ROUND = 12582912f;

  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  private Exp() {}

  static float exp(float x) {
    if (x < LOW) {
      return 0;
    }
    float c = Math.min(x, HIGH);
    float shifted = Math.fma(c, LOG2_E, ROUND);
    float k = shifted - ROUND;
    float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, c));
    float p = Math.fma(1.9875691500e-4f, r, 1.3981999507e-3f);
    p = Math.fma(p, r, 8.3334519073e-3f);
    p = Math.fma(p, r, 4.1665795894e-2f);
    p = Math.fma(p, r, 1.6666665459e-1f);
    p = Math.fma(p, r, 5.0000001201e-1f);
    p = Math.fma(p, r * r, r) + 1;
    return p * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) - ROUND_BITS + 127) << 23);
  }

  static FloatVector exp(FloatVector x) {
    FloatVector c = x.min(HIGH);
    FloatVector shifted = c.fma(broadcast(LOG2_E), broadcast(ROUND));
    FloatVector k = shifted.sub(ROUND);
    FloatVector r = k.fma(broadcast(-LN2_LOW), k.fma(broadcast(-LN2_HIGH), c));
    FloatVector p = r.fma(broadcast(1.9875691500e-4f), broadcast(1.3981999507e-3f));
    p = p.fma(r, broadcast(8.3334519073e-3f));
    p = p.fma(r, broadcast(4.1665795894e-2f));
    p = p.fma(r, broadcast(1.6666665459e-1f));
    p = p.fma(r, broadcast(5.0000001201e-1f));
    p = p.fma(r.mul(r), r).add(1);
    FloatVector scale =
        shifted
            .reinterpretAsInts()
            .add(127 - ROUND_BITS)
            .lanewise(VectorOperators.LSHL, 23)
            .reinterpretAsFloats();
    return p.mul(scale).blend(0, x.compare(VectorOperators.LT, LOW));
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(F, value);
  }
}
