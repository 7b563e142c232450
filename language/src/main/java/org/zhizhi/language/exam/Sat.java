package org.zhizhi.language.exam;

import java.util.List;

/**
 * A paper with what became of its questions, in its order.
 *
 * @param shots examples shown before each question
 * @param shortened prompts that did not fit the model's context whole
 */
public record Sat(Paper paper, List<Answered> items, int shots, int shortened) {
  public Sat {
    items = List.copyOf(items);
  }

  /** As it is without calibration. */
  Sat uncalibrated() {
    return new Sat(paper, items.stream().map(Answered::uncalibrated).toList(), shots, shortened);
  }
}
