package org.zhizhi.language.pressure;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.zhizhi.language.facts.Answers;

/**
 * How answers are judged.
 *
 * @param right whether an answer gives one of the right ones: equality for a model that answers
 *     with the value alone, containment for one that talks
 * @param declined whether an answer says that it does not know
 */
public record Judging(BiPredicate<String, List<String>> right, Predicate<String> declined) {
  /** What an answer is. */
  public enum Verdict {
    RIGHT,
    WRONG,
    /** The model says that it does not know, or nothing. */
    DECLINED
  }

  /** By {@link Answers#right}, normalised equality, and the usual words for not knowing. */
  public static Judging byEquality() {
    return new Judging(Answers::right, Answers::declines);
  }

  /** What {@code answer} is; one that gives a right answer is right, however it hedges. */
  public Verdict of(String answer, List<String> accepted) {
    if (right.test(answer, accepted)) {
      return Verdict.RIGHT;
    }
    return answer.isBlank() || declined.test(answer) ? Verdict.DECLINED : Verdict.WRONG;
  }

  /**
   * Whether two answers to one question say the same: both right, both declined, or both wrong with
   * texts of which one is judged right if the other is.
   */
  public boolean agree(String a, String b, List<String> accepted) {
    Verdict verdict = of(a, accepted);
    if (verdict != of(b, accepted)) {
      return false;
    }
    return verdict != Verdict.WRONG
        || a.equals(b)
        || right.test(a, List.of(b))
        || right.test(b, List.of(a));
  }
}
