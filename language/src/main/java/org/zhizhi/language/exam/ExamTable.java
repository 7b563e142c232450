package org.zhizhi.language.exam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The scores of an exam.json in lines of text. */
public final class ExamTable {
  private ExamTable() {}

  /**
   * One block for each paper: its scores with standard errors, and what they are worth; and whether
   * a calibrated model kept its promise.
   */
  public static String of(JsonNode exam) {
    StringBuilder text = new StringBuilder();
    exam.path("exams").forEach(each -> paper(each, text));
    exam.path("against").path("exams").forEach(each -> differences(each, exam, text));
    Kept.of(exam).forEach(line -> text.append(line).append('\n'));
    return text.toString().stripTrailing();
  }

  private static void paper(JsonNode exam, StringBuilder text) {
    text.append(exam.path("name").asText()).append("  ").append(exam.path("protocol").asText());
    text.append("  n ").append(exam.path("n").asInt());
    if (exam.path("shots").asInt() > 0) {
      text.append("  shots ").append(exam.path("shots").asInt());
    }
    if (exam.has("shortened")) {
      text.append("  shortened to fit ").append(exam.path("shortened").asInt());
    }
    text.append('\n');
    exam.path("scores").properties().forEach(e -> score(e.getKey(), e.getValue(), text));
    exam.path("groups")
        .properties()
        .forEach(
            group -> {
              text.append("  ").append(group.getKey()).append('\n');
              group
                  .getValue()
                  .properties()
                  .forEach(e -> score("  " + e.getKey(), e.getValue(), text));
            });
    text.append('\n');
  }

  private static void score(String name, JsonNode score, StringBuilder text) {
    boolean bits = name.strip().equals("bits_per_byte");
    double unit = bits ? 1 : 100;
    text.append(
        String.format(
            Locale.ROOT,
            bits ? "  %-24s %7.4f" : "  %-24s %5.1f %%",
            name,
            unit * score.path("value").asDouble()));
    if (score.has("stderr")) {
      text.append(
          String.format(
              Locale.ROOT, bits ? " ± %.4f" : " ± %.1f", unit * score.path("stderr").asDouble()));
    }
    text.append("  (").append(score.path("n").asInt()).append(')');
    if (score.has("baseline")) {
      text.append(
          String.format(
              Locale.ROOT,
              "  chance %.1f %%, longest choice %.1f %%",
              100 * score.path("chance").asDouble(),
              100 * score.path("baseline").path("value").asDouble()));
    }
    text.append('\n');
  }

  private static void differences(JsonNode each, JsonNode exam, StringBuilder text) {
    text.append(each.path("name").asText())
        .append("  ")
        .append(exam.path("against").path("model").path("path").asText())
        .append(" less ")
        .append(exam.path("model").path("path").asText())
        .append('\n');
    each.path("differences")
        .properties()
        .forEach(
            e -> {
              boolean bits = e.getKey().equals("bits_per_byte");
              JsonNode d = e.getValue();
              text.append(
                  String.format(
                      Locale.ROOT,
                      bits ? "  %-24s %+7.4f ± %.4f" : "  %-24s %+5.1f ± %.1f",
                      e.getKey(),
                      (bits ? 1 : 100) * d.path("value").asDouble(),
                      (bits ? 1 : 100) * d.path("stderr").asDouble()));
              JsonNode p = d.has("mcnemar_p") ? d.path("mcnemar_p") : d.path("p");
              text.append(
                  String.format(
                      Locale.ROOT,
                      "  p %.2g%s%n",
                      p.asDouble(),
                      d.has("mcnemar_p") ? " (McNemar)" : ""));
            });
    text.append('\n');
  }
}
