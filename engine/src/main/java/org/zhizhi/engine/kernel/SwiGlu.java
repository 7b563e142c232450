package org.zhizhi.engine.kernel;

import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.HostTensor;

/** The gated unit {@code silu(gate) * up} (arXiv:2002.05202), gate and up side by side in a row. */
public final class SwiGlu {
  private static final int N = Bf16.F.length();
  private final int width;
  private final float[] both;
  private final float[] out;

  /**
   * @param width of gate, of up and of the result
   */
  public SwiGlu(int width) {
    this.width = width;
    this.both = new float[2 * width];
    this.out = new float[width];
  }

  /** {@code y = silu(gate) * up}; gateUp (rows, 2 width), y (rows, width). */
  public void forward(HostTensor gateUp, HostTensor y) {
    long rows = y.rows();
    for (long r = 0; r < rows; r++) {
      Lanes.load(gateUp.dtype(), gateUp.data(), r * gateUp.stride(), both, 2 * width);
      multiply();
      Lanes.store(y.dtype(), out, y.data(), r * y.stride(), width);
    }
  }

  /** Gradient by gate and up, (rows, 2 width), from that by y; may overwrite {@code gateUp}. */
  public void backward(HostTensor gateUp, HostTensor dy, HostTensor dGateUp) {
    long rows = dy.rows();
    for (long r = 0; r < rows; r++) {
      Lanes.load(gateUp.dtype(), gateUp.data(), r * gateUp.stride(), both, 2 * width);
      Lanes.load(dy.dtype(), dy.data(), r * dy.stride(), out, width);
      differentiate();
      Lanes.store(dGateUp.dtype(), both, dGateUp.data(), r * dGateUp.stride(), 2 * width);
    }
  }

  private void multiply() {
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector gate = FloatVector.fromArray(Bf16.F, both, i);
      FloatVector up = FloatVector.fromArray(Bf16.F, both, width + i);
      gate.mul(up).div(Exp.exp(gate.neg()).add(1f)).intoArray(out, i);
    }
    for (; i < width; i++) {
      out[i] = both[i] * both[width + i] / (Exp.exp(-both[i]) + 1f);
    }
  }

  private void differentiate() {
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector gate = FloatVector.fromArray(Bf16.F, both, i);
      FloatVector up = FloatVector.fromArray(Bf16.F, both, width + i);
      FloatVector dy = FloatVector.fromArray(Bf16.F, out, i);
      FloatVector sigmoid = FloatVector.broadcast(Bf16.F, 1f).div(Exp.exp(gate.neg()).add(1f));
      FloatVector silu = gate.mul(sigmoid);
      FloatVector slope = silu.neg().add(1f).fma(sigmoid, silu); // sigmoid (1 - silu) + silu
      dy.mul(up).mul(slope).intoArray(both, i);
      dy.mul(silu).intoArray(both, width + i);
    }
    for (; i < width; i++) {
      float sigmoid = 1f / (Exp.exp(-both[i]) + 1f);
      float silu = both[i] * sigmoid;
      float slope = Math.fma(1f - silu, sigmoid, silu);
      float dUp = out[i] * silu;
      both[i] = out[i] * both[width + i] * slope;
      both[width + i] = dUp;
    }
  }
}
