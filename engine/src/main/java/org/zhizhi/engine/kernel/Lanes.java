package org.zhizhi.engine.kernel;

/** Sums over the lanes of a vector that was stored to an array, always as the same tree. */
final class Lanes {
  private static final int L = Bf16.F.length();

  private Lanes() {}

  /** The sum of {@code lanes[at .. at + L - 1]}, L lanes as {@link Bf16#F} has. */
  static float sum(float[] lanes, int at) {
    return switch (L) {
      case 16 ->
          four(lanes, at) + four(lanes, at + 4) + (four(lanes, at + 8) + four(lanes, at + 12));
      case 8 -> four(lanes, at) + four(lanes, at + 4);
      default -> {
        float sum = four(lanes, at);
        for (int i = 4; i < L; i += 4) {
          sum += four(lanes, at + i);
        }
        yield sum;
      }
    };
  }

  private static float four(float[] lanes, int at) {
    return lanes[at] + lanes[at + 1] + (lanes[at + 2] + lanes[at + 3]);
  }
}
