package org.zhizhi.engine.kernel;

import static org.zhizhi.engine.kernel.Bf16.F;
import static org.zhizhi.engine.kernel.Bf16.I;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Dot products of four rows of weights with rows of activations. Each leaves L partial sums (L
 * lanes as {@link Bf16#F} has) in an array: element k goes to its lane by fused multiply-add, k
 * ascending, in every method alike, so that the same row and activations give the same bits here
 * whichever method took them. Only whole runs of 2L elements are taken.
 *
 * <p>Brain floats are read two from one int, the even by a shift, the odd by a mask: half the work
 * of widening shorts. Activations for them are therefore laid out by {@link #pack}.
 *
 * <p>Methods are as small as they are because the compiler stops inlining the Vector API at a fixed
 * size of method: eight rows at a time run at a third of the speed of four.
 */
final class Dots {
  static final int L = F.length();
  private static final int ODD = 0xffff0000;
  private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LE);

  private Dots() {}

  /** The part of {@code cols} elements that is whole runs of 2L. */
  static int whole(int cols) {
    return cols - cols % (2 * L);
  }

  /** Lays out every whole run of 2L elements as its even elements, then its odd ones. */
  static void pack(float[] x, int at, int cols, float[] into) {
    int whole = whole(cols);
    for (int k = at; k < at + whole; k += 2 * L) {
      for (int i = 0; i < L; i++) {
        into[k + i] = x[k + 2 * i];
        into[k + L + i] = x[k + 2 * i + 1];
      }
    }
    System.arraycopy(x, at + whole, into, at + whole, cols - whole);
  }

  /** Rows of brain floats at bytes p0 to p3 times packed {@code x[at..]}; lanes at 0, L, 2L, 3L. */
  static void bf16(
      MemorySegment w,
      long p0,
      long p1,
      long p2,
      long p3,
      int whole,
      float[] x,
      int at,
      float[] lanes) {
    FloatVector s0 = FloatVector.zero(F);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = 0; k < whole; k += 2 * L) {
      FloatVector even = FloatVector.fromArray(F, x, at + k);
      FloatVector odd = FloatVector.fromArray(F, x, at + k + L);
      IntVector w0 = ints(w, p0 + 2L * k);
      IntVector w1 = ints(w, p1 + 2L * k);
      IntVector w2 = ints(w, p2 + 2L * k);
      IntVector w3 = ints(w, p3 + 2L * k);
      s0 = odd(w0).fma(odd, even(w0).fma(even, s0));
      s1 = odd(w1).fma(odd, even(w1).fma(even, s1));
      s2 = odd(w2).fma(odd, even(w2).fma(even, s2));
      s3 = odd(w3).fma(odd, even(w3).fma(even, s3));
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, L);
    s2.intoArray(lanes, 2 * L);
    s3.intoArray(lanes, 3 * L);
  }

  /** Rows of floats at bytes p0 to p3 times {@code x[at..]}; lanes at 0, L, 2L, 3L. */
  static void f32(
      MemorySegment w,
      long p0,
      long p1,
      long p2,
      long p3,
      int whole,
      float[] x,
      int at,
      float[] lanes) {
    FloatVector s0 = FloatVector.zero(F);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = 0; k < whole; k += L) {
      FloatVector v = FloatVector.fromArray(F, x, at + k);
      s0 = floats(w, p0 + 4L * k).fma(v, s0);
      s1 = floats(w, p1 + 4L * k).fma(v, s1);
      s2 = floats(w, p2 + 4L * k).fma(v, s2);
      s3 = floats(w, p3 + 4L * k).fma(v, s3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, L);
    s2.intoArray(lanes, 2 * L);
    s3.intoArray(lanes, 3 * L);
  }

  /** One row of brain floats at byte {@code p} as floats in the order of {@link #pack}. */
  static void unpackBf16(MemorySegment w, long p, int whole, float[] into, int at) {
    for (int k = 0; k < whole; k += 2 * L) {
      IntVector pairs = ints(w, p + 2L * k);
      even(pairs).intoArray(into, at + k);
      odd(pairs).intoArray(into, at + k + L);
    }
  }

  /** One row of floats at byte {@code p}. */
  static void unpackF32(MemorySegment w, long p, int whole, float[] into, int at) {
    MemorySegment.copy(w, FLOAT, p, into, at, whole);
  }

  /** Four unpacked rows of stride {@code whole} times one row of activations. */
  static void one(float[] w, int whole, float[] x, int at, float[] lanes) {
    FloatVector s0 = FloatVector.zero(F);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int k = 0; k < whole; k += L) {
      FloatVector v = FloatVector.fromArray(F, x, at + k);
      s0 = FloatVector.fromArray(F, w, k).fma(v, s0);
      s1 = FloatVector.fromArray(F, w, k + whole).fma(v, s1);
      s2 = FloatVector.fromArray(F, w, k + 2 * whole).fma(v, s2);
      s3 = FloatVector.fromArray(F, w, k + 3 * whole).fma(v, s3);
    }
    s0.intoArray(lanes, 0);
    s1.intoArray(lanes, L);
    s2.intoArray(lanes, 2 * L);
    s3.intoArray(lanes, 3 * L);
  }

  /**
   * Four unpacked rows of stride {@code whole} times four rows of activations of stride {@code
   * cols}; lanes of activations t and weights r at (4t + r)L.
   */
  static void four(float[] w, int whole, float[] x, int at, int cols, float[] lanes) {
    FloatVector a0 = FloatVector.zero(F);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    for (int k = 0; k < whole; k += L) {
      FloatVector a = FloatVector.fromArray(F, x, at + k);
      FloatVector b = FloatVector.fromArray(F, x, at + cols + k);
      FloatVector c = FloatVector.fromArray(F, x, at + 2 * cols + k);
      FloatVector d = FloatVector.fromArray(F, x, at + 3 * cols + k);
      FloatVector v = FloatVector.fromArray(F, w, k);
      a0 = v.fma(a, a0);
      b0 = v.fma(b, b0);
      c0 = v.fma(c, c0);
      d0 = v.fma(d, d0);
      v = FloatVector.fromArray(F, w, k + whole);
      a1 = v.fma(a, a1);
      b1 = v.fma(b, b1);
      c1 = v.fma(c, c1);
      d1 = v.fma(d, d1);
      v = FloatVector.fromArray(F, w, k + 2 * whole);
      a2 = v.fma(a, a2);
      b2 = v.fma(b, b2);
      c2 = v.fma(c, c2);
      d2 = v.fma(d, d2);
      v = FloatVector.fromArray(F, w, k + 3 * whole);
      a3 = v.fma(a, a3);
      b3 = v.fma(b, b3);
      c3 = v.fma(c, c3);
      d3 = v.fma(d, d3);
    }
    a0.intoArray(lanes, 0);
    a1.intoArray(lanes, L);
    a2.intoArray(lanes, 2 * L);
    a3.intoArray(lanes, 3 * L);
    b0.intoArray(lanes, 4 * L);
    b1.intoArray(lanes, 5 * L);
    b2.intoArray(lanes, 6 * L);
    b3.intoArray(lanes, 7 * L);
    c0.intoArray(lanes, 8 * L);
    c1.intoArray(lanes, 9 * L);
    c2.intoArray(lanes, 10 * L);
    c3.intoArray(lanes, 11 * L);
    d0.intoArray(lanes, 12 * L);
    d1.intoArray(lanes, 13 * L);
    d2.intoArray(lanes, 14 * L);
    d3.intoArray(lanes, 15 * L);
  }

  private static IntVector ints(MemorySegment w, long at) {
    return IntVector.fromMemorySegment(I, w, at, LE);
  }

  private static FloatVector floats(MemorySegment w, long at) {
    return FloatVector.fromMemorySegment(F, w, at, LE);
  }

  private static FloatVector even(IntVector pairs) {
    return pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  private static FloatVector odd(IntVector pairs) {
    return pairs.and(ODD).reinterpretAsFloats();
  }
}
