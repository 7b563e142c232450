package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes statements of facts: running text, cards, lists, and documents about several entities. */
final class Documents {
  private static final int GROUP = 5; // entities in one group or table at most
  private static final int FACTS_PER_GROUP = 16; // one group and one table for so many facts

  private final FactBase base;
  private final Map<Lang, Frames> frames = new EnumMap<>(Lang.class);

  Documents(FactBase base) {
    this.base = base;
    for (Lang lang : Lang.values()) {
      frames.put(lang, Forms.frames(lang));
    }
  }

  /** All facts of {@code entity} in a new order: half as text, the rest as card, row or list. */
  String about(Entity entity, Lang lang, Draw draw) {
    List<Fact> facts = draw.shuffled(base.facts(entity));
    int shape = draw.below(8);
    if (shape < 5) {
      return facts.stream()
          .map(fact -> statement(fact, lang, draw))
          .collect(Collectors.joining(lang == Lang.ZH ? "" : " "));
    }
    List<String> lines = facts.stream().map(fact -> card(fact, lang)).toList();
    String title = entity.title(lang);
    return switch (shape) {
      case 5 -> title + "\n" + String.join("\n", lines);
      case 6 -> title + " | " + String.join(" | ", lines);
      default -> title + "\n- " + String.join("\n- ", lines);
    };
  }

  /** One sentence that says {@code fact}: oftener in a form of its own than in one all share. */
  String statement(Fact fact, Lang lang, Draw draw) {
    Phrasing forms = fact.relation().in(lang);
    String form =
        draw.chance(0.55)
            ? draw.one(forms.say())
            : draw.one(frames.get(lang).say())
                .replace("{np}", draw.one(forms.nouns()))
                .replace("{v}", forms.value());
    return forms.fill(form, fact);
  }

  private String card(Fact fact, Lang lang) {
    return fact.relation().in(lang).fill(frames.get(lang).card().getFirst(), fact);
  }

  /** Documents that set several of the {@code known} entities side by side in one relation. */
  List<String> together(Set<Entity> known, Lang lang, Draw draw) {
    List<String> documents = new ArrayList<>();
    for (Relation relation : base.relations().values()) {
      List<Fact> facts =
          base.facts().stream()
              .filter(f -> f.relation().equals(relation) && known.contains(f.entity()))
              .toList();
      Map<String, List<Fact>> byValue = new HashMap<>();
      facts.forEach(f -> byValue.computeIfAbsent(f.value(lang), v -> new ArrayList<>()).add(f));
      for (int i = 0; i < facts.size(); i += FACTS_PER_GROUP) {
        Fact fact = draw.one(facts);
        List<Fact> same = first(draw.shuffled(byValue.get(fact.value(lang))));
        if (same.size() > 1) {
          documents.add(group(same, lang, draw));
        }
        documents.add(table(first(draw.shuffled(facts)), lang, draw));
      }
    }
    return documents;
  }

  private static List<Fact> first(List<Fact> facts) {
    return facts.subList(0, Math.min(GROUP, facts.size()));
  }

  private String group(List<Fact> same, Lang lang, Draw draw) {
    List<String> names = same.stream().map(f -> f.entity().name().in(lang)).toList();
    String list =
        lang == Lang.ZH
            ? String.join("、", names)
            : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    return several(draw.one(frames.get(lang).group()).replace("{list}", list), same, lang);
  }

  private String table(List<Fact> facts, Lang lang, Draw draw) {
    String dash = lang == Lang.ZH ? "——" : " – ";
    String rows =
        facts.stream()
            .map(f -> f.entity().title(lang) + dash + f.value(lang))
            .collect(Collectors.joining(lang == Lang.ZH ? "；" : "; "));
    return several(draw.one(frames.get(lang).table()).replace("{rows}", rows), facts, lang);
  }

  private static String several(String form, List<Fact> facts, Lang lang) {
    Kind kind = facts.getFirst().entity().kind();
    Phrasing forms = facts.getFirst().relation().in(lang);
    String text =
        form.replace("{kinds}", kind.plural())
            .replace("{kind}", kind.name().in(lang))
            .replace("{v}", forms.value());
    return forms.fill(text, facts.getFirst());
  }
}
