package org.zhizhi.engine.train;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.zhizhi.engine.kernel.UpdateKernel;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.HostTensor;
import org.zhizhi.engine.tensor.Memory;

/**
 * Muon for one matrix: momentum, made nearly orthogonal by five Newton-Schulz steps in bf16, scaled
 * so that AdamW's learning rate and decay fit it too (arXiv:2502.16982).
 */
final class Muon {
  private static final float MOMENTUM = 0.95f;
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  private final long from;
  private final long elements;
  private final boolean tall;
  private final float gain;
  private final Block direction; // (rows, columns) bf16

  Muon(Memory memory, long rows, long columns, long from) {
    this.from = from;
    this.elements = rows * columns;
    this.tall = rows > columns;
    this.gain = (float) (0.2 * Math.sqrt(Math.max(rows, columns)));
    this.direction = memory.block(DType.BF16, rows, columns);
  }

  void update(
      UpdateKernel kernel,
      List<HostTensor> gradients,
      HostTensor master,
      HostTensor momentum,
      HostTensor compute,
      float scale,
      float rate,
      float decay) {
    try (PointerScope scope = new PointerScope()) {
      torch.set_num_threads(1);
      double squares =
          kernel.momentum(
              gradients, momentum, direction.host(), from, from + elements, scale, MOMENTUM);
      if (squares == 0) {
        return;
      }
      Tensor x = tall ? direction.tensor().t().contiguous() : direction.tensor();
      x = x.mul(new Scalar(1 / Math.sqrt(squares)));
      for (int i = 0; i < 5; i++) {
        Tensor gram = torch.mm(x, x.t());
        Tensor b = torch.addmm(gram, gram, gram, new Scalar(B), new Scalar(C));
        x = torch.addmm(x, b, x, new Scalar(A), new Scalar(1.0));
      }
      direction.tensor().copy_(tall ? x.t() : x);
      kernel.apply(
          direction.host(), master, compute, from, from + elements, rate * gain, rate * decay);
    }
  }
}
