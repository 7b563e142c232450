package org.zhizhi.trust.guarantee;

import java.util.Arrays;
import org.zhizhi.trust.Beta;
import org.zhizhi.trust.Order;

/**
 * Sets of answers that hold the right one with a promised probability: split conformal prediction
 * (Vovk, Gammerman and Shafer, 2005; Papadopoulos et al., 2002). Over draws of the calibration
 * items and the next one, the set holds the right answer with a probability of at least {@code
 * level}, for any model, if the items are exchangeable; of items that hang together take one per
 * group ({@link OnePerGroup}). The most probable answer is always in, which can only help.
 *
 * @param kind how answers are ranked against those of other items
 * @param level promised probability
 * @param n how many calibration items
 * @param most greatest strangeness of an answer that is let in; infinite where the items are too
 *     few and every answer is in
 */
public record AnswerSets(Kind kind, double level, int n, double most) {
  /** How strange an answer is, given the probabilities of all. */
  public enum Kind {
    /** 1 less its probability (LAC; Sadinle, Lei and Wasserman, 2019): the smallest sets. */
    LEAST_AMBIGUOUS {
      @Override
      double strangeness(double[] probability, int answer) {
        return 1 - probability[answer];
      }
    },
    /**
     * The probability of all that are more probable (APS; Romano, Sesia and Candès, 2020, without
     * randomisation): sets grow where the model is unsure.
     */
    ADAPTIVE {
      @Override
      double strangeness(double[] probability, int answer) {
        double sum = 0;
        for (int other : Order.descending(probability)) {
          if (other == answer) {
            break;
          }
          sum += probability[other];
        }
        return sum;
      }
    };

    abstract double strangeness(double[] probability, int answer);
  }

  /**
   * Calibrates sets.
   *
   * @param probability of each answer to each item, {@code [item][answer]}; items may have
   *     different numbers of answers; they need not be calibrated
   * @param right the number of the right answer to each item
   * @param level in (0, 1), such as 0.9
   */
  public static AnswerSets fit(Kind kind, double[][] probability, int[] right, double level) {
    int n = probability.length;
    if (n != right.length || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          n + " items, " + right.length + " right answers, level " + level);
    }
    double[] strangeness = new double[n];
    for (int i = 0; i < n; i++) {
      strangeness[i] = kind.strangeness(probability[i], right[i]);
    }
    Arrays.sort(strangeness);
    int rank = rank(n, level);
    return new AnswerSets(
        kind, level, n, rank > n ? Double.POSITIVE_INFINITY : strangeness[rank - 1]);
  }

  private static int rank(int n, double level) {
    return (int) Math.ceil((n + 1) * level - 1e-9);
  }

  /** The answers let in, most probable first; never empty. */
  public int[] set(double[] probability) {
    int[] order = Order.descending(probability);
    int size = 1;
    while (size < order.length && kind.strangeness(probability, order[size]) <= most) {
      size++;
    }
    return Arrays.copyOf(order, size);
  }

  /**
   * The coverage that this calibration sample has at least, with {@code confidence} over its draws
   * (Vovk, 2012): the rank taken makes the coverage of one sample a beta variate, around the level
   * promised on average.
   */
  public double coverageAtLeast(double confidence) {
    int rank = rank(n, level);
    return rank > n ? 1 : Beta.quantile(1 - confidence, rank, n + 1.0 - rank);
  }
}
