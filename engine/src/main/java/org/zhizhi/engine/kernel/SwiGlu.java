package org.zhizhi.engine.kernel;

import jdk.incubator.vector.FloatVector;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;

/** The gated unit {@code silu(gate) * up} (arXiv:2002.05202), gate and up side by side in a row. */
public final class SwiGlu {
  private static final int N = Bf16.F.length();
  private final int width;
  private final float[] gate;
  private final float[] up;

  /**
   * @param width of gate, of up and of the result
   */
  public SwiGlu(int width) {
    this.width = width;
    this.gate = new float[width];
    this.up = new float[width];
  }

  /** {@code y = silu(gate) * up}; gateUp (rows, 2 width), y (rows, width). */
  public void forward(HostTensor gateUp, HostTensor y) {
    long rows = y.rows();
    for (long r = 0; r < rows; r++) {
      multiply(gateUp, r * gateUp.stride());
      Lanes.store(up, y, r * y.stride(), width);
    }
  }

  /** {@code up = silu(gate) * up} of the row at {@code from}. */
  private void multiply(HostTensor gateUp, long from) {
    long address = gateUp.address(from, 2 * width);
    DType dtype = gateUp.dtype();
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector g = Lanes.load(dtype, address, i);
      FloatVector s = sigmoid(g);
      FloatVector u = Lanes.load(dtype, address, width + i);
      g.mul(u).mul(s).intoArray(up, i);
    }
    for (; i < width; i++) {
      float g = gateUp.get(from + i);
      up[i] = g * gateUp.get(from + width + i) * sigmoid(g);
    }
  }

  /** Gradient by gate and up, (rows, 2 width), from that by y; may overwrite {@code gateUp}. */
  public void backward(HostTensor gateUp, HostTensor dy, HostTensor dGateUp) {
    long rows = dy.rows();
    for (long r = 0; r < rows; r++) {
      differentiate(gateUp, r * gateUp.stride(), dy, r * dy.stride());
      Lanes.store(gate, dGateUp, r * dGateUp.stride(), width);
      Lanes.store(up, dGateUp, r * dGateUp.stride() + width, width);
    }
  }

  /** Gradients by gate and up of the row at {@code from} to {@link #gate} and {@link #up}. */
  private void differentiate(HostTensor gateUp, long from, HostTensor dy, long dFrom) {
    long address = gateUp.address(from, 2 * width);
    DType dtype = gateUp.dtype();
    long dAddress = dy.address(dFrom, width);
    DType dDtype = dy.dtype();
    int i = 0;
    for (; i <= width - N; i += N) {
      FloatVector g = Lanes.load(dtype, address, i);
      FloatVector s = sigmoid(g); // before the other loads: C2 inlines what comes early
      FloatVector u = Lanes.load(dtype, address, width + i);
      FloatVector d = Lanes.load(dDtype, dAddress, i);
      FloatVector silu = g.mul(s);
      d.mul(silu).intoArray(up, i);
      d.mul(u).mul(s.neg().add(1f).fma(silu, s)).intoArray(gate, i);
    }
    for (; i < width; i++) {
      float g = gateUp.get(from + i);
      float d = dy.get(dFrom + i);
      float s = sigmoid(g);
      float silu = g * s;
      up[i] = d * silu;
      gate[i] = d * gateUp.get(from + width + i) * Math.fma(1f - s, silu, s);
    }
  }

  private static float sigmoid(float x) {
    return 1f / (Exp.exp(-x) + 1f);
  }

  private static FloatVector sigmoid(FloatVector x) {
    return FloatVector.broadcast(Bf16.F, 1f).div(Exp.exp(x.neg()).add(1f));
  }
}
