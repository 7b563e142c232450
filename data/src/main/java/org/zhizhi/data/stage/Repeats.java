package org.zhizhi.data.stage;

import com.fasterxml.jackson.databind.JsonNode;
import org.zhizhi.base.Fields;
import org.zhizhi.data.Document;

/**
 * Takes out what a document says again word for word: of lines, and of sentences in a row, that are
 * long enough to be no chance, the first stays and the others go. Verses, rows of tables, headings
 * and clauses are shorter; code, fenced or indented, is left alone. A document that says little
 * else is refused.
 */
public final class Repeats implements Stage {
  /**
   * What counts as said again.
   *
   * @param minWidth shortest line or row of sentences that is looked at, in letters; an ideograph
   *     counts as three
   * @param maxShare share of the characters that may have been said before, in [0, 1]
   */
  public record Settings(int minWidth, double maxShare) {
    public static final Settings DEFAULT = new Settings(150, 0.7);
  }

  private final Settings settings;

  public Repeats(Settings settings) {
    this.settings = settings;
  }

  /** The stage with the settings of a recipe: {@code min_width}, {@code max_share}. */
  public static Repeats of(JsonNode node) {
    Fields given = Fields.of("repeats", node);
    Settings settings =
        new Settings(
            given.count("min_width", Settings.DEFAULT.minWidth, 1, 1_000_000),
            given.number("max_share", Settings.DEFAULT.maxShare, 0, 1));
    given.end();
    return new Repeats(settings);
  }

  @Override
  public String name() {
    return "repeats";
  }

  @Override
  public Outcome apply(Document document) {
    String text = document.text();
    // Two units of a third of the width each, if all are ideographs, are the least that repeats.
    if (text.length() < 2 * settings.minWidth / 3) {
      return new Kept(document);
    }
    FirstSaid first = new FirstSaid(text.toCharArray(), settings.minWidth);
    if (first.repeated() == 0) {
      return new Kept(document);
    }
    if (first.repeated() > settings.maxShare * text.length()) {
      return new Rejected("mostly repetition");
    }
    return new Kept(document.withText(first.text()));
  }
}
