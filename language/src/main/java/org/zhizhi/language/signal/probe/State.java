package org.zhizhi.language.signal.probe;

import java.util.List;
import org.zhizhi.language.signal.Evidence;

/** Which of a model's hidden states a probe reads. */
enum State {
  /** After the question, where the answer begins. */
  END,
  /** The mean over the question's tokens: where its names are read. */
  QUESTION;

  float[] of(Evidence.Reading reading) {
    return this == END ? reading.hidden() : reading.question();
  }

  /** A row for each question, (n, hidden). */
  double[][] rows(List<Evidence> evidence) {
    double[][] rows = new double[evidence.size()][];
    for (int i = 0; i < rows.length; i++) {
      float[] state = of(evidence.get(i).reading());
      rows[i] = new double[state.length];
      for (int j = 0; j < state.length; j++) {
        rows[i][j] = state[j];
      }
    }
    return rows;
  }
}
