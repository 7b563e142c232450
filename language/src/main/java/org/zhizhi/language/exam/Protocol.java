package org.zhizhi.language.exam;

import java.util.Locale;

/** How a question set is put to a model and scored. */
public enum Protocol {
  /** The likeliest of given choices: {@link MultipleChoice}. */
  CHOICE,
  /** What the model says, compared with the right answers: {@link ShortAnswer}. */
  SHORT_ANSWER,
  /** How well the model predicts texts: {@link BitsPerByte}. */
  BITS_PER_BYTE;

  /** As exam.json has it: {@code short_answer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
