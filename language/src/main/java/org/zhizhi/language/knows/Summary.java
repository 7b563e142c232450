package org.zhizhi.language.knows;

import java.util.Locale;
import org.zhizhi.base.page.Text;
import org.zhizhi.trust.guarantee.Guarantee;
import org.zhizhi.trust.guarantee.SampleSize;

/** What calibrating found, in words. */
final class Summary {
  private Summary() {}

  static String of(Found found) {
    StringBuilder lines = new StringBuilder();
    add(
        lines,
        new Text(
            found.n() + " questions about " + found.groups() + " things calibrated it",
            found.n() + " 道题（关于 " + found.groups() + " 个对象）用于校准"));
    int given = found.n() - found.declined();
    add(
        lines,
        new Text(
            "it answered "
                + given
                + ", "
                + percent((double) found.right() / given)
                + " of them right",
            "它回答了 " + given + " 道，其中答对 " + zh((double) found.right() / given)));
    String auroc =
        found
            .auroc()
            .map(a -> "AUROC %.3f ± %.3f, ".formatted(a.value(), a.standardError()))
            .orElse("");
    String ece = "ECE %.3f ± %.3f".formatted(found.ece().debiased(), found.ece().standardError());
    lines.append("  ").append(auroc).append(ece).append('\n');
    add(lines, promise(found));
    return lines.toString().stripTrailing();
  }

  /** What is promised, or why nothing is. */
  static Text promise(Found found) {
    Guarantee guarantee = found.guarantee();
    String risk = percent(guarantee.aim().risk());
    String confidence = percent(guarantee.aim().confidence());
    String zh =
        "错的至多 " + zh(guarantee.aim().risk()) + "（置信度 " + zh(guarantee.aim().confidence()) + "）";
    return switch (guarantee) {
      case Guarantee.Reached r ->
          new Text(
              "of the answers given at most "
                  + risk
                  + " are wrong, with "
                  + confidence
                  + " confidence, on questions like these; "
                  + percent(r.coverage())
                  + " are answered (at best "
                  + percent(found.best())
                  + ")",
              "对这类问题，给出的回答中" + zh + "；作答 " + zh(r.coverage()) + "（最好能到 " + zh(found.best()) + "）");
      case Guarantee.Unreached u -> {
        Text why = why(found, u);
        yield new Text(
            "no promise of at most "
                + risk
                + " wrong with "
                + confidence
                + " confidence: "
                + why.en(),
            "无法保证" + zh + "：" + why.zh());
      }
    };
  }

  private static Text why(Found found, Guarantee.Unreached u) {
    if (found.needed().isEmpty()) {
      return new Text(
          "as far as these questions tell, even its surest answers are wrong too often, and more"
              + " questions will not help: train it better, or ask for less with --risk",
          "就这些题目看，即使它最有把握的回答也错得太多，增加题目无济于事：请改进模型，或用 --risk 放宽要求");
    }
    long least = SampleSize.least(u.aim());
    boolean few = u.tooFew() || u.wrong() <= u.aim().risk() * u.answered();
    Text count =
        few
            ? new Text(
                u.answered()
                    + " sure answers, "
                    + u.wrong()
                    + " of them wrong, are too few to tell (at least "
                    + least
                    + " are needed, about different things)",
                "有把握的回答只有 "
                    + u.answered()
                    + " 个（错 "
                    + u.wrong()
                    + " 个），不足以断定（至少需要 "
                    + least
                    + " 个，且关于不同的对象）")
            : new Text(
                u.wrong() + " of its " + u.answered() + " surest answers are wrong",
                "它最有把握的 " + u.answered() + " 个回答中错了 " + u.wrong() + " 个");
    long all = found.needed().getAsLong();
    return new Text(
        count.en() + "; about " + all + " questions in all should do",
        count.zh() + "；大约共需 " + all + " 道题");
  }

  private static void add(StringBuilder lines, Text text) {
    lines.append("  ").append(text.en()).append('\n');
    lines.append("  ").append(text.zh()).append('\n');
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share).replace(".0 %", " %");
  }

  private static String zh(double share) {
    return percent(share).replace(" %", "%");
  }
}
