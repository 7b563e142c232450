package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.zhizhi.base.Digest;
import org.zhizhi.language.knows.Confidence;
import org.zhizhi.trust.Groups;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.Proportion;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.curve.RiskCoverage;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.guarantee.SelectiveRisk;
import org.zhizhi.trust.guarantee.Shift;
import org.zhizhi.trust.guarantee.Thresholds;
import org.zhizhi.trust.selective.Resplits;
import org.zhizhi.trust.selective.TrustFile;

/**
 * Whether a calibrated model keeps its promise in this exam: how much it answers above its
 * threshold and how much of that is wrong, whether the questions look unlike those that it was
 * calibrated on, and how often such a promise holds when these very questions are split at random.
 */
public final class Promise implements Section {
  /** A shift as great is chance in one exam of a hundred. */
  private static final double LEVEL = 0.01;

  private static final double INTERVAL = 0.95;
  private static final int SPLITS = 1000;

  /** Groups without which splitting says nothing. */
  private static final int LEAST_GROUPS = 40;

  @Override
  public boolean tellsOfConfidence() {
    return true;
  }

  @Override
  public void add(Examinee examinee, List<Sat> papers, Settings settings, ObjectNode exam) {
    List<Answered> covered =
        papers.stream()
            .flatMap(sat -> sat.items().stream())
            .filter(item -> item.plain().isPresent())
            .toList();
    if (examinee.confidence().isEmpty()) {
      return;
    }
    TrustFile trust = examinee.confidence().map(Confidence::trust).orElseThrow();
    ObjectNode node =
        exam.withObject("/trust").put("created", trust.created()).put("covered", covered.size());
    seen(trust, papers, node);
    List<Answered> given = covered.stream().filter(item -> item.score().isPresent()).toList();
    if (given.isEmpty()) {
      return;
    }
    Scored items = scored(given);
    shift(trust.shift(items.score(), items.groups()), exam);
    trust.bound().ifPresent(bound -> bound(trust, bound, items, covered.size(), exam));
    trust.bound().ifPresent(bound -> resplits(trust, bound, items, covered.size(), settings, exam));
  }

  /** Question sets that the model was calibrated on: an exam by them is none. */
  private static void seen(TrustFile trust, List<Sat> papers, ObjectNode node) {
    Set<String> digests =
        trust.data().stream().map(TrustFile.Source::digest).collect(Collectors.toSet());
    List<Path> seen =
        papers.stream()
            .map(sat -> sat.paper().file())
            .distinct()
            .filter(file -> Files.isRegularFile(file) && digests.contains(Digest.of(file)))
            .toList();
    if (!seen.isEmpty()) {
      ArrayNode files = node.putArray("seen");
      seen.forEach(file -> files.add(file.toString()));
    }
  }

  private static Scored scored(List<Answered> given) {
    double[] score = new double[given.size()];
    boolean[] right = new boolean[given.size()];
    for (int i = 0; i < score.length; i++) {
      score[i] = given.get(i).score().orElseThrow();
      right[i] = given.get(i).uncalibrated().right();
    }
    Groups groups = Question.groups(given.stream().map(Answered::question).toList());
    return new Scored(score, right, groups);
  }

  private static void shift(Shift shift, ObjectNode exam) {
    exam.putObject("shift")
        .put("distance", shift.distance())
        .put("at", shift.at())
        .put("lower", shift.lower())
        .put("p", shift.pValue())
        .put("n", shift.n())
        .put("warns", shift.warns(LEVEL));
  }

  private static void bound(
      TrustFile trust, Guarantee.Reached bound, Scored items, int asked, ObjectNode exam) {
    int answered = 0;
    int wrong = 0;
    for (int i = 0; i < items.n(); i++) {
      if (items.score()[i] >= bound.threshold()) {
        answered++;
        wrong += items.right()[i] ? 0 : 1;
      }
    }
    double risk = bound.aim().risk();
    double best = RiskCoverage.of(items).atRisk(risk).map(RiskCoverage.Point::coverage).orElse(0.0);
    ObjectNode node =
        exam.putObject("bound")
            .put("risk", risk)
            .put("confidence", bound.aim().confidence())
            .put("threshold", trust.calibrator().confidence(bound.threshold()))
            .put("score", bound.threshold())
            .put("coverage", (double) answered / asked)
            .put("best", best * items.n() / asked)
            .put("n", bound.n())
            .put("calibration_coverage", bound.coverage())
            .put("answered", answered)
            .put("wrong", wrong)
            .put("kept", wrong <= risk * answered);
    if (answered > 0) {
      Interval interval = wrong(items, bound.threshold());
      node.put("wrong_share", (double) wrong / answered)
          .put("wrong_low", interval.low())
          .put("wrong_high", interval.high())
          .put("broken", interval.low() > risk);
    }
  }

  /**
   * Where the share wrong of the answers may lie, by as many independent answers as those given are
   * worth: answers about one thing hang together. With none or all wrong each thing counts as one.
   */
  static Interval wrong(Scored items, double threshold) {
    int[] answered =
        IntStream.range(0, items.n()).filter(i -> items.score()[i] >= threshold).toArray();
    Scored given = items.take(answered);
    double[] wrong = new double[given.n()];
    double sum = 0;
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = given.right()[i] ? 0 : 1;
      sum += wrong[i];
    }
    double share = sum / given.n();
    double error = given.groups().standardError(wrong);
    double worth =
        error > 0
            ? Math.min(given.n(), share * (1 - share) / (error * error))
            : given.groups().count();
    return Proportion.wilson(share, worth, INTERVAL);
  }

  /** Thresholds come from the scores of trust.json, of which no question here is. */
  private static void resplits(
      TrustFile trust,
      Guarantee.Reached bound,
      Scored items,
      int asked,
      Settings settings,
      ObjectNode exam) {
    int groups = items.groups().count();
    if (groups < LEAST_GROUPS) {
      return;
    }
    double[] thresholds =
        Thresholds.quantiles(trust.reference().scores(), bound.aim(), groups / 2, Thresholds.STEPS);
    Resplits resplits =
        Resplits.of(
            items,
            0.5,
            SPLITS,
            bound.aim(),
            (calibration, test) -> SelectiveRisk.of(calibration, thresholds, bound.aim()),
            settings.seed());
    double given = (double) items.n() / asked;
    exam.putObject("resplits")
        .put("splits", resplits.splits())
        .put("reached", resplits.reached())
        .put("held", resplits.held())
        .put("held_share", resplits.heldShare())
        .put("coverage", given * resplits.coverage())
        .put("best", given * resplits.bestCoverage())
        .put("wrong_share", resplits.risk());
  }
}
