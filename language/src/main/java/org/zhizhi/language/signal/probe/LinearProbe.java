package org.zhizhi.language.signal.probe;

import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.trust.calibration.Logistic;

/**
 * Log-odds that are linear in a hidden state.
 *
 * @param id of the signal
 * @param state that it reads
 * @param weight of each of the state's numbers
 * @param intercept log-odds at a state of zeros
 */
record LinearProbe(String id, State state, float[] weight, float intercept) implements Signal {
  /**
   * L2 penalty on the weights of standardised states: there are about as many numbers in a state as
   * questions to learn from.
   */
  private static final double PENALTY = 300;

  /**
   * Logistic regression.
   *
   * @param states one row a question, (n, hidden)
   */
  static LinearProbe fit(String id, State state, double[][] states, boolean[] yes) {
    Logistic fitted = Logistic.fit(states, yes, PENALTY);
    float[] weight = new float[fitted.signals()];
    double intercept = fitted.intercept();
    for (int j = 0; j < weight.length; j++) {
      double w = fitted.weight()[j] / fitted.scale()[j];
      weight[j] = (float) w;
      intercept -= w * fitted.mean()[j];
    }
    return new LinearProbe(id, state, weight, (float) intercept);
  }

  @Override
  public Cost cost() {
    return Cost.READING;
  }

  @Override
  public double of(Evidence evidence) {
    return of(state.of(evidence.reading()));
  }

  private double of(float[] state) {
    Gaussian.requireWidth(weight.length, state.length);
    double sum = intercept;
    for (int j = 0; j < weight.length; j++) {
      sum += (double) weight[j] * state[j];
    }
    return sum;
  }
}
