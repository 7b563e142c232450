package org.zhizhi.language.study;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.zhizhi.base.Figures;
import org.zhizhi.language.tokenizer.Tokenizer;
import org.zhizhi.language.train.Plan;

/**
 * What stands before the first model of a study is trained.
 *
 * @param pool what to learn from and what to measure on
 * @param tokenizer of all models
 * @param design the settings
 * @param plan of each training
 * @param seeds models a setting
 * @param concurrent models trained at once
 * @param speed tokens a second of one of them
 */
record Ready(
    Pool pool,
    Tokenizer tokenizer,
    Design design,
    Plan plan,
    int seeds,
    int concurrent,
    double speed) {

  /** Building and encoding, beside training and measuring; for the forecast only. */
  private static final double OVERHEAD = 1.15;

  /** A token measured costs so much of one learned. */
  private static final double MEASURED = 0.4;

  /** Models to be trained. */
  int models() {
    return design.arms().size() * seeds;
  }

  /**
   * Lines for the user.
   *
   * @param measured tokens that each model is measured on
   */
  String describe(Optional<ExamPaper> exam, long measured) {
    StringBuilder text = new StringBuilder();
    for (Design.Contest contest : design.contests()) {
      line(
          text,
          contest.question().word(),
          String.join(" | ", contest.settings().values().stream().map(t -> t.en()).toList()));
    }
    line(
        text,
        "models",
        design.arms().size()
            + " settings x "
            + seeds
            + " seeds = "
            + models()
            + " models of "
            + Figures.count(plan.config().parameters())
            + " parameters, "
            + Figures.count(plan.tokens())
            + " tokens each");
    for (Pool.Domain domain : pool.domains()) {
      line(
          text,
          domain.name(),
          Figures.count(domain.pooled())
              + " documents ("
              + Figures.count(domain.pooledBytes() / domain.bytesPerToken())
              + " tokens) to learn from, "
              + domain.held()
              + " held out"
              + (domain.alike() == 0
                  ? ""
                  : ", " + domain.alike() + " left out that are like one held out"));
    }
    exam.ifPresent(e -> line(text, "exam", e.size() + " questions"));
    int threads = plan.settings().workers();
    double tokens = plan.tokens() + MEASURED * measured;
    double seconds = OVERHEAD * models() * tokens / (speed * concurrent);
    line(
        text,
        "time",
        "about "
            + Figures.duration(Duration.ofSeconds((long) seconds))
            + " on this machine, "
            + concurrent
            + " at once on "
            + threads
            + (threads == 1 ? " thread" : " threads")
            + " each");
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(String.format(Locale.ROOT, "  %-12s %s%n", key, value));
  }
}
