package org.zhizhi.base.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * What goes through a row of stages, from top to bottom, and what leaves it on the way; see {@link
 * Chart#flow}. All widths have one scale.
 */
public final class FlowChart implements Chart {
  private static final int WIDTH = 720;
  private static final int LEFT = 112;
  private static final int RIGHT = 440;
  private static final int NOTES = 456;
  private static final int TOP = 28;
  private static final int BAR = 20;
  private static final int ROW = 46;

  /** Latin letters that fit right of the bars. */
  private static final int NOTE_COLUMNS = 38;

  private static final int NAME_COLUMNS = 16;

  private record Stage(Text name, double in, double lost, double cut, double added, Text note) {
    double out() {
      return in - lost - cut + added;
    }

    double widest() {
      return in + added;
    }
  }

  private final Text title;
  private final DoubleFunction<String> format;
  private final Text lost;
  private final Text cut;
  private final Text added;
  private Text end = Text.same("");
  private final List<Stage> stages = new ArrayList<>();

  FlowChart(Text title, DoubleFunction<String> format, Text lost, Text cut, Text added) {
    this.title = title;
    this.format = format;
    this.lost = lost;
    this.cut = cut;
    this.added = added;
  }

  /**
   * Adds a stage below the others.
   *
   * @param in what enters it
   * @param lost what of it leaves for good
   * @param cut what is taken off the rest
   * @param added what joins
   * @param note stands beside it, may be empty
   */
  public FlowChart stage(Text name, double in, double lost, double cut, double added, Text note) {
    stages.add(new Stage(name, in, lost, cut, added, note));
    return this;
  }

  /** Names what comes out of the last stage. */
  public FlowChart end(Text name) {
    end = name;
    return this;
  }

  @Override
  public Text title() {
    return title;
  }

  @Override
  public String svg() {
    double most =
        stages.stream().mapToDouble(Stage::widest).filter(FlowChart::isDrawn).max().orElse(0);
    double scale = most > 0 ? (RIGHT - LEFT) / most : 0;
    Svg svg = new Svg(WIDTH, TOP + ROW * stages.size() + BAR + 10, title);
    legend(svg);
    for (int i = 0; i < stages.size(); i++) {
      draw(svg, stages.get(i), scale, TOP + ROW * i);
    }
    if (!stages.isEmpty()) {
      Stage last = stages.getLast();
      int y = TOP + ROW * stages.size();
      segment(svg, "s0", LEFT, y, last.out() * scale, format.apply(last.out()));
      svg.name("end", LEFT - 10, y + 9, end.shortened(NAME_COLUMNS));
      svg.text("end", LEFT - 10, y + 24, format.apply(last.out()));
    }
    return svg.end();
  }

  private void legend(Svg svg) {
    String[] kinds = {"s1", "s4", "s2"};
    Text[] names = {lost, cut, added};
    boolean[] used = {
      stages.stream().anyMatch(s -> s.lost() > 0),
      stages.stream().anyMatch(s -> s.cut() > 0),
      stages.stream().anyMatch(s -> s.added() > 0)
    };
    double x = LEFT;
    for (int i = 0; i < kinds.length; i++) {
      if (used[i]) {
        svg.key(kinds[i], x, names[i]);
        x += 120;
      }
    }
  }

  private void draw(Svg svg, Stage stage, double scale, double y) {
    svg.name("end", LEFT - 10, y + 9, stage.name().shortened(NAME_COLUMNS));
    svg.text("end", LEFT - 10, y + 24, format.apply(stage.in()));
    double kept = Math.max(0, stage.in() - stage.lost() - stage.cut());
    double out = stage.out() * scale;
    if (isDrawn(out) && out > 0) {
      svg.path(
          "stream",
          String.format(Locale.ROOT, "M%d %.1fh%.1fv%dH%dZ", LEFT, y + BAR, out, ROW - BAR, LEFT));
    }
    double x = segment(svg, "s0", LEFT, y, kept * scale, format.apply(kept));
    x = segment(svg, "s2", x, y, stage.added() * scale, tip(added, stage.added(), stage.in()));
    x = leaving(svg, "s4", x, y, stage.cut() * scale, tip(cut, stage.cut(), stage.in()));
    leaving(svg, "s1", x, y, stage.lost() * scale, tip(lost, stage.lost(), stage.in()));
    note(svg, stage, y);
  }

  /** A segment whose colour runs out of the stream below it. */
  private static double leaving(
      Svg svg, String kind, double x, double y, double width, String tip) {
    if (width > 0) {
      svg.path(
          "fading " + kind,
          String.format(
              Locale.ROOT,
              "M%.1f %.1fh%.1fc0 10 6 14 14 18h%.1fc-8 -4 -14 -8 -14 -18Z",
              x,
              y + BAR,
              width,
              -width));
    }
    return segment(svg, kind, x, y, width, tip);
  }

  private void note(Svg svg, Stage stage, double y) {
    double gone = stage.lost() + stage.cut();
    String figure =
        gone > 0
            ? "−" + format.apply(gone) + share(gone, stage.in())
            : stage.added() > 0 ? "" : "–";
    if (stage.added() > 0) {
      figure +=
          (figure.isEmpty() ? "" : "   ")
              + "+"
              + format.apply(stage.added())
              + share(stage.added(), stage.in());
    }
    svg.name("start", NOTES, y + 9, Text.same(figure));
    svg.text("start", NOTES, y + 24, stage.note().shortened(NOTE_COLUMNS));
  }

  private String tip(Text name, double value, double of) {
    return name.flat() + ": " + format.apply(value) + share(value, of);
  }

  private static String share(double value, double of) {
    return of > 0 ? String.format(Locale.ROOT, " (%.1f %%)", 100 * value / of) : "";
  }

  /** Draws a part of a bar and says where the next one starts. */
  private static double segment(
      Svg svg, String kind, double x, double y, double width, String tip) {
    if (!isDrawn(width) || width == 0) {
      return x;
    }
    svg.bar("bar " + kind, x, y, Math.max(width, 0.8), BAR, tip);
    return x + width;
  }

  private static boolean isDrawn(double value) {
    return value >= 0 && value < 1e100;
  }
}
