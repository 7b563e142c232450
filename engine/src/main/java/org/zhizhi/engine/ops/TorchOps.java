package org.zhizhi.engine.ops;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.Device;

/**
 * Operations by libtorch alone, on any device: what an accelerator computes with. The processor has
 * {@link CpuOps}, several times as fast there. Handles made on the way belong to the caller's
 * pointer scope.
 */
public final class TorchOps implements Ops {
  private final DecoderShape shape;
  private final Tensor cos; // (T, D / 2)
  private final Tensor sin;
  private final Tensor positions; // (T)

  public TorchOps(DecoderShape shape, Device device) {
    this.shape = shape;
    int half = shape.headDim() / 2;
    float[] cosines = new float[shape.positions() * half];
    float[] sines = new float[shape.positions() * half];
    int[] all = new int[shape.positions()];
    for (int t = 0; t < shape.positions(); t++) {
      all[t] = t;
      for (int i = 0; i < half; i++) {
        double angle = t * StrictMath.pow(shape.theta(), -2.0 * i / shape.headDim());
        cosines[t * half + i] = (float) StrictMath.cos(angle);
        sines[t * half + i] = (float) StrictMath.sin(angle);
      }
    }
    this.cos = device.move(Tensor.create(cosines).view(shape.positions(), half));
    this.sin = device.move(Tensor.create(sines).view(shape.positions(), half));
    this.positions = device.move(Tensor.create(all));
    cos.retainReference();
    sin.retainReference();
    positions.retainReference();
  }

  @Override
  public void matmul(Block a, boolean transposeA, Block b, boolean transposeB, Block out) {
    Tensor left = transposeA ? a.tensor().transpose(-2, -1) : a.tensor();
    Tensor right = transposeB ? b.tensor().transpose(-2, -1) : b.tensor();
    out.tensor().copy_(torch.matmul(left, right));
  }

  @Override
  public void norm(Block x, Block weight, Block y) {
    y.tensor().copy_(normed(floats(x.tensor())).mul(floats(weight.tensor())));
  }

  @Override
  public void addNorm(Block x, Block branch, Block sum, Block weight, Block y) {
    sum.tensor().copy_(floats(x.tensor()).add(floats(branch.tensor())));
    norm(sum, weight, y);
  }

  @Override
  public void normBackward(Block dy, Block x, Block weight, Block dx, Block dWeight) {
    Tensor v = floats(x.tensor());
    Tensor d = floats(dy.tensor());
    dWeight.tensor().copy_(d.mul(normed(v)).sum(0));
    dx.tensor().add_(normGradient(d.mul(floats(weight.tensor())), v));
  }

  private Tensor inverseRms(Tensor x) {
    return x.mul(x).mean(new long[] {-1}, true, none()).add(new Scalar(shape.eps())).rsqrt();
  }

  private Tensor normed(Tensor x) {
    return x.mul(inverseRms(x));
  }

  /** Gradient by x of x / rms(x), from that by the result. */
  private Tensor normGradient(Tensor d, Tensor x) {
    Tensor inverse = inverseRms(x);
    Tensor unit = x.mul(inverse);
    Tensor mean = d.mul(unit).mean(new long[] {-1}, true, none());
    return d.sub(unit.mul(mean)).mul(inverse);
  }

  @Override
  public void swiGlu(Block gateUp, Block y) {
    long width = y.size(1);
    Tensor gate = floats(gateUp.tensor().narrow(1, 0, width));
    Tensor up = floats(gateUp.tensor().narrow(1, width, width));
    y.tensor().copy_(gate.mul(gate.sigmoid()).mul(up));
  }

  @Override
  public void swiGluBackward(Block gateUp, Block dy, Block dGateUp) {
    long width = dy.size(1);
    Tensor gate = floats(gateUp.tensor().narrow(1, 0, width));
    Tensor up = floats(gateUp.tensor().narrow(1, width, width));
    Tensor d = floats(dy.tensor());
    Tensor sigmoid = gate.sigmoid();
    Tensor silu = gate.mul(sigmoid);
    Tensor slope = sigmoid.mul(silu.neg().add(new Scalar(1.0))).add(silu);
    Tensor dGate = d.mul(up).mul(slope);
    Tensor dUp = d.mul(silu);
    dGateUp.tensor().narrow(1, 0, width).copy_(dGate);
    dGateUp.tensor().narrow(1, width, width).copy_(dUp);
  }

  /** Columns of token-major x as (rows, heads, T, D). */
  private Tensor heads(Block x, int column, int count) {
    return x.tensor()
        .narrow(1, column, (long) count * shape.headDim())
        .contiguous()
        .view(-1, shape.positions(), count, shape.headDim())
        .transpose(1, 2);
  }

  private static Tensor columns(Tensor heads) {
    Tensor tokens = heads.transpose(1, 2).contiguous();
    return tokens.view(tokens.size(0) * tokens.size(1), tokens.size(2) * tokens.size(3));
  }

  @Override
  public void rotary(Block x, int column, int heads, Block weight, Block turned) {
    Tensor v = normed(floats(heads(x, column, heads))).mul(floats(weight.tensor()));
    turned.tensor().copy_(turn(v, false));
  }

  private Tensor turn(Tensor v, boolean back) {
    long half = shape.headDim() / 2;
    Tensor a = v.narrow(-1, 0, half);
    Tensor b = v.narrow(-1, half, half);
    Tensor s = back ? sin.neg() : sin;
    Tensor first = a.mul(cos).sub(b.mul(s));
    Tensor second = b.mul(cos).add(a.mul(s));
    Tensor out = torch.empty_like(v);
    out.narrow(-1, 0, half).copy_(first);
    out.narrow(-1, half, half).copy_(second);
    return out;
  }

  @Override
  public void rotaryBackward(
      Block dTurned, Block x, int column, int heads, Block weight, Block dx, Block dWeight) {
    Tensor v = floats(heads(x, column, heads));
    Tensor d = turn(floats(dTurned.tensor()), true);
    dWeight.tensor().copy_(d.mul(normed(v)).sum(new long[] {0, 1, 2}, false, none()));
    Tensor gradient = normGradient(d.mul(floats(weight.tensor())), v);
    dx.tensor().narrow(1, column, (long) heads * shape.headDim()).copy_(columns(gradient));
  }

  @Override
  public void split(Block x, int column, int count, Block heads) {
    heads.tensor().copy_(heads(x, column, count));
  }

  @Override
  public void merge(Block heads, int column, int count, Block x) {
    x.tensor().narrow(1, column, (long) count * shape.headDim()).copy_(columns(heads.tensor()));
  }

  @Override
  public void softmax(Block scores, int[] starts, int row) {
    int t = shape.positions();
    Tensor from = ids(starts, row * t, t).view(t, 1);
    Tensor hidden =
        positions.view(1, t).gt(positions.view(t, 1)).logical_or(positions.view(1, t).lt(from));
    long group = scores.size(1) / t;
    Tensor v =
        floats(scores.tensor())
            .view(scores.size(0), group, t, t)
            .mul(new Scalar(1 / Math.sqrt(shape.headDim())))
            .masked_fill(hidden, new Scalar(Double.NEGATIVE_INFINITY));
    scores.tensor().copy_(v.softmax(-1).view(scores.size(0), scores.size(1), t));
  }

  @Override
  public void softmaxBackward(Block p, Block dp, int[] starts, int row) {
    Tensor v = floats(p.tensor());
    Tensor d = floats(dp.tensor());
    Tensor mean = v.mul(d).sum(new long[] {-1}, true, none());
    dp.tensor().copy_(d.sub(mean).mul(v).mul(new Scalar(1 / Math.sqrt(shape.headDim()))));
  }

  @Override
  public void embed(Block table, int[] tokens, int at, Block x) {
    x.tensor().copy_(table.tensor().index_select(0, ids(tokens, at, (int) x.size(0))));
  }

  @Override
  public void embedBackward(Block dx, int[] tokens, int at, Block dTable) {
    Tensor sum = floats(dTable.tensor()).clone();
    sum.index_add_(0, ids(tokens, at, (int) dx.size(0)), floats(dx.tensor()));
    dTable.tensor().copy_(sum);
  }

  @Override
  public double crossEntropy(Block logits, int[] targets, int at, float scale) {
    int n = (int) logits.size(0);
    Tensor v = floats(logits.tensor());
    Tensor logP = v.log_softmax(-1);
    Tensor target = ids(targets, at, n).to(ScalarType.Long).view(n, 1);
    Tensor asked = target.ge(new Scalar(0L)).to(ScalarType.Float);
    Tensor safe = target.clamp_min(new Scalar(0L));
    double loss = -logP.gather(1, safe).mul(asked).sum().item_double();
    Tensor gradient = logP.exp();
    gradient.scatter_add_(1, safe, torch.full_like(asked, new Scalar(-1.0)));
    logits.tensor().copy_(gradient.mul(asked).mul(new Scalar((double) scale)));
    return loss;
  }

  @Override
  public void losses(Block logits, int[] targets, int at, double[] losses) {
    int n = (int) logits.size(0);
    Tensor logP = floats(logits.tensor()).log_softmax(-1);
    Tensor target = ids(targets, at, n).to(ScalarType.Long).view(n, 1);
    Tensor of = logP.gather(1, target.clamp_min(new Scalar(0L))).view(n).cpu();
    float[] values = new float[n];
    new FloatPointer(of.data_ptr()).get(values);
    for (int i = 0; i < n; i++) {
      losses[at + i] = targets[at + i] < 0 ? 0 : -values[i];
    }
  }

  private Tensor ids(int[] values, int at, int n) {
    return Tensor.create(Arrays.copyOfRange(values, at, at + n))
        .to(positions.device(), ScalarType.Int);
  }

  private static Tensor floats(Tensor x) {
    return x.to(ScalarType.Float);
  }

  private static ScalarTypeOptional none() {
    return new ScalarTypeOptional();
  }

  @Override
  public void close() {
    cos.close();
    sin.close();
    positions.close();
  }
}
