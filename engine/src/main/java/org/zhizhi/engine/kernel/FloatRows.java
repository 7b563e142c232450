package org.zhizhi.engine.kernel;

import static org.zhizhi.engine.kernel.Bf16.F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** What a decoder does to a row of floats between two products; sums in one fixed order. */
public final class FloatRows {
  private static final int L = F.length();

  private FloatRows() {}

  /**
   * y = x / sqrt(mean(x²) + eps) * weight (RMSNorm, arXiv:1910.07467), over {@code weight.length}
   * values; {@code x} and {@code y} may be the same row.
   */
  public static void rmsNorm(float[] x, int at, float[] weight, double eps, float[] y, int into) {
    int n = weight.length;
    int whole = n - n % L;
    FloatVector squares = FloatVector.zero(F);
    for (int i = 0; i < whole; i += L) {
      FloatVector v = FloatVector.fromArray(F, x, at + i);
      squares = v.fma(v, squares);
    }
    float sum = lanes(squares);
    for (int i = whole; i < n; i++) {
      sum = Math.fma(x[at + i], x[at + i], sum);
    }
    float scale = (float) (1 / Math.sqrt((double) sum / n + eps));
    for (int i = 0; i < n; i++) {
      y[into + i] = x[at + i] * scale * weight[i];
    }
  }

  /** y += x over {@code n} values. */
  public static void add(float[] x, int at, float[] y, int into, int n) {
    for (int i = 0; i < n; i++) {
      y[into + i] += x[at + i];
    }
  }

  /** y = g / (1 + e^-g) * u: SwiGLU's product (arXiv:2002.05202) of {@code n} gates and values. */
  public static void swiglu(float[] x, int gate, int up, int n, float[] y, int into) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector g = FloatVector.fromArray(F, x, gate + i);
      FloatVector u = FloatVector.fromArray(F, x, up + i);
      g.div(Exp.exp(g.neg()).add(1)).mul(u).intoArray(y, into + i);
    }
    for (; i < n; i++) {
      float g = x[gate + i];
      y[into + i] = g / (Exp.exp(-g) + 1) * x[up + i];
    }
  }

  /** x = e^x over the first {@code n} values; 0 below -87, e^88 above 88. */
  public static void exp(float[] x, int n) {
    int i = 0;
    for (; i <= n - L; i += L) {
      Exp.exp(FloatVector.fromArray(F, x, i)).intoArray(x, i);
    }
    for (; i < n; i++) {
      x[i] = Exp.exp(x[i]);
    }
  }

  /**
   * The logarithm of the sum of e^x over {@code n} values; not finite if one of them is not, unless
   * it is negative infinity.
   */
  public static double logSumExp(float[] x, int at, int n) {
    int whole = n - n % L;
    FloatVector top = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < whole; i += L) {
      top = top.max(FloatVector.fromArray(F, x, at + i));
    }
    float max = top.reduceLanes(VectorOperators.MAX); // exact in any order
    for (int i = whole; i < n; i++) {
      max = Math.max(max, x[at + i]);
    }
    if (!Float.isFinite(max)) {
      return max;
    }
    FloatVector sums = FloatVector.zero(F);
    for (int i = 0; i < whole; i += L) {
      sums = sums.add(Exp.exp(FloatVector.fromArray(F, x, at + i).sub(max)));
    }
    double sum = lanes(sums);
    for (int i = whole; i < n; i++) {
      sum += Exp.exp(x[at + i] - max);
    }
    return max + StrictMath.log(sum);
  }

  private static float lanes(FloatVector v) {
    float[] lanes = new float[L];
    v.intoArray(lanes, 0);
    return Lanes.sum(lanes, 0);
  }
}
