package org.zhizhi.language.exam.page;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Table;
import org.zhizhi.base.page.Text;
import org.zhizhi.trust.CrossedMean;
import org.zhizhi.trust.Interval;
import org.zhizhi.trust.PairedDifference;

/**
 * Right answers of two models to the same questions, compared question by question: the comparison
 * with the least error. Questions about one entity, or of one subject, count as one draw.
 */
final class PairedScores {
  /** With fewer clusters than this, nothing is known of how they spread. */
  private static final int FEWEST_CLUSTERS = 10;

  /** What became of the questions of an exam. */
  private static final class Counts {
    private long onlyBefore;
    private long onlyNow;
    private long both;
    private long n;

    /** By cluster: right answers before, right answers now, questions. */
    private final Map<String, double[]> clusters = new LinkedHashMap<>();

    void add(Question q, boolean before) {
      onlyBefore += before && !q.right() ? 1 : 0;
      onlyNow += !before && q.right() ? 1 : 0;
      both += before && q.right() ? 1 : 0;
      n++;
      double[] cluster = clusters.computeIfAbsent(q.cluster(), name -> new double[3]);
      cluster[0] += before ? 1 : 0;
      cluster[1] += q.right() ? 1 : 0;
      cluster[2]++;
    }

    boolean clustered() {
      return clusters.size() < n && clusters.size() >= FEWEST_CLUSTERS;
    }

    CrossedMean crossed() {
      return CrossedMean.of(List.of(group(0).to(group(1))));
    }

    private CrossedMean.Group group(int of) {
      return new CrossedMean.Group(
          new double[][] {clusters.values().stream().mapToDouble(c -> c[of]).toArray()},
          clusters.values().stream().mapToDouble(c -> c[2]).toArray());
    }
  }

  private PairedScores() {}

  static void add(Page page, Comparison exams) {
    Map<Question.Key, Boolean> before = new HashMap<>();
    exams.before().ifPresent(b -> Question.all(b).forEach(q -> before.put(q.key(), q.right())));
    Map<String, Counts> exam = new LinkedHashMap<>();
    for (Question q : Question.all(exams.now())) {
      Boolean was = before.get(q.key());
      if (was != null) {
        exam.computeIfAbsent(q.exam(), name -> new Counts()).add(q, was);
      }
    }
    if (exam.isEmpty()) {
      return;
    }
    Table table =
        Table.of(
            new Text("exam", "考卷"),
            exams.beforeName(),
            exams.nowName(),
            new Text("difference, points", "差（百分点）"),
            new Text("95 % interval", "95% 区间"),
            Text.same("p"),
            Text.same("n"));
    exam.forEach((name, counts) -> row(table, name, counts));
    page.part(new Text("Right answers to the same questions", "同一批题目上的答对比例"))
        .table(table)
        .note(
            new Text(
                "Compared question by question. Where questions share an entity or a subject, they"
                    + " count as one draw (jackknife over clusters, Student's t); else intervals are"
                    + " Agresti and Min's and p is of McNemar's exact test.",
                "逐题比较。同一实体或同一科目的题目算作一次抽样（按簇刀切法，t 分布）；否则区间用 Agresti–Min 方法，p 用" + " McNemar 精确检验。"));
  }

  private static void row(Table table, String name, Counts c) {
    PairedDifference pairs = new PairedDifference(c.onlyBefore, c.onlyNow, c.n);
    Interval interval = c.clustered() ? c.crossed().interval(0.95) : pairs.interval(0.95);
    double p = c.clustered() ? c.crossed().pValue() : pairs.pValue();
    table.row(
        name,
        Estimate.percent((double) (c.onlyBefore + c.both) / c.n),
        Estimate.percent((double) (c.onlyNow + c.both) / c.n),
        Estimate.points(pairs.value()),
        Estimate.points(interval.low()) + " … " + Estimate.points(interval.high()),
        p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p),
        c.n);
  }
}
