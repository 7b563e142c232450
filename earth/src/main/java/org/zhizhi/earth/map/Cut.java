package org.zhizhi.earth.map;

import org.zhizhi.base.BadInput;

/**
 * How one side of a scene is cut into tiles that overlap. A tile is a margin, what is used of it,
 * and a margin; what is used overlaps with the next tile's by {@code overlap} pixels.
 *
 * @param length of the scene, pixels
 * @param side of a tile, pixels
 * @param margin not used at either end of a tile, pixels
 * @param overlap over which one tile fades into the next, pixels
 */
record Cut(int length, int side, int margin, int overlap) {
  Cut {
    if (length < 1 || margin < 0 || overlap < 0 || side < 2 * (margin + overlap) + 1) {
      throw new BadInput(
          "tiles of "
              + side
              + " pixels with a margin of "
              + margin
              + " and an overlap of "
              + overlap
              + " on a scene of "
              + length
              + ": nothing is left of a tile",
          "give more --memory, for larger tiles");
    }
  }

  /** Pixels of a tile that are used. */
  int used() {
    return side - 2 * margin;
  }

  /** From one tile to the next. */
  int stride() {
    return used() - overlap;
  }

  /** How many tiles, at least 1. */
  int count() {
    return length <= used() ? 1 : Math.ceilDiv(length - overlap, stride());
  }

  /** Where tile {@code k} begins, its margin included: may lie outside of the scene. */
  int start(int k) {
    return k * stride() - margin;
  }

  /** How much the later of two tiles counts, at the middle of each pixel of their overlap: Hann. */
  float[] fade() {
    float[] weight = new float[overlap];
    for (int i = 0; i < overlap; i++) {
      double s = StrictMath.sin(Math.PI * (i + 0.5) / (2.0 * overlap));
      weight[i] = (float) (s * s);
    }
    return weight;
  }
}
