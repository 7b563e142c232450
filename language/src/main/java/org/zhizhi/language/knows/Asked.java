package org.zhizhi.language.knows;

import java.util.ArrayList;
import java.util.List;
import org.zhizhi.base.BadInput;
import org.zhizhi.language.facts.Answers;
import org.zhizhi.language.generate.Respondent;
import org.zhizhi.language.signal.Evidence;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.language.signal.Signals;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.selective.Selective;

/**
 * Questions that were asked, without those that the model itself declined.
 *
 * @param part all that was asked
 * @param given the questions that were answered
 * @param evidence of these
 */
record Asked(Part part, List<Part.Drawn> given, List<Evidence> evidence) {
  private static final int LEAST = 20;

  static Asked of(Part part, List<Evidence> all) {
    List<Part.Drawn> given = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!Answers.declines(all.get(i).said())) {
        given.add(part.drawn().get(i));
        evidence.add(all.get(i));
      }
    }
    return new Asked(part, given, evidence);
  }

  int n() {
    return part.drawn().size();
  }

  boolean[] right() {
    boolean[] right = new boolean[given.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = given.get(i).item().right(evidence.get(i).said());
    }
    return right;
  }

  Groups groups() {
    return Part.groups(given);
  }

  Asked requireAnswers(Respondent respondent) {
    if (given.size() < LEAST || groups().count() < LEAST) {
      throw new BadInput(
          respondent.model().path()
              + ": says of "
              + (n() - given.size())
              + " of "
              + n()
              + " questions for "
              + part.use()
              + " that it does not know",
          "there is nothing to calibrate in "
              + given.size()
              + " answers; give questions that it answers");
    }
    return this;
  }

  Selective.Items items(List<Signal> signals) {
    return new Selective.Items(
        evidence.stream().map(e -> Signals.of(signals, e)).toArray(double[][]::new),
        right(),
        groups());
  }
}
