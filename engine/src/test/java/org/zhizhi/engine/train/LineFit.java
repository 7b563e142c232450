package org.zhizhi.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.zhizhi.base.Json;
import org.zhizhi.base.Seed;
import org.zhizhi.engine.tensor.Block;
import org.zhizhi.engine.tensor.DType;
import org.zhizhi.engine.tensor.Device;

/** The smallest task there is: the weights of a linear function, from noisy values of it. */
final class LineFit implements Task<double[]> {
  private static final int WIDTH = 5;
  private final long poisoned;

  /**
   * @param poisoned number of the example whose value is not a number; -1: none
   */
  LineFit(long poisoned) {
    this.poisoned = poisoned;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("slope", new long[] {WIDTH}, Parameter.Kind.VECTOR, 0, 0.5f),
        new Parameter("matrix", new long[] {3, 4}, Parameter.Kind.MATRIX, 0, 0.5f));
  }

  @Override
  public Examples<double[]> examples() {
    return examples;
  }

  private final Examples<double[]> examples =
      new Examples<>() {
        private long at;

        @Override
        public double[] next() {
          var random = new Seed(9).split(at).random();
          double[] example = new double[WIDTH + 1];
          for (int i = 0; i < WIDTH; i++) {
            example[i] = random.nextGaussian();
            example[WIDTH] += (i + 1) * example[i];
          }
          example[WIDTH] += 0.01 * random.nextGaussian();
          if (at++ == poisoned) {
            example[WIDTH] = Double.NaN;
          }
          return example;
        }

        @Override
        public JsonNode position() {
          return Json.object().put("at", at);
        }

        @Override
        public void seek(JsonNode position) {
          at = position.path("at").asLong();
        }
      };

  @Override
  public long predictions(double[] example) {
    return 1;
  }

  @Override
  public double flops(double[] example) {
    return 6 * WIDTH;
  }

  @Override
  public String unit() {
    return "points";
  }

  @Override
  public long units(double[] example) {
    return 1;
  }

  @Override
  public Learner<double[]> learner(
      Device device, DType dtype, Layout layout, Block weights, Block gradients, int micro) {
    return new Learner<>() {
      @Override
      public double learn(List<double[]> examples, double scale) {
        float[] gradient = new float[WIDTH];
        double loss = 0;
        for (double[] example : examples) {
          double error = error(example);
          loss += error * error / 2;
          for (int i = 0; i < WIDTH; i++) {
            gradient[i] += (float) (error * example[i] * scale);
          }
        }
        for (int i = 0; i < gradients.elements(); i++) {
          gradients.host().set(i, i < WIDTH ? gradient[i] : 0.01f * (i + 1));
        }
        return loss;
      }

      private double error(double[] example) {
        double value = -example[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
          value += weights.host().get(i) * example[i];
        }
        return value;
      }

      @Override
      public double score(List<double[]> examples) {
        return examples.stream().mapToDouble(e -> error(e) * error(e) / 2).sum();
      }

      @Override
      public void close() {}
    };
  }
}
