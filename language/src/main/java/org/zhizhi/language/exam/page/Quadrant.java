package org.zhizhi.language.exam.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.zhizhi.base.page.Text;

/** A quadrant of knowing, and of believing that one knows. */
enum Quadrant {
  KNOWN_KNOWN("known knowns", "已知之知", "knows, and knows that it does", "知道，也知道自己知道"),
  UNKNOWN_UNKNOWN("unknown unknowns", "未知之未知", "does not know, and believes it does", "不知道，却自以为知道"),
  UNKNOWN_KNOWN("unknown knowns", "未知之知", "knows, and does not trust it", "知道，却没有把握"),
  KNOWN_UNKNOWN("known unknowns", "已知之未知", "does not know, and knows that", "不知道，也知道自己不知道");

  /** Top left, top right, bottom left, bottom right: evidence to the right, confidence upwards. */
  static final List<Quadrant> BY_PLACE =
      List.of(UNKNOWN_UNKNOWN, KNOWN_KNOWN, KNOWN_UNKNOWN, UNKNOWN_KNOWN);

  private final Text title;
  private final Text meaning;

  Quadrant(String en, String zh, String meaningEn, String meaningZh) {
    title = new Text(en, zh);
    meaning = new Text(meaningEn, meaningZh);
  }

  Text title() {
    return title;
  }

  Text meaning() {
    return meaning;
  }

  /** What {@code quadrants} of exam.json says of it. */
  private JsonNode in(JsonNode quadrants) {
    return quadrants.path(name().toLowerCase(Locale.ROOT));
  }

  /** How many questions are in it; empty where that is not said. */
  String count(JsonNode quadrants) {
    double n = Estimate.number(in(quadrants).path("n"));
    return Double.isNaN(n) ? "" : String.format(Locale.ROOT, "%.0f", n);
  }

  /** Their share in percent; empty where that is not said. */
  String share(JsonNode quadrants) {
    return Estimate.share(in(quadrants).path("share")).map(Estimate::percent).orElse("");
  }

  /** Its standard error; empty where that is not said. */
  String error(JsonNode quadrants) {
    double stderr = Estimate.number(in(quadrants).path("stderr"));
    return stderr >= 0 ? String.format(Locale.ROOT, "± %.1f", 100 * stderr) : "";
  }
}
