package org.zhizhi.language.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names that nobody bears: the head of one real name with the tail of another of its kind. As many
 * as one likes, so that what is learned from them is not a list.
 */
final class Strangers {
  private static final int TRIES = 1000;

  private final List<Entity> known;
  private final Map<Kind, List<Entity>> byKind;
  private final Set<String> taken = new HashSet<>();

  /**
   * @param base whose names are none of strangers
   * @param known whose names are taken apart
   */
  Strangers(FactBase base, List<Entity> known) {
    this.known = known;
    this.byKind = known.stream().collect(Collectors.groupingBy(Entity::kind));
    List<Entity> all = new ArrayList<>(base.entities());
    all.addAll(base.madeUp());
    for (Entity entity : all) {
      for (Lang lang : Lang.values()) {
        taken.add(Answers.normal(entity.name().in(lang)));
      }
    }
  }

  /** Another one. */
  Entity one(Draw draw) {
    for (int i = 0; i < TRIES; i++) {
      Entity head = draw.one(known);
      Entity tail = draw.one(byKind.get(head.kind()));
      Text name =
          new Text(
              crossed(head.name().zh(), tail.name().zh(), Lang.ZH, draw),
              crossed(head.name().en(), tail.name().en(), Lang.EN, draw));
      boolean names =
          !name.zh().isEmpty()
              && !name.en().isEmpty()
              && taken.add(Answers.normal(name.zh()))
              && taken.add(Answers.normal(name.en()));
      if (names) {
        return new Entity(head.kind(), name);
      }
    }
    throw new IllegalStateException("no new name in " + TRIES + " tries");
  }

  /** Empty if the two cannot be crossed. */
  private static String crossed(String head, String tail, Lang lang, Draw draw) {
    boolean title = head.startsWith("《");
    String a = title ? head.substring(1, head.length() - 1) : head;
    String b = tail.startsWith("《") ? tail.substring(1, tail.length() - 1) : tail;
    int least = lang == Lang.ZH ? 1 : 2; // characters of each
    if (a.length() <= least || b.length() <= least) {
      return "";
    }
    String name =
        a.substring(0, least + draw.below(a.length() - least))
            + b.substring(least + draw.below(b.length() - least));
    boolean odd = name.contains("  ") || name.endsWith(" ") || name.endsWith("·");
    boolean same = a.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    return odd || same ? "" : title ? "《" + name + "》" : name;
  }
}
