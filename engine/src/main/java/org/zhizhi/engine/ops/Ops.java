package org.zhizhi.engine.ops;

import org.zhizhi.engine.tensor.Block;

/**
 * What one thread needs to run a decoder forward and backward. Every method writes into blocks that
 * are there already; none allocates per call on the processor. An instance keeps scratch space and
 * serves one thread.
 *
 * <p>Token-major blocks are (tokens, width); head-major ones are (rows, heads, T, D), where tokens
 * = rows * T.
 */
public interface Ops extends AutoCloseable {

  /** {@code out = op(a) op(b)}, matrices or batches of matrices, op a transpose where asked. */
  void matmul(Block a, boolean transposeA, Block b, boolean transposeB, Block out);

  /** {@code y = x / rms(x) * weight} over rows of x. */
  void norm(Block x, Block weight, Block y);

  /** {@code sum = x + branch; y = sum / rms(sum) * weight}. */
  void addNorm(Block x, Block branch, Block sum, Block weight, Block y);

  /** {@code dx += } gradient of {@link #norm}; {@code dWeight = } gradient by the weight. */
  void normBackward(Block dy, Block x, Block weight, Block dx, Block dWeight);

  /** {@code y = silu(gate) * up}; gateUp (tokens, 2 width). */
  void swiGlu(Block gateUp, Block y);

  /** Gradient of {@link #swiGlu}; dGateUp may be gateUp itself. */
  void swiGluBackward(Block gateUp, Block dy, Block dGateUp);

  /** Norm and rotary turn of {@code heads} heads from {@code column} of {@code x} on. */
  void rotary(Block x, int column, int heads, Block weight, Block turned);

  /** Gradient of {@link #rotary} into the same columns of dx; {@code dWeight = } by the weight. */
  void rotaryBackward(
      Block dTurned, Block x, int column, int heads, Block weight, Block dx, Block dWeight);

  /** Copies heads from columns of token-major {@code x} to head-major {@code heads}. */
  void split(Block x, int column, int count, Block heads);

  /** Copies head-major {@code heads} to columns of token-major {@code x}. */
  void merge(Block heads, int column, int count, Block x);

  /**
   * Scores to probabilities in place, each position seeing its own document up to itself.
   *
   * @param scores (rows, group * T, T), of the row of tokens number {@code row} of the batch
   * @param starts for every token of the batch the position where its document starts
   */
  void softmax(Block scores, int[] starts, int row);

  /**
   * Gradient by the scores, in place of dp, from probabilities p and the gradient dp by them; the
   * rest as in {@link #softmax}.
   */
  void softmaxBackward(Block p, Block dp, int[] starts, int row);

  /** Rows of the table by token id. */
  void embed(Block table, int[] tokens, int at, Block x);

  /** {@code dTable[token] += dx} for each row. */
  void embedBackward(Block dx, int[] tokens, int at, Block dTable);

  /**
   * Logits to their gradient {@code (softmax - onehot) * scale} in place; returns the sum of the
   * losses in nats. A target below 0 asks nothing.
   */
  double crossEntropy(Block logits, int[] targets, int at, float scale);

  /** Writes each row's {@code -log p(target)} in nats, 0 where unasked. */
  void losses(Block logits, int[] targets, int at, double[] losses);

  @Override
  void close();
}
