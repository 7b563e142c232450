package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zhizhi.base.page.Chart;
import org.zhizhi.base.page.DotChart;
import org.zhizhi.base.page.Page;
import org.zhizhi.base.page.Text;

/**
 * The picture of the quadrants, each question a dot: to the right the more of its sampled answers
 * are right, up the more confidence the model states.
 *
 * @param of how many questions there are to draw; more than the chart has where they are too many
 * @param cut whether texts had to be cut short
 */
record QuadrantPicture(DotChart chart, int drawn, int of, boolean cut) {
  /** More dots than this hide each other, and make the file heavy. */
  private static final int MOST_DOTS = 5000;

  /** Characters kept of a question, and of an answer, the more the fewer dots there are. */
  private static final int[][] CUTS = {
    {400, 160}, {200, 100}, {120, 60}, {70, 40}, {40, 24}, {16, 8}
  };

  /** Bytes of UTF-8 that all texts together may take. */
  private static final long MOST_TEXT = 700_000;

  /** The picture of the exam, and beside it that of before; empty where no question has a place. */
  static Optional<QuadrantPicture> of(Comparison exams, JsonNode now, Optional<JsonNode> before) {
    List<Question[]> all =
        views(exams, before.isPresent()).stream()
            .filter(views -> Arrays.stream(views).anyMatch(QuadrantPicture::hasPlace))
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    int count = Math.min(MOST_DOTS, all.size());
    List<Question[]> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) { // evenly through the exams
      drawn.add(all.get((int) ((long) all.size() * i / count)));
    }
    DotChart chart =
        Chart.dots(
                new Text("Each dot is a question", "每个点是一道题"),
                new Text("evidence of knowing: sampled answers right", "知的证据：多次作答的正确比例"),
                new Text("stated confidence", "自报把握"))
            .kinds(new Text("right", "答对"), new Text("wrong", "答错"), new Text("declined", "谢绝"))
            .facets(
                new Text("exam", "考卷"),
                new Text("group", "题组"),
                new Text("subject", "科目"),
                new Text("language", "语言"))
            .texts(new Text("question", "问题"), new Text("right answer", "正确答案"));
    before.ifPresent(b -> chart.panel(panel(exams.beforeName(), b)));
    chart.panel(panel(exams.nowName(), now));
    int[] cut = cut(drawn);
    drawn.forEach(views -> chart.dot(dot(views, cut)));
    return Optional.of(new QuadrantPicture(chart, count, all.size(), cut != CUTS[0]));
  }

  void addTo(Page page) {
    page.dots(chart)
        .note(
            new Text(
                "Point at a dot to read it, tap it, or walk through them with the arrow keys. Dots"
                    + " at one place are set a little apart; none crosses a line."
                    + (drawn < of ? " " + drawn + " of " + of + " questions are drawn." : "")
                    + (cut ? " Long texts are cut; exam.json has them whole." : ""),
                "指向或点按一个点即可阅读，也可用方向键逐个浏览。重合的点略微散开，但不会越过分界线。"
                    + (drawn < of ? "共 " + of + " 题，图中画出 " + drawn + " 题。" : "")
                    + (cut ? "较长的文字有删节，全文见 exam.json。" : "")));
  }

  private static DotChart.Panel panel(Text name, JsonNode quadrants) {
    return new DotChart.Panel(
        name,
        Estimate.share(quadrants.path("evidence_at")).orElse(0.5),
        Estimate.share(quadrants.path("confidence_at")).orElse(0.5),
        Quadrant.BY_PLACE.stream()
            .map(
                q ->
                    new DotChart.Quarter(
                        q.title(),
                        (q.count(quadrants) + " · " + q.share(quadrants))
                            .replaceFirst("^ · | · $", "")))
            .toList());
  }

  /**
   * Each question as it went before, if that is to be seen, and now; null where it was not asked.
   */
  private static Collection<Question[]> views(Comparison exams, boolean pair) {
    Map<Question.Key, Question[]> views = new LinkedHashMap<>();
    int panels = pair ? 2 : 1;
    for (Question q : Question.all(exams.now())) {
      views.computeIfAbsent(q.key(), key -> new Question[panels])[panels - 1] = q;
    }
    if (pair) {
      for (Question q : Question.all(exams.before().orElseThrow())) {
        views.computeIfAbsent(q.key(), key -> new Question[panels])[0] = q;
      }
    }
    return views.values();
  }

  private static boolean hasPlace(Question q) {
    return q != null && q.confidence().isPresent() && q.evidence().isPresent();
  }

  private static DotChart.Dot dot(Question[] views, int[] cut) {
    Question q = views[views.length - 1] != null ? views[views.length - 1] : views[0];
    List<Optional<DotChart.Place>> places = new ArrayList<>();
    for (Question view : views) {
      places.add(
          hasPlace(view)
              ? Optional.of(
                  new DotChart.Place(
                      view.evidence().orElseThrow(),
                      view.confidence().orElseThrow(),
                      view.declined() ? 2 : view.right() ? 0 : 1,
                      Question.cut(view.answer(), cut[1])))
              : Optional.empty());
    }
    return new DotChart.Dot(
        List.of(facet(q.exam()), facet(q.group()), facet(q.subject()), Words.language(q.lang())),
        List.of(Question.cut(q.question(), cut[0]), Question.cut(q.expected(), cut[1])),
        places);
  }

  private static Text facet(String value) {
    return Text.same(value.isEmpty() ? "–" : Question.cut(value, 60));
  }

  /** The longest cuts with which all texts keep within their room. */
  private static int[] cut(List<Question[]> drawn) {
    for (int[] cut : CUTS) {
      long bytes = 0;
      for (Question[] views : drawn) {
        DotChart.Dot dot = dot(views, cut);
        bytes += dot.texts().stream().mapToLong(QuadrantPicture::bytes).sum();
        for (Optional<DotChart.Place> place : dot.places()) {
          bytes += place.map(p -> bytes(p.told())).orElse(0L);
        }
      }
      if (bytes <= MOST_TEXT) {
        return cut;
      }
    }
    return CUTS[CUTS.length - 1];
  }

  private static long bytes(String text) {
    return text.chars().mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : 3).sum();
  }
}
