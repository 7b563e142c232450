package org.zhizhi.engine.train;

import java.util.ArrayDeque;
import java.util.Deque;

/** Speed over the last steps, of which the first few, slow while the program warms up, fall out. */
final class Pace {
  private static final int WINDOW = 40;

  private record Step(double seconds, double units, double flops) {}

  private final Deque<Step> steps = new ArrayDeque<>();

  void add(double seconds, double units, double flops) {
    steps.addLast(new Step(seconds, units, flops));
    if (steps.size() > WINDOW) {
      steps.removeFirst();
    }
  }

  /** Seconds a step. */
  double seconds() {
    return total() / steps.size();
  }

  /** Units a second. */
  double units() {
    return steps.stream().mapToDouble(Step::units).sum() / total();
  }

  /** Floating-point operations a second. */
  double flops() {
    return steps.stream().mapToDouble(Step::flops).sum() / total();
  }

  private double total() {
    return steps.stream().mapToDouble(Step::seconds).sum();
  }
}
