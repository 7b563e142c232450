package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns sections of forms into frames and relations. */
final class Forms {
  private Forms() {}

  static Frames frames(Lang lang) {
    String file = "frames.txt";
    Map<String, List<String>> all =
        Resources.forms(file, Resources.lines(file)).getOrDefault("frames", Map.of());
    return new Frames(
        Resources.use(file, "frames", all, lang, "say"),
        Resources.use(file, "frames", all, lang, "card"),
        Resources.use(file, "frames", all, lang, "np"),
        Resources.use(file, "frames", all, lang, "ask"),
        Resources.use(file, "frames", all, lang, "unseen"),
        Resources.use(file, "frames", all, lang, "group"),
        Resources.use(file, "frames", all, lang, "table"));
  }

  /** The relations of a kind by name. */
  static Map<String, Relation> relations(Kind kind) {
    String file = kind.id() + ".txt";
    Map<String, Relation> relations = new LinkedHashMap<>();
    Resources.forms(file, Resources.lines(file))
        .forEach(
            (section, forms) ->
                relations.put(
                    section.substring(section.indexOf('.') + 1),
                    new Relation(
                        section,
                        phrasing(file, section, forms, Lang.ZH),
                        phrasing(file, section, forms, Lang.EN))));
    return relations;
  }

  /** Relations that nothing is told of, by kind: their questions alone. */
  static Map<String, List<Relation>> untaught() {
    String file = "untaught.txt";
    Map<String, List<Relation>> relations = new LinkedHashMap<>();
    Resources.forms(file, Resources.lines(file))
        .forEach(
            (section, forms) -> {
              forms.putAll(
                  Map.of(
                      "zh say",
                      List.of(),
                      "en say",
                      List.of(),
                      "zh unseen",
                      List.of(),
                      "en unseen",
                      List.of()));
              relations
                  .computeIfAbsent(
                      section.substring(0, section.indexOf('.')), k -> new ArrayList<>())
                  .add(
                      new Relation(
                          section,
                          phrasing(file, section, forms, Lang.ZH),
                          phrasing(file, section, forms, Lang.EN)));
            });
    return relations;
  }

  private static Phrasing phrasing(
      String file, String section, Map<String, List<String>> forms, Lang lang) {
    return new Phrasing(
        lang,
        Resources.use(file, section, forms, lang, "label").getFirst(),
        lang == Lang.EN ? "" : Resources.use(file, section, forms, lang, "which").getFirst(),
        forms.getOrDefault(lang.code() + " value", List.of("{v}")).getFirst(),
        Resources.use(file, section, forms, lang, "np"),
        Resources.use(file, section, forms, lang, "say"),
        Resources.use(file, section, forms, lang, "ask"),
        Resources.use(file, section, forms, lang, "unseen"));
  }
}
