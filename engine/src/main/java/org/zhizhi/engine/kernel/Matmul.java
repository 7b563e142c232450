package org.zhizhi.engine.kernel;

/**
 * Takes products of rows of activations with weights. {@link VectorMatmul} is fast for a few rows,
 * where reading the weights is the cost; for many rows a library with matrix units is faster.
 */
public interface Matmul {
  /**
   * y = x Wᵀ.
   *
   * @param w weights (rows, cols)
   * @param x {@code n} rows of {@code w.cols()} floats, one after the other
   * @param n number of rows of {@code x} and {@code y}
   * @param y takes {@code n} rows of {@code w.rows()} floats
   */
  void multiply(Matrix w, float[] x, int n, float[] y);
}
