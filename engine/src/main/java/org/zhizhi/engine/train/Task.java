package org.zhizhi.engine.train;

import java.util.List;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;

/**
 * Something a model can be trained to do: predict the next token, label each pixel, box each car.
 * Adding one means its parameters, its examples, and a {@link Learner} that turns examples into a
 * loss and gradients; schedules, precision, checkpoints, progress and resuming come with the {@link
 * Trainer}.
 *
 * @param <E> one example
 */
public interface Task<E> {

  /** What is trained, in an order that {@link Layout} keeps. */
  List<Parameter> parameters();

  /** The examples to learn from, without end, from a position that can be saved. */
  Examples<E> examples();

  /** Predictions that an example asks for; the loss is their mean. */
  long predictions(E example);

  /** Floating-point operations of one example, forward and backward. */
  double flops(E example);

  /** What the speed is counted in: tokens, pixels. */
  String unit();

  /** Units in one example. */
  long units(E example);

  /**
   * A learner for one worker thread.
   *
   * @param weights the flat weights to compute with, shared, read only
   * @param gradients the worker's own flat gradients
   * @param micro most examples given at once
   */
  Learner<E> learner(
      Device device, DType dtype, Layout layout, Block weights, Block gradients, int micro);

  /** Turns examples into losses and gradients; serves one thread. */
  interface Learner<E> extends AutoCloseable {

    /**
     * Overwrites the gradients by those of {@code scale * sum of losses}; returns the sum of losses
     * in nats.
     */
    double learn(List<E> examples, double scale);

    /** The sum of losses in nats, nothing else. */
    double score(List<E> examples);

    @Override
    void close();
  }
}
