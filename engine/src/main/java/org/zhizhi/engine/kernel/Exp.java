package org.zhizhi.engine.kernel;

import static org.zhizhi.engine.kernel.Bf16.F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential of floats by a polynomial on fused multiply-adds, so that it has the same bits on
 * every machine, compiled or interpreted; within 2 units in the last place. Below -87 it is 0,
 * above 88 it stays at e^88; not-a-number stays not-a-number.
 *
 * <p>x = k ln 2 + r with |r| at most ln(2)/2, e^r by a polynomial of degree 6 with the least
 * relative error (3e-9) of those that begin with 1 + r, and k added to its exponent.
 */
final class Exp {
  private static final float LOW = -87f;
  private static final float HIGH = 88f;
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /** Adding 1.5 * 2^23 leaves the nearest integer in the low bits, all others of those 0. */
  private static final float ROUND = 12582912f;

  private static final float C2 = 0.49999994f;
  private static final float C3 = 0.16666521f;
  private static final float C4 = 0.04166839f;
  private static final float C5 = 0.008368745f;
  private static final float C6 = 0.001381454f;

  private Exp() {}

  static float exp(float x) {
    if (x < LOW) {
      return 0;
    }
    float c = x > HIGH ? HIGH : x;
    float shifted = Math.fma(c, LOG2_E, ROUND);
    float k = shifted - ROUND;
    float r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, c));
    float p = Math.fma(C6, r, C5);
    p = Math.fma(p, r, C4);
    p = Math.fma(p, r, C3);
    p = Math.fma(p, r, C2);
    p = Math.fma(p, r, 1f);
    p = Math.fma(p, r, 1f);
    return Float.intBitsToFloat(
        Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(shifted) << 23));
  }

  static FloatVector exp(FloatVector x) {
    // min would take six instructions, for what it says of not-a-number and -0
    FloatVector c = x.blend(HIGH, x.compare(VectorOperators.GT, HIGH));
    FloatVector shifted = c.fma(all(LOG2_E), all(ROUND));
    FloatVector k = shifted.sub(ROUND);
    FloatVector r = k.fma(all(-LN2_LOW), k.fma(all(-LN2_HIGH), c));
    FloatVector p = r.fma(all(C6), all(C5));
    p = p.fma(r, all(C4));
    p = p.fma(r, all(C3));
    p = p.fma(r, all(C2));
    p = p.fma(r, all(1f));
    p = p.fma(r, all(1f));
    return p.reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
        .reinterpretAsFloats()
        .blend(0, x.compare(VectorOperators.LT, LOW));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(F, value);
  }
}
