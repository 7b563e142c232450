package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;

/** What the model's word is worth, in one sentence. */
final class Verdict {
  /**
   * A guarantee.
   *
   * @param coverage share of the questions that are answered; 0 where no threshold keeps the risk
   */
  record Bound(double risk, double confidence, double coverage, double threshold, double n) {
    static Optional<Bound> of(JsonNode exam) {
      JsonNode bound = exam.path("bound");
      Optional<Double> risk = Estimate.share(bound.path("risk"));
      Optional<Double> confidence = Estimate.share(bound.path("confidence"));
      if (risk.isEmpty() || confidence.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Bound(
              risk.get(),
              confidence.get(),
              Estimate.share(bound.path("coverage")).orElse(0.0),
              Estimate.number(bound.path("threshold")),
              Estimate.number(bound.path("n"))));
    }

    boolean holds() {
      return coverage > 0;
    }
  }

  private Verdict() {}

  static Page add(Page page, Comparison exams) {
    Optional<Bound> now = Bound.of(exams.now());
    boolean calibrated = exams.now().path("trust").path("covered").asInt() > 0;
    page.lead(now.map(bound -> sentence(bound, exams)).orElse(calibrated ? ONLY_CONFIDENCE : NONE));
    now.filter(Bound::holds).ifPresent(bound -> page.note(terms(bound)));
    return page;
  }

  private static final Text NONE =
      new Text(
          "Nothing guarantees its answers: no bound was worked out for this model, so take each as"
              + " unproven.",
          "它的回答没有保证：尚未为这个模型算出错误率上界，每个回答都请自行核实。");

  private static final Text ONLY_CONFIDENCE =
      new Text(
          "Nothing guarantees its answers: its confidence is calibrated, but no threshold was found"
              + " above which enough of them are right.",
          "它的回答没有保证：置信度经过校准，但没有找到一个阈值，使其上的回答足够可靠。");

  private static Text sentence(Bound bound, Comparison exams) {
    if (!bound.holds()) {
      return new Text(
          "Nothing guarantees its answers: no threshold keeps the wrong ones to "
              + Estimate.shortPercent(bound.risk())
              + " with "
              + Estimate.shortPercent(bound.confidence())
              + " confidence.",
          "它的回答没有保证：没有任何阈值能以 "
              + Estimate.zhPercent(bound.confidence())
              + " 的置信度把错误控制在 "
              + Estimate.zhPercent(bound.risk())
              + " 以内。");
    }
    Text was = was(exams, bound);
    return new Text(
        "It can be relied on this far: of the answers given at most "
            + Estimate.shortPercent(bound.risk())
            + " are wrong, with "
            + Estimate.shortPercent(bound.confidence())
            + " confidence, at coverage "
            + Estimate.shortPercent(bound.coverage())
            + was.en()
            + ".",
        "可以信到这个程度：它给出的回答中，错的至多 "
            + Estimate.zhPercent(bound.risk())
            + "（置信度 "
            + Estimate.zhPercent(bound.confidence())
            + "），作答覆盖率 "
            + Estimate.zhPercent(bound.coverage())
            + was.zh()
            + "。");
  }

  /** What could be guaranteed before, if the guarantee is the same. */
  private static Text was(Comparison exams, Bound now) {
    if (!exams.isPair()) {
      return Text.same("");
    }
    Optional<Bound> before = exams.before().flatMap(Bound::of).filter(Bound::holds);
    if (before.isEmpty()) {
      return new Text(
          " (" + exams.beforeName().en() + ": no such guarantee)",
          "（" + exams.beforeName().zh() + "：没有这样的保证）");
    }
    boolean same =
        before.get().risk() == now.risk() && before.get().confidence() == now.confidence();
    return same
        ? new Text(
            " ("
                + exams.beforeName().en()
                + ": "
                + Estimate.shortPercent(before.get().coverage())
                + ")",
            "（" + exams.beforeName().zh() + "：" + Estimate.zhPercent(before.get().coverage()) + "）")
        : Text.same("");
  }

  private static Text terms(Bound bound) {
    String n = Double.isNaN(bound.n()) ? "" : "%.0f".formatted(bound.n());
    String threshold =
        Double.isNaN(bound.threshold())
            ? ""
            : String.format(Locale.ROOT, "%.3f", bound.threshold());
    return new Text(
        "It answers where its confidence is at least "
            + (threshold.isEmpty() ? "the threshold" : threshold)
            + " and declines the rest. The threshold was chosen on "
            + (n.isEmpty() ? "questions" : n + " questions")
            + " of the same kind; for questions of another kind the guarantee does not hold.",
        "置信度不低于"
            + (threshold.isEmpty() ? "阈值" : " " + threshold + " ")
            + "才作答，其余谢绝。阈值由"
            + (n.isEmpty() ? "" : " " + n + " 道")
            + "同类题目选定；换一类题目，保证便不成立。");
  }
}
