package org.zhizhi.language.knows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Json;
import org.zhizhi.language.signal.Signal;
import org.zhizhi.trust.Scored;
import org.zhizhi.trust.curve.Auroc;
import org.zhizhi.trust.curve.CalibrationError;
import org.zhizhi.trust.curve.RiskCoverage;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.selective.Selective;
import org.zhizhi.trust.selective.TrustFile;

/**
 * What calibrating a model found. All figures are of the calibration questions, which neither the
 * combination of signals nor the confidence was fitted to.
 *
 * @param trust to be kept beside the model
 * @param guarantee what can be promised; its counts are of all calibration questions, those that
 *     the model itself declined too
 * @param n how many these are
 * @param declined of these, by the model itself
 * @param right answers among the others
 * @param auroc of score against right; empty where all or none are right
 * @param ece of the confidence
 * @param best share of the questions that the same score could have answered, had the outcomes been
 *     known
 * @param perfect the same of a perfect score
 * @param needed about how many questions in all would reach the promise at this quality, where it
 *     was not reached; empty where more questions will not help
 * @param learned signals that were fitted before, to be kept in a file of their own
 */
public record Found(
    TrustFile trust,
    Guarantee guarantee,
    int n,
    int declined,
    int right,
    Optional<Auroc> auroc,
    CalibrationError ece,
    double best,
    double perfect,
    OptionalLong needed,
    Learning.Learned learned) {

  static Found of(
      String digest,
      List<Signal> signals,
      Learning.Learned learned,
      Selective.Fitted fitted,
      List<Asked> asked,
      int parts) {
    Asked tuning = asked.get(1);
    Asked calibration = asked.get(2);
    Guarantee guarantee = ofAll(fitted.guarantee(), calibration);
    Scored scored = fitted.calibration();
    List<TrustFile.Source> sources =
        asked.stream().flatMap(each -> each.part().sources().stream()).toList();
    TrustFile trust =
        TrustFile.of(
            digest,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            sources,
            signals.stream().map(Signal::id).toList(),
            new Selective.Fitted(fitted.fit(), scored, guarantee));
    RiskCoverage curve = RiskCoverage.of(scored);
    double given = (double) scored.n() / calibration.n();
    boolean mixed = scored.rightCount() > 0 && scored.rightCount() < scored.n();
    return new Found(
        trust,
        guarantee,
        calibration.n(),
        calibration.n() - scored.n(),
        scored.rightCount(),
        mixed ? Optional.of(Auroc.of(scored)) : Optional.empty(),
        CalibrationError.of(scored.with(fitted.fit().calibrator().confidences(scored.score()))),
        given * curve.atRisk(guarantee.aim().risk()).map(RiskCoverage.Point::coverage).orElse(0.0),
        given * curve.perfectCoverage(guarantee.aim().risk()),
        guarantee.reached()
            ? OptionalLong.empty()
            : Need.of(fitted.fit().held(), guarantee.aim(), tuning.n(), parts),
        learned);
  }

  /** The guarantee with what the model itself declined among the questions not answered. */
  private static Guarantee ofAll(Guarantee guarantee, Asked asked) {
    int groups = asked.part().groups().count();
    return switch (guarantee) {
      case Guarantee.Reached r ->
          new Guarantee.Reached(r.aim(), r.threshold(), r.answered(), r.wrong(), asked.n(), groups);
      case Guarantee.Unreached u ->
          new Guarantee.Unreached(u.aim(), u.answered(), u.wrong(), asked.n(), groups);
    };
  }

  /** Share of the calibration questions that is answered under the promise; 0 if there is none. */
  public double coverage() {
    return guarantee instanceof Guarantee.Reached reached ? reached.coverage() : 0;
  }

  /**
   * Writes {@code trust.json} into the folder {@code model}, and beside it what was learned. At no
   * moment does one stand beside the other's elder.
   */
  public Path write(Path model) {
    Path file = model.resolve(TrustFile.NAME);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BadInput(
          file + ": cannot be replaced (" + e + ")", "make the folder of the model writable", e);
    }
    learned.write(model, trust.model());
    trust.write(file);
    return file;
  }

  /** As other programs read it. */
  public ObjectNode json() {
    ObjectNode node =
        Json.object()
            .put("reached", guarantee.reached())
            .put("n", n)
            .put("groups", groups())
            .put("declined", declined)
            .put("right", right);
    auroc.ifPresent(
        a -> node.putObject("auroc").put("value", a.value()).put("stderr", a.standardError()));
    node.putObject("ece").put("value", ece.debiased()).put("stderr", ece.standardError());
    ObjectNode bound =
        node.putObject("bound")
            .put("risk", guarantee.aim().risk())
            .put("confidence", guarantee.aim().confidence())
            .put("coverage", coverage())
            .put("best", best)
            .put("perfect", perfect);
    switch (guarantee) {
      case Guarantee.Reached r ->
          bound
              .put("threshold", trust.calibrator().confidence(r.threshold()))
              .put("score", r.threshold())
              .put("answered", r.answered())
              .put("wrong", r.wrong());
      case Guarantee.Unreached u -> {
        bound
            .put("answered", u.answered())
            .put("wrong", u.wrong())
            .put("why", needed.isPresent() ? "too few answers" : "too many wrong");
        needed.ifPresent(q -> bound.put("questions_needed", q));
      }
    }
    return node;
  }

  /** How many things the calibration questions are about. */
  public long groups() {
    return switch (guarantee) {
      case Guarantee.Reached r -> r.groups();
      case Guarantee.Unreached u -> u.groups();
    };
  }

  /** What was found, in lines of English and Chinese. */
  public String summary() {
    return Summary.of(this);
  }
}
