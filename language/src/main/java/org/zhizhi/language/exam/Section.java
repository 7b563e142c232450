package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Something else that an exam finds out about a model, once its papers are sat: how sure it is, how
 * it bends, whether it repeats itself. It may ask the model more; what it asks is kept like the
 * rest.
 */
public interface Section {
  /**
   * Adds what was found out to the exam.
   *
   * @param examinee the model
   * @param papers the papers it sat
   * @param exam exam.json so far, at its top
   */
  void add(Examinee examinee, List<Sat> papers, Settings settings, ObjectNode exam);

  /**
   * Whether it asks nothing more and tells of how sure the model was: then it is told of a
   * calibrated model twice, with and without the calibration.
   */
  default boolean tellsOfConfidence() {
    return false;
  }
}
