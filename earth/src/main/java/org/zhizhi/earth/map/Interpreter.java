package org.zhizhi.earth.map;

/** Says something about every pixel of a tile: a spectral index, a network, a filter. */
public interface Interpreter {
  /** Bands it looks at, at least 1. */
  int bands();

  /** Maps it makes, at least 1. */
  int channels();

  /** Tiles must start at multiples of this, counted in pixels: the product of its strides. */
  default int alignment() {
    return 1;
  }

  /** Pixels at the rim of a tile that are not to be trusted: the radius of what it looks at. */
  int margin();

  /**
   * Interprets tiles. A pixel without data comes as 0 in every band; what is said about it is not
   * used.
   *
   * @param tiles (count, bands, side, side)
   * @param scores (count, channels, side, side), to be filled
   */
  void interpret(float[] tiles, int count, int side, float[] scores);
}
