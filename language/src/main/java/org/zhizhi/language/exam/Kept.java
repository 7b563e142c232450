package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.Figures;

/** What an exam.json says of a model's calibration, in lines of English and Chinese. */
final class Kept {
  private final JsonNode exam;
  private final List<String> lines = new ArrayList<>();

  private Kept(JsonNode exam) {
    this.exam = exam;
  }

  /** The lines; none of a model without {@code trust.json}. */
  static List<String> of(JsonNode exam) {
    Kept kept = new Kept(exam);
    JsonNode trust = exam.path("trust");
    if (trust.has("refused")) {
      kept.add(
          "nothing is calibrated: " + trust.path("refused").asText(),
          "未经校准：trust.json 不属于这个模型，或已损坏");
    } else if (trust.has("covered")) {
      kept.calibrated(trust);
    }
    return kept.lines;
  }

  private void calibrated(JsonNode trust) {
    if (trust.path("covered").asInt() == 0) {
      add(
          "trust.json was not used: it holds for short questions asked by themselves in a dialogue"
              + " (--ask chat, no --shots)",
          "没有用到 trust.json：它只适用于在对话中单独提出的简答题（--ask chat，不给 --shots）");
      return;
    }
    for (String name : List.of("auroc", "ece")) {
      if (exam.path(name).has("value") && exam.path("before").path(name).has("value")) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s %.3f (before calibration · 校准前 %.3f)",
                name.toUpperCase(Locale.ROOT),
                exam.path(name).path("value").asDouble(),
                exam.path("before").path(name).path("value").asDouble()));
      }
    }
    if (trust.has("seen")) {
      String files =
          String.join(", ", trust.path("seen").valueStream().map(JsonNode::asText).toList());
      add(
          "WARNING: the model was calibrated on " + files + ": what follows shows nothing",
          "警告：这个模型正是用 " + files + " 校准的，以下数字不能说明问题");
    }
    promise(exam.path("bound"));
    JsonNode shift = exam.path("shift");
    if (shift.path("warns").asBoolean()) {
      String p = String.format(Locale.ROOT, "%.2g", shift.path("p").asDouble());
      boolean lower = shift.path("lower").asBoolean();
      add(
          "WARNING: these questions score "
              + (lower ? "lower" : "higher")
              + " than those it was calibrated on (p "
              + p
              + "): the promise may not hold for them",
          "警告：这些题目的得分比校准时的" + (lower ? "低" : "高") + "（p " + p + "），保证可能不成立");
    }
  }

  private void promise(JsonNode bound) {
    if (!bound.isObject()) {
      add("no promise: calibrating it found no threshold that keeps one", "没有保证：校准时没有找到能兑现保证的阈值");
      return;
    }
    double risk = bound.path("risk").asDouble();
    double confidence = bound.path("confidence").asDouble();
    add(
        "promised: of the answers given at most "
            + Figures.shortPercent(risk)
            + " wrong, with "
            + Figures.shortPercent(confidence)
            + " confidence",
        "保证：给出的回答中错的至多 " + Figures.zhPercent(risk) + "（置信度 " + Figures.zhPercent(confidence) + "）");
    if (bound.has("wrong_share")) {
      kept(bound);
    }
    JsonNode resplits = exam.path("resplits");
    if (resplits.isObject()) {
      double held = resplits.path("held_share").asDouble();
      int splits = resplits.path("splits").asInt();
      add(
          "such promises held in "
              + Figures.shortPercent(held)
              + " of "
              + splits
              + " random splits of these questions",
          "把这些题随机对半拆分 " + splits + " 次，这样的保证有 " + Figures.zhPercent(held) + " 兑现");
    }
  }

  private void kept(JsonNode bound) {
    boolean kept = bound.path("kept").asBoolean();
    boolean chance = !bound.path("broken").asBoolean(true);
    double wrong = bound.path("wrong_share").asDouble();
    double coverage = bound.path("coverage").asDouble();
    double best = bound.path("best").asDouble();
    String of = bound.path("wrong").asInt() + "/" + bound.path("answered").asInt();
    add(
        (kept ? "kept here: " : chance ? "not kept here, perhaps by chance: " : "NOT kept here: ")
            + Figures.shortPercent(wrong)
            + " wrong ("
            + of
            + "), "
            + Figures.shortPercent(coverage)
            + " answered, at best "
            + Figures.shortPercent(best),
        (kept ? "此次兑现：错 " : chance ? "此次未兑现（或属偶然）：错 " : "此次未兑现：错 ")
            + Figures.zhPercent(wrong)
            + "（"
            + of
            + "），作答 "
            + Figures.zhPercent(coverage)
            + "，最好能到 "
            + Figures.zhPercent(best));
  }

  private void add(String en, String zh) {
    lines.add(en);
    lines.add(zh);
  }
}
