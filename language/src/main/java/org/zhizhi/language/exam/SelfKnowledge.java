package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.curve.Auroc;
import org.zhizhi.trust.curve.Brier;
import org.zhizhi.trust.curve.CalibrationError;
import org.zhizhi.trust.curve.Quadrants;
import org.zhizhi.trust.curve.Reliability;
import org.zhizhi.trust.curve.RiskCoverage;

/**
 * Whether a model knows what it knows: its confidence in short answers held against their being
 * right. The confidence is the calibrated one where the model is calibrated, else the answer's
 * probability. All that it says is judged, withheld or not; where it says itself that it does not
 * know, it claims nothing: its confidence counts as 0. Questions about one thing count as one draw
 * in every error bar.
 */
public final class SelfKnowledge implements Section {
  private static final int BINS = 15;
  private static final int POINTS = 100;
  private static final double LEVEL = 0.95;
  private static final double HALF = 0.5;

  /** Below every score: log-odds of doubles end at 745. */
  private static final double LOWEST = -1000;

  /**
   * A question's part in the figures.
   *
   * @param rank finer than the confidence, which is the same for many
   */
  private record Told(double confidence, double rank, boolean right, Answered item) {
    static Told of(Answered item) {
      Answered plain = item.uncalibrated();
      double confidence = plain.declined() ? 0 : item.confidence().orElseThrow();
      return new Told(confidence, item.score().orElse(LOWEST), plain.right(), item);
    }
  }

  @Override
  public void add(Examinee examinee, List<Sat> papers, Settings settings, ObjectNode exam) {
    List<Told> told =
        papers.stream()
            .filter(sat -> sat.paper().protocol() == Protocol.SHORT_ANSWER)
            .flatMap(sat -> sat.items().stream())
            .filter(item -> item.confidence().isPresent())
            .map(Told::of)
            .toList();
    if (told.isEmpty()) {
      return;
    }
    Scored items =
        new Scored(
            told.stream().mapToDouble(Told::confidence).toArray(), right(told), groups(told));
    boolean calibrated = told.stream().allMatch(t -> t.item().plain().isPresent());
    Scored ranked =
        calibrated ? items.with(told.stream().mapToDouble(Told::rank).toArray()) : items;
    quadrants(told, exam);
    reliability(items, exam);
    CalibrationError error = CalibrationError.of(items);
    exam.putObject("ece").put("value", error.debiased()).put("stderr", error.standardError());
    exam.put("brier", Brier.of(items).value());
    if (items.rightCount() > 0 && items.rightCount() < items.n()) {
      Auroc auroc = Auroc.of(ranked);
      Interval interval = auroc.interval(LEVEL);
      exam.putObject("auroc")
          .put("value", auroc.value())
          .put("low", interval.low())
          .put("high", interval.high());
      exam.put("prr", RiskCoverage.of(ranked).predictionRejectionRatio());
    }
    RiskCoverage curve = RiskCoverage.of(ranked);
    exam.put("aurc", curve.aurc());
    ArrayNode points = exam.putArray("risk_coverage");
    curve
        .points(POINTS)
        .forEach(
            p ->
                points
                    .addObject()
                    .put("coverage", p.coverage())
                    .put("risk", p.risk())
                    .put("threshold", p.threshold()));
  }

  @Override
  public boolean tellsOfConfidence() {
    return true;
  }

  private static void quadrants(List<Told> all, ObjectNode exam) {
    List<Told> told = all.stream().filter(t -> t.item().evidence().isPresent()).toList();
    if (told.isEmpty()) {
      return;
    }
    Quadrants quadrants =
        Quadrants.of(
            told.stream().mapToDouble(t -> t.item().evidence().getAsDouble()).toArray(),
            told.stream().mapToDouble(Told::confidence).toArray(),
            HALF,
            HALF,
            groups(told));
    ObjectNode node = exam.putObject("quadrants");
    put(node, "known_known", quadrants.knownKnown());
    put(node, "unknown_known", quadrants.unknownKnown());
    put(node, "known_unknown", quadrants.knownUnknown());
    put(node, "unknown_unknown", quadrants.unknownUnknown());
    node.put("evidence_at", HALF).put("confidence_at", HALF);
  }

  private static void put(ObjectNode node, String name, Quadrants.Share share) {
    ObjectNode each = node.putObject(name).put("n", share.n()).put("share", share.share());
    if (!Double.isNaN(share.standardError())) {
      each.put("stderr", share.standardError());
    }
  }

  private static void reliability(Scored items, ObjectNode exam) {
    ArrayNode bins = exam.putArray("reliability");
    for (Reliability.Bin bin : Reliability.equalMass(items, BINS, LEVEL).bins()) {
      bins.addObject()
          .put("low", bin.low())
          .put("high", bin.high())
          .put("n", bin.n())
          .put("confidence", bin.confidence())
          .put("right", bin.right());
    }
  }

  private static boolean[] right(List<Told> told) {
    boolean[] right = new boolean[told.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = told.get(i).right();
    }
    return right;
  }

  private static Groups groups(List<Told> told) {
    return Question.groups(told.stream().map(t -> t.item().question()).toList());
  }
}
