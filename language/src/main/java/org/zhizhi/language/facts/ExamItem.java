package org.zhizhi.language.facts;

import java.util.List;

/**
 * One question of the exam.
 *
 * @param id group, language, entity and relation; unique in an exam
 * @param answers every right answer; empty where there is none
 * @param group {@link #NEVER_ASKED}, {@link #UNSEEN_FORMS}, {@link #HELD_OUT} or {@link #UNTAUGHT}
 */
public record ExamItem(
    String id,
    Lang lang,
    String question,
    List<String> answers,
    String relation,
    String entity,
    String group) {

  /** Forms that were trained, about entities of which documents told but nobody asked. */
  public static final String NEVER_ASKED = "never_asked";

  /** The same entities, asked about in forms that were never trained. */
  public static final String UNSEEN_FORMS = "unseen_forms";

  /** Forms that were trained, about entities of which nothing was told. */
  public static final String HELD_OUT = "held_out";

  /** Entities that documents told of, asked about what no document told. */
  public static final String UNTAUGHT = "untaught";

  /** Whether the training text held the answer. */
  public boolean known() {
    return group.equals(NEVER_ASKED) || group.equals(UNSEEN_FORMS);
  }
}
