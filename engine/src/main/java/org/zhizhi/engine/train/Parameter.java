package org.zhizhi.engine.train;

import org.zhizhi.base.Seed;

/**
 * One trained tensor: its name in the model file, its shape, how it starts and how it is updated.
 *
 * @param name as the model's files name it
 * @param shape extents, outermost first
 * @param kind decides the optimiser and the decay
 * @param start mean of the initial values
 * @param spread standard deviation of the initial values, which are normal
 */
public record Parameter(String name, long[] shape, Kind kind, float start, float spread) {

  /** What a parameter is to the optimiser. */
  public enum Kind {
    /** A weight matrix: decayed; by Muon where that is chosen. */
    MATRIX,
    /** An embedding table: decayed, never by Muon. */
    TABLE,
    /** A gain or a bias: not decayed. */
    VECTOR
  }

  public long elements() {
    long n = 1;
    for (long extent : shape) {
      n *= extent;
    }
    return n;
  }

  /** Fills {@code into[0..elements)} with initial values drawn from {@code seed}. */
  void initialise(Seed seed, float[] into) {
    var random = seed.split(name).random();
    for (int i = 0; i < into.length; i++) {
      into[i] = spread == 0 ? start : (float) (start + spread * random.nextGaussian());
    }
  }
}
