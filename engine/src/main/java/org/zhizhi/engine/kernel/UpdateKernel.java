package org.zhizhi.engine.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.HostTensor;

/**
 * Updates of a stretch of a flat parameter array, in one pass over memory each: the gradients of
 * all workers are summed, moments and fp32 master weights updated, the compute copy rounded anew.
 */
public final class UpdateKernel {
  private static final int CHUNK = 2048;
  private static final int N = Bf16.F.length();
  private final float[] g = new float[CHUNK];
  private final float[] other = new float[CHUNK];
  private final float[] m = new float[CHUNK];
  private final float[] v = new float[CHUNK];
  private final float[] w = new float[CHUNK];
  private final float[] scratch = new float[N];

  /** Sum of squares of the summed gradients over elements [from, to). */
  public double squares(List<HostTensor> gradients, long from, long to) {
    double squares = 0;
    for (long at = from; at < to; at += CHUNK) {
      int n = (int) Math.min(CHUNK, to - at);
      sumGradients(gradients, at, n);
      squares += Lanes.dot(g, g, 0, n, scratch);
    }
    return squares;
  }

  /** {@code compute = round(master)} over elements [from, to). */
  public void round(HostTensor master, HostTensor compute, long from, long to) {
    for (long at = from; at < to; at += CHUNK) {
      int n = (int) Math.min(CHUNK, to - at);
      read(master, at, w, n);
      Lanes.store(w, compute, at, n);
    }
  }

  /** {@code sum += gradient}, {@code sum = gradient} where it is the first; sum in F32. */
  public void accumulate(HostTensor gradient, HostTensor sum, boolean first, long from, long to) {
    for (long at = from; at < to; at += CHUNK) {
      int n = (int) Math.min(CHUNK, to - at);
      Lanes.load(gradient, at, g, n);
      if (!first) {
        read(sum, at, other, n);
        Lanes.add(g, other, n);
      }
      write(g, sum, at, n);
    }
  }

  /**
   * Muon's momentum over elements [from, to): {@code momentum = beta momentum + g}, and the
   * direction {@code g + beta momentum} (Nesterov) into {@code direction}, whose element 0 is
   * {@code from}. Returns the direction's sum of squares.
   */
  public double momentum(
      List<HostTensor> gradients,
      HostTensor momentum,
      HostTensor direction,
      long from,
      long to,
      float scale,
      float beta) {
    double squares = 0;
    for (long at = from; at < to; at += CHUNK) {
      int n = (int) Math.min(CHUNK, to - at);
      sumGradients(gradients, at, n);
      read(momentum, at, m, n);
      for (int i = 0; i < n; i++) {
        float grad = g[i] * scale;
        m[i] = Math.fma(m[i], beta, grad);
        w[i] = Math.fma(m[i], beta, grad);
      }
      write(m, momentum, at, n);
      Lanes.store(w, direction, at - from, n);
      squares += Lanes.dot(w, w, 0, n, scratch);
    }
    return squares;
  }

  /** {@code w = w (1 - decay) - rate direction} over elements [from, to), rounded to compute. */
  public void apply(
      HostTensor direction,
      HostTensor master,
      HostTensor compute,
      long from,
      long to,
      float rate,
      float decay) {
    for (long at = from; at < to; at += CHUNK) {
      int n = (int) Math.min(CHUNK, to - at);
      Lanes.load(direction, at - from, g, n);
      read(master, at, w, n);
      for (int i = 0; i < n; i++) {
        w[i] = w[i] * (1 - decay) - rate * g[i];
      }
      write(w, master, at, n);
      Lanes.store(w, compute, at, n);
    }
  }

  /**
   * One step of AdamW (arXiv:1711.05101) over elements [from, to).
   *
   * @param scale multiplied into the gradient first (clipping)
   * @param rate learning rate
   * @param decay weight decay, decoupled, multiplied by {@code rate}
   * @param correction1 {@code 1 - beta1^t}
   * @param correction2 {@code 1 - beta2^t}
   */
  public void step(
      List<HostTensor> gradients,
      HostTensor master,
      HostTensor first,
      HostTensor second,
      HostTensor compute,
      long from,
      long to,
      float scale,
      float rate,
      float decay,
      float beta1,
      float beta2,
      float epsilon,
      float correction1,
      float correction2) {
    float stepSize = rate / correction1;
    float root = (float) (1 / Math.sqrt(correction2));
    float keep = 1 - rate * decay;
    for (long at = from; at < to; at += CHUNK) {
      int n = (int) Math.min(CHUNK, to - at);
      sumGradients(gradients, at, n);
      read(first, at, m, n);
      read(second, at, v, n);
      read(master, at, w, n);
      int i = 0;
      for (; i <= n - N; i += N) {
        FloatVector grad = FloatVector.fromArray(Bf16.F, g, i).mul(scale);
        FloatVector m1 = FloatVector.fromArray(Bf16.F, m, i).mul(beta1).add(grad.mul(1 - beta1));
        FloatVector v1 =
            FloatVector.fromArray(Bf16.F, v, i).mul(beta2).add(grad.mul(grad).mul(1 - beta2));
        m1.intoArray(m, i);
        v1.intoArray(v, i);
        FloatVector denominator = v1.sqrt().mul(root).add(epsilon);
        FloatVector.fromArray(Bf16.F, w, i)
            .mul(keep)
            .sub(m1.mul(stepSize).div(denominator))
            .intoArray(w, i);
      }
      for (; i < n; i++) {
        float grad = g[i] * scale;
        m[i] = m[i] * beta1 + grad * (1 - beta1);
        v[i] = v[i] * beta2 + grad * grad * (1 - beta2);
        float denominator = (float) Math.sqrt(v[i]) * root + epsilon;
        w[i] = w[i] * keep - m[i] * stepSize / denominator;
      }
      write(m, first, at, n);
      write(v, second, at, n);
      write(w, master, at, n);
      Lanes.store(w, compute, at, n);
    }
  }

  private void sumGradients(List<HostTensor> gradients, long at, int n) {
    HostTensor one = gradients.getFirst();
    Lanes.load(one, at, g, n);
    for (int i = 1; i < gradients.size(); i++) {
      HostTensor next = gradients.get(i);
      Lanes.load(next, at, other, n);
      Lanes.add(g, other, n);
    }
  }

  private static void read(HostTensor from, long at, float[] into, int n) {
    MemorySegment.copy(from.data(), ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * at, into, 0, n);
  }

  private static void write(float[] from, HostTensor to, long at, int n) {
    MemorySegment.copy(from, 0, to.data(), ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * at, n);
  }
}
