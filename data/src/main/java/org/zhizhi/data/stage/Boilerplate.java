package org.zhizhi.data.stage;

import com.fasterxml.jackson.databind.JsonNode;
import org.zhizhi.base.Fields;
import org.zhizhi.data.Document;

/**
 * Takes out lines that belong to the page and not to the text: navigation, menus, notices about
 * cookies and copyright, share buttons, addresses alone on a line, page numbers and running heads.
 * Whatever is in doubt stays: a paragraph, an item, a verse, a row of a table, a line of code.
 *
 * <p>In the manner of jusText (Pomikálek 2011) each line is judged by itself, then by its company:
 * furniture stands in clusters, so a word such as 首页 or {@code login} goes only among others like
 * it, and a short line between two that go, goes too. Instead of the density of stop words and
 * links in HTML, which plain text has lost, the phrases of {@code furniture.txt} decide.
 */
public final class Boilerplate implements Stage {
  /**
   * What else is taken out.
   *
   * @param links lines that are addresses and nothing else
   * @param pages page numbers and the running heads beside them
   */
  public record Settings(boolean links, boolean pages) {
    public static final Settings DEFAULT = new Settings(true, true);
  }

  private final Settings settings;

  public Boilerplate(Settings settings) {
    this.settings = settings;
  }

  /** The stage with the settings of a recipe: {@code links}, {@code pages}. */
  public static Boilerplate of(JsonNode node) {
    Fields given = Fields.of("boilerplate", node);
    Settings settings =
        new Settings(
            given.flag("links", Settings.DEFAULT.links),
            given.flag("pages", Settings.DEFAULT.pages));
    given.end();
    return new Boilerplate(settings);
  }

  @Override
  public String name() {
    return "boilerplate";
  }

  @Override
  public Outcome apply(Document document) {
    char[] text = document.text().toCharArray();
    SuspectLines suspects = SuspectLines.of(text, settings);
    if (suspects.isEmpty()) {
      return new Kept(document);
    }
    int[] gone = new FurnitureLines(text, suspects, settings).starts();
    if (gone.length == 0) {
      return new Kept(document);
    }
    String rest = LineCutter.without(text, gone);
    return rest.isBlank() ? new Rejected("only boilerplate") : new Kept(document.withText(rest));
  }
}
