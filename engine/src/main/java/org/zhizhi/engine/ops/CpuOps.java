package org.zhizhi.engine.ops;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.zhizhi.engine.kernel.CausalSoftmax;
import org.zhizhi.engine.kernel.CrossEntropy;
import org.zhizhi.engine.kernel.Embedding;
import org.zhizhi.engine.kernel.Norm;
import org.zhizhi.engine.kernel.Rotary;
import org.zhizhi.engine.kernel.SwiGlu;
import org.zhizhi.engine.tensor.Block;

/** Operations on the processor, in F32 or BF16: libtorch's products, own kernels for the rest. */
public final class CpuOps implements Ops {
  private final Norm norm;
  private final float[] dNorm;
  private final SwiGlu swiGlu;
  private final Rotary rotary;
  private final float[] dHead;
  private final CausalSoftmax softmax;
  private final int positions;
  private final Embedding embedding;
  private final CrossEntropy crossEntropy;

  public CpuOps(DecoderShape shape) {
    this.norm = new Norm(shape.hidden(), shape.eps());
    this.dNorm = new float[shape.hidden()];
    this.swiGlu = new SwiGlu(shape.intermediate());
    this.positions = shape.positions();
    this.rotary = new Rotary(shape.headDim(), positions, shape.theta(), shape.eps());
    this.dHead = new float[shape.headDim()];
    this.softmax = new CausalSoftmax(positions, 1 / Math.sqrt(shape.headDim()));
    this.embedding = new Embedding(shape.hidden());
    this.crossEntropy = new CrossEntropy(shape.vocab());
  }

  @Override
  public void matmul(Block a, boolean transposeA, Block b, boolean transposeB, Block out) {
    Tensor left = transposeA ? a.tensor().transpose(-2, -1) : a.tensor();
    Tensor right = transposeB ? b.tensor().transpose(-2, -1) : b.tensor();
    if (out.shape().length == 2) {
      torch.mm_out(out.tensor(), left, right);
    } else {
      torch.bmm_out(out.tensor(), left, right);
    }
  }

  @Override
  public void norm(Block x, Block weight, Block y) {
    norm.forward(x.host(), weight.host(), y.host());
  }

  @Override
  public void addNorm(Block x, Block branch, Block sum, Block weight, Block y) {
    norm.addForward(x.host(), branch.host(), sum.host(), weight.host(), y.host());
  }

  @Override
  public void normBackward(Block dy, Block x, Block weight, Block dx, Block dWeight) {
    Arrays.fill(dNorm, 0f);
    norm.backward(dy.host(), x.host(), weight.host(), dx.host(), dNorm);
    dWeight.host().write(dNorm);
  }

  @Override
  public void swiGlu(Block gateUp, Block y) {
    swiGlu.forward(gateUp.host(), y.host());
  }

  @Override
  public void swiGluBackward(Block gateUp, Block dy, Block dGateUp) {
    swiGlu.backward(gateUp.host(), dy.host(), dGateUp.host());
  }

  @Override
  public void rotary(Block x, int column, int heads, Block weight, Block turned) {
    rotary.forward(x.host(), column, heads, weight.host(), turned.host());
  }

  @Override
  public void rotaryBackward(
      Block dTurned, Block x, int column, int heads, Block weight, Block dx, Block dWeight) {
    Arrays.fill(dHead, 0f);
    rotary.backward(dTurned.host(), x.host(), column, heads, weight.host(), dx.host(), dHead);
    dWeight.host().write(dHead);
  }

  @Override
  public void split(Block x, int column, int count, Block heads) {
    rotary.split(x.host(), column, count, heads.host());
  }

  @Override
  public void merge(Block heads, int column, int count, Block x) {
    rotary.merge(heads.host(), column, count, x.host());
  }

  @Override
  public void softmax(Block scores, int[] starts, int row) {
    softmax.forward(scores.host(), positions, 0, positions, starts, row * positions);
  }

  @Override
  public void softmaxBackward(Block p, Block dp, int[] starts, int row) {
    softmax.backward(p.host(), dp.host(), positions, 0, positions, starts, row * positions);
  }

  @Override
  public void embed(Block table, int[] tokens, int at, Block x) {
    embedding.forward(table.host(), tokens, at, x.host());
  }

  @Override
  public void embedBackward(Block dx, int[] tokens, int at, Block dTable) {
    embedding.backward(dx.host(), tokens, at, dTable.host());
  }

  @Override
  public double crossEntropy(Block logits, int[] targets, int at, float scale) {
    return crossEntropy.lossAndGradient(logits.host(), targets, at, scale);
  }

  @Override
  public void losses(Block logits, int[] targets, int at, double[] losses) {
    crossEntropy.losses(logits.host(), targets, at, losses);
  }

  @Override
  public void close() {}
}
