package org.zhizhi.data.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.zhizhi.base.BadInput;
import org.zhizhi.base.Fields;
import org.zhizhi.data.Document;
import org.zhizhi.data.language.Guess;
import org.zhizhi.data.language.LanguageIdentifier;

/**
 * Writes the language of each document, as one subtag of BCP 47 ({@code zh}, {@code en}, {@code
 * und}), and refuses the languages that are not to be kept. A language that the source declares
 * stands where the text bears it out. How Chinese is written goes to the field {@code script} of
 * its meta: {@code Hans} or {@code Hant}.
 */
public final class Language implements Stage {
  /**
   * What is kept.
   *
   * @param keep languages to keep (BCP 47); empty for all
   */
  public record Settings(Set<String> keep) {
    public Settings {
      keep = Set.copyOf(keep);
    }
  }

  private final Settings settings;

  public Language(Settings settings) {
    this.settings = settings;
  }

  /** The stage with the settings of a recipe: {@code keep: [zh, en]}; nothing keeps all. */
  public static Language of(JsonNode node) {
    Fields given = Fields.of("language", node);
    List<String> tags = given.texts("keep");
    given.end();
    Set<String> keep = new TreeSet<>();
    for (String tag : tags) {
      String primary = Guess.primary(tag);
      if (!primary.matches("[a-z]{2,3}")) {
        throw new BadInput(
            "language: keep holds \"" + tag + "\"", "give language codes such as zh or en");
      }
      keep.add(primary);
    }
    return new Language(new Settings(keep));
  }

  @Override
  public String name() {
    return "language";
  }

  @Override
  public Outcome apply(Document document) {
    Guess guess = LanguageIdentifier.identify(document.text());
    String lang = guess.settle(document.lang());
    if (!settings.keep.isEmpty() && !settings.keep.contains(lang)) {
      return new Rejected("language " + lang);
    }
    String script = lang.equals("zh") ? guess.script() : "";
    boolean known = document.meta().getOrDefault("script", "").equals(script);
    if (known) {
      return new Kept(document.lang().equals(lang) ? document : document.withLang(lang));
    }
    Map<String, String> meta = new HashMap<>(document.meta());
    if (script.isEmpty()) {
      meta.remove("script");
    } else {
      meta.put("script", script);
    }
    return new Kept(
        new Document(
            document.id(),
            document.text(),
            document.source(),
            lang,
            document.license(),
            document.quality(),
            meta));
  }
}
